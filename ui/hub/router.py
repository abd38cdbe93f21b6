"""The addresses of the hub kit, and what the chat page is told about hubs."""

from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse

from ui.hub.pages import demo_page, embed_page

ASSETS = Path(__file__).parent / "assets"
LOADER = ASSETS / "loader.js"
SHOWN = {"copy.js": "text/javascript", "embed.css": "text/css", "demo.css": "text/css"}
"""Files of the two pages, with their types."""
_KEPT = "public, max-age=3600"
"""An hour in the browser's cache: a mended loader reaches readers the same morning."""


def hub_head(hub_origins: tuple[str, ...]) -> str:
    """What the chat page carries in its head: the origins it listens to (checked ones), and the script that does."""
    return (
        f'<meta name="preceptorship-hubs" content="{" ".join(hub_origins)}">'
        '<script src="/static/embedded.js" defer></script>'
    )


def hub_router(hub_origins: tuple[str, ...]) -> APIRouter:
    """The loader, the page that shows how to use it, and the demonstration."""
    router = APIRouter(include_in_schema=False)

    @router.get("/widget/v1/loader.js")
    def loader() -> FileResponse:
        headers = {"cache-control": _KEPT, "cross-origin-resource-policy": "cross-origin"}
        return FileResponse(LOADER, media_type="text/javascript", headers=headers)

    @router.get("/embed")
    def embed(request: Request) -> HTMLResponse:
        page = embed_page(str(request.base_url).rstrip("/"), hub_origins)
        return HTMLResponse(page.html, page.status)

    @router.get("/embed/demo")
    def demo() -> HTMLResponse:
        return HTMLResponse(demo_page())

    @router.get("/embed/assets/{name}")
    def asset(name: str) -> FileResponse:
        if name not in SHOWN:
            raise HTTPException(404, "There is nothing at this address.")
        return FileResponse(ASSETS / name, media_type=SHOWN[name])

    return router
