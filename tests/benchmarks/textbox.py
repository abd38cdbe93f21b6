"""How soon a person can type: seconds from navigation to a usable question box, beside a bare Gradio chat.

Run with `make benchmark`. Each page is opened in a fresh browser profile, the two in turn, and medians are compared."""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.programs import ARGUMENTS, CHROMIUM
from tests.ui.conftest import serving
from tests.ui.fake_assistant import fake_live

TIMES = 15


def bare_chat() -> Any:
    """A FastAPI app with nothing but Gradio's own chat in it."""
    import gradio
    from fastapi import FastAPI

    chat = gradio.ChatInterface(lambda message, history: message, api_name=False)
    return gradio.mount_gradio_app(FastAPI(), chat, path="/chat", ssr_mode=False)


def own_chat() -> Any:
    """The whole service over the tests' assistant: what is measured is the page, not the models."""
    from assistant.settings import Settings
    from ui.server import build_app

    return build_app(fake_live(), Settings())


def seconds(browser: Any, address: str) -> float:
    """From navigation to a box that takes a letter, in a profile that has seen nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    started = time.perf_counter()
    page.goto(f"{address}/chat/", wait_until="commit")
    box = page.locator("textarea:visible").first
    box.fill("a", timeout=60_000)
    taken = time.perf_counter() - started
    context.close()
    return taken


def main() -> int:
    """Print both medians and their ratio."""
    from playwright.sync_api import sync_playwright

    measured: dict[str, list[float]] = {"this chat": [], "bare Gradio chat": []}
    builders: dict[str, Callable[[], Any]] = {"this chat": own_chat, "bare Gradio chat": bare_chat}
    apps = {name: serving(build()) for name, build in builders.items()}
    addresses = {name: app.__enter__() for name, app in apps.items()}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for address in addresses.values():
            seconds(browser, address)  # the first opening fills the server's own caches
        for _ in range(TIMES):
            for name, address in addresses.items():
                measured[name].append(seconds(browser, address))
        browser.close()
    for app in apps.values():
        app.__exit__(None, None, None)
    medians = {name: statistics.median(each) for name, each in measured.items()}
    for name, each in measured.items():
        print(f"{name}: median {medians[name]:.2f} s, from {min(each):.2f} to {max(each):.2f} s, {TIMES} openings")
    print(f"ratio {medians['this chat'] / medians['bare Gradio chat']:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
