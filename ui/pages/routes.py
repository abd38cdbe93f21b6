"""The addresses of the plain pages."""

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from ui.pages.frame import missing_page
from ui.pages.source import source_page
from ui.presenting.sections import held_document

if TYPE_CHECKING:
    from ui.live import Live

STATIC = Path(__file__).parents[1] / "static"


def pages_router(live: "Live") -> APIRouter:
    """The routes of the plain pages, of health and of what browsers ask for at the root."""
    router = APIRouter()

    @router.get("/", include_in_schema=False)
    def start() -> RedirectResponse:
        return RedirectResponse("/chat/")

    @router.get("/manifest.json", include_in_schema=False)
    def manifest() -> dict[str, str]:  # Gradio's page asks for it at the root
        return {"name": "Preceptorship Assistant", "display": "browser"}

    @router.get("/favicon.ico", include_in_schema=False)
    def icon() -> FileResponse:
        return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")

    @router.get("/healthz", summary="Whether the service answers, and from which index")
    def health() -> dict[str, str | None]:
        with live.lease() as opened:
            index = opened.assistant.index
            return {
                "status": "ok",
                "index": index.manifest.digest,
                "built": index.manifest.built,
                "notice": index.notice,
            }

    @router.get("/documents/{source_id}", response_class=FileResponse, include_in_schema=False)
    def held(source_id: str) -> Response:
        with live.lease() as opened:
            source = opened.sections.source(source_id)
            path = opened.sections.corpus.path(source) if source and held_document(source) else None
        if path is None or not path.is_file():
            missing = missing_page("There is no document of this number that may be shown here.")
            return HTMLResponse(missing.html, missing.status)
        return FileResponse(path, media_type="application/pdf", content_disposition_type="inline")

    @router.get("/source/{source_id}", response_class=HTMLResponse, include_in_schema=False)
    @router.get("/source/{source_id}/{slug}", response_class=HTMLResponse, include_in_schema=False)
    def source(source_id: str, slug: str = "", passage: str = "") -> HTMLResponse:
        with live.lease() as opened:
            page = source_page(opened.sections, source_id, slug, passage)
        return HTMLResponse(page.html, page.status)

    return router
