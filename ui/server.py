"""One FastAPI app: the chat, the source pages, the API, the bench, health."""

import logging
import os
import socket
from typing import TYPE_CHECKING

from corpus.errors import PreceptorshipError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.settings import Settings
    from ui.bench.running import Runner
    from ui.live import Live
    from ui.store import Store

HEAD = (
    '<meta name="description" content="Questions about AHP preceptorship in Scotland, answered from documents.">'
    '<link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/chat.css">'
    '<script src="/static/chat.js" defer></script>'
)


def build_app(
    live: "Live", settings: "Settings", store: "Store | None" = None, runner: "Runner | None" = None
) -> "FastAPI":
    """The whole web side around the assistant. store: one in memory without it; runner: one of the store's own.
    Raises PreceptorshipError on a hub origin or a proxy that is none."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read by gradio when it is imported
    import gradio
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware
    from starlette.staticfiles import StaticFiles
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    from ui.api.description import describe
    from ui.api.feedback import feedback_router
    from ui.api.problems import API, add_problems
    from ui.api.routes import api_router
    from ui.bench.routes import bench_router
    from ui.bench.running import Runner
    from ui.chat.downloads import Shelf, downloads_router
    from ui.chat.screen import build_chat
    from ui.chat.shell import Shell
    from ui.chat.theme import chat_theme
    from ui.hub.router import hub_head, hub_router
    from ui.limits import HEADERS, Limits, checked_proxies
    from ui.pages.receipt import receipt_router
    from ui.pages.routes import STATIC, pages_router
    from ui.security import Guard, checked_origins
    from ui.store import open_store
    from ui.store.runs import Runs

    origins = checked_origins(settings.hub_origins)
    store = store or open_store("sqlite://")
    app = FastAPI(
        title="Preceptorship Assistant", version="1", openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None
    )
    add_problems(app)
    describe(app)
    app.include_router(pages_router(live, settings, store))
    app.include_router(receipt_router(live, store))
    app.include_router(api_router(live))
    app.include_router(feedback_router(store), prefix=API, tags=["API v1"])
    app.include_router(hub_router(origins))
    app.include_router(bench_router(live, settings, store, runner or Runner(live, Runs(store.database))))
    shelf = Shelf()
    app.include_router(downloads_router(shelf))
    app.mount("/static", StaticFiles(directory=STATIC))
    # What is added later stands further out: a refusal for too many requests is readable from the hub too.
    app.add_middleware(Shell)
    app.add_middleware(Limits, per_minute=settings.requests_per_minute)
    # Always there, even without a hub: Gradio allows any origin unless the app around it has a policy of its own.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST"],
        allow_headers=["content-type"],
        expose_headers=HEADERS,
    )
    app.add_middleware(Guard, hub_origins=origins)
    if proxies := checked_proxies(settings.trusted_proxies):
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)
    gradio.mount_gradio_app(
        app,
        build_chat(live, settings, shelf, store),
        path="/chat",
        run_history=False,
        footer_links=[],
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        show_error=False,
        enable_monitoring=False,
        allowed_paths=[],
        max_file_size=1,
        theme=chat_theme(),
        head=HEAD + hub_head(origins),
    )
    return app


def serve(live: "Live", settings: "Settings") -> None:
    """Serves until stopped, in this process only: Gradio keeps its queue in memory. Prints the address once it answers.

    Raises PreceptorshipError when the address or the database cannot be used."""
    import uvicorn

    from ui.bench.running import Runner
    from ui.store import open_store
    from ui.store.retention import keep_for
    from ui.store.runs import Runs

    store = open_store(settings.database)
    runner = Runner(live, Runs(store.database))
    listening = listen(settings.host, settings.port)
    port = listening.getsockname()[1]
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    config = uvicorn.Config(
        build_app(live, settings, store, runner), log_level="warning", server_header=False, proxy_headers=False
    )
    logging.getLogger("uvicorn.access").addFilter(without_query)

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(f"The Preceptorship Assistant answers at http://{shown}:{port}/chat/ (Ctrl+C stops it)", flush=True)

    live.watch()
    stop_forgetting = keep_for(store, settings.keep_days)
    Announcing(config).run(sockets=[listening])
    stop_forgetting.set()
    runner.close()
    live.close()
    store.close()


def without_query(record: logging.LogRecord) -> bool:
    """Whether an access-log record may be written: not when its path has a query, which may hold a question."""
    return "?" not in record.getMessage()


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; port 0 takes a free one. Raises PreceptorshipError when it cannot be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise PreceptorshipError(
            f"The address {host}:{port} cannot be used ({error}).", "Choose another with --host and --port."
        ) from error
    return listening
