"""The assistant on one origin, an allowed hub on a second and a page that is not allowed on a third."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from langchain_core.runnables import RunnableLambda
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from assistant.settings import Settings
from tests.ui.chat.conftest import Waiting
from tests.ui.conftest import serving
from tests.ui.fake_assistant import CORPUS, PASSAGES, FakeAssistant, FakeIndex
from ui.hub.pages import demo_page
from ui.live import Live

LAUNCHER = "Ask about preceptorship"
QUESTION = "How often should we meet?"
BESIDE = "Can my preceptor be from another profession?"
"""A question whose button the open window does not cover."""
PLAIN = """<!doctype html><html lang="en"><title>x</title><iframe src="{chat}" title="Preceptorship Assistant" width="100%"
height="720" referrerpolicy="origin" sandbox="allow-scripts allow-same-origin allow-forms allow-popups
allow-popups-to-escape-sandbox"></iframe>"""
"""A page with a plain frame, as /embed shows it."""


@dataclass
class Places:
    """The three origins, known once each has its port."""

    assistant: str = ""
    hub: str = ""
    stranger: str = ""


FORGER = """<!doctype html><title>x</title><p id="told">waiting</p><script>
onmessage = (event) => { if (event.data.preceptorship) document.getElementById("told").textContent = event.data.type; };
function forge() {
  for (const type of ["close", "ready"]) parent.postMessage({ preceptorship: 1, type }, "*");
  const question = "forged question about the weather";
  for (let i = 0; i < parent.frames.length; i++) if (parent.frames[i] !== window) parent.frames[i].postMessage({ preceptorship: 1, type: "ask", question }, "*");
}
</script>"""


def _hub(places: Places, *, strict: bool) -> Starlette:
    """A host page as a hub serves it; a strict one has only the two policy entries that /embed names."""

    async def page(request: Request) -> HTMLResponse:
        policy = (
            f"default-src 'none'; script-src {places.assistant}; frame-src {places.assistant} {places.stranger}; "
            f"style-src {places.assistant}; img-src {places.assistant}; require-trusted-types-for 'script'"
        )
        html = demo_page(places.assistant)
        if "forger" in request.query_params:
            html = html.replace("</main>", f'<iframe title="x" src="{places.stranger}/forger"></iframe></main>')
        if attributes := request.query_params.get("with"):
            html = html.replace("<preceptorship-assistant", f"<preceptorship-assistant {attributes}")
        return HTMLResponse(html, headers={"content-security-policy": policy} if strict else {})

    async def forger(_: Request) -> HTMLResponse:
        return HTMLResponse(FORGER)

    async def plain(_: Request) -> HTMLResponse:
        return HTMLResponse(PLAIN.format(chat=f"{places.assistant}/chat/"))

    return Starlette(routes=[Route("/", page), Route("/forger", forger), Route("/plain", plain)])


@pytest.fixture(scope="session")
def waiting() -> Waiting:
    return Waiting()


@pytest.fixture
def held(waiting: Waiting) -> Iterator[threading.Event]:
    """The assistant waits until the event is set."""
    waiting.go.clear()
    yield waiting.go
    waiting.go.set()


@pytest.fixture(scope="session")
def places(waiting: Waiting) -> Iterator[Places]:
    from ui.server import build_app

    found = Places()
    with serving(_hub(found, strict=True)) as hub, serving(_hub(found, strict=False)) as stranger:
        found.hub = hub.replace("127.0.0.1", "localhost")  # another site, not only another port
        found.stranger = stranger
        fake = FakeAssistant(RunnableLambda(waiting.answer), CORPUS, FakeIndex(PASSAGES))
        with serving(build_app(Live(lambda: fake, lambda: ""), Settings(hub_origins=(found.hub,)))) as assistant:
            found.assistant = assistant
            yield found


@pytest.fixture
def page(browser: Any, places: Places) -> Iterator[Any]:
    """A page of a fresh browser profile; what goes wrong in it stands in `problems`."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.problems = []
    ours = (places.assistant, places.hub, places.stranger, "data:", "blob:")
    opened.on("request", lambda r: None if r.url.startswith(ours) else opened.problems.append(f"third party: {r.url}"))
    opened.on("console", lambda m: opened.problems.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    yield opened
    context.close()


def until(page: Any, true: str) -> None:
    """Waits for it; Playwright's own way evaluates code inside the page, which a strict policy forbids."""
    until = time.monotonic() + 20
    while not page.evaluate(true):
        assert time.monotonic() < until, true
        page.wait_for_timeout(50)


def framed(page: Any) -> Any:
    """The chat in the page's window, ready to type in."""
    frame = page.wait_for_selector("iframe[title='Preceptorship Assistant']").content_frame()
    frame.wait_for_selector("#box textarea")
    return frame


def opened(page: Any, places: Places, query: str = "") -> Any:
    """The same, opened by the button in the corner of a fresh hub page."""
    page.goto(f"{places.hub}/{query}")
    assert page.locator("iframe[title='Preceptorship Assistant']").count() == 0, "made only when first opened"
    page.get_by_role("button", name=LAUNCHER).click()
    until(page, "document.querySelector('preceptorship-assistant').ready")
    return framed(page)
