"""The addresses of the plain pages."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from ui.api.problems import answered
from ui.api.records import Health, health
from ui.pages.ask import Form, answer_form, ask_page, form_from
from ui.pages.frame import Page, missing_page
from ui.pages.prose import PAGES, prose_page
from ui.pages.receipt import receipt_of
from ui.pages.register import register_page
from ui.pages.source import source_page
from ui.presenting.sections import held_document

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ui.live import Live
    from ui.store import Store

STATIC = Path(__file__).parents[1] / "static"


def pages_router(live: "Live", settings: "Settings", store: "Store") -> APIRouter:
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

    @router.get("/healthz", include_in_schema=False)
    def healthy() -> Health:
        return health(live)

    @router.get("/ask", response_class=HTMLResponse, include_in_schema=False)
    async def ask_form(request: Request) -> HTMLResponse:
        form = form_from(request.query_params)
        return await run_in_threadpool(_asked, form) if form.text else _page(_empty(form))

    @router.post("/ask", response_class=HTMLResponse, include_in_schema=False)
    async def ask(request: Request) -> HTMLResponse:
        async with request.form(max_files=0, max_fields=20) as fields:
            form = form_from(fields)
        return await run_in_threadpool(_asked, form)

    def _asked(form: Form) -> HTMLResponse:
        with live.lease() as opened:
            form, answer = answer_form(form, partial(answered, opened.assistant))
            receipt = receipt_of(store, answer, form.reader.nation) if answer else ""
            return _page(ask_page(form, settings.contact, answer, opened.sections, receipt))

    def _empty(form: Form) -> Page:
        with live.lease() as opened:
            return ask_page(form, settings.contact, None, opened.sections)

    @router.get("/sources", response_class=HTMLResponse, include_in_schema=False)
    def sources() -> HTMLResponse:
        with live.lease() as opened:
            return _page(register_page(opened.sections))

    for name in PAGES:
        _add_prose(router, name, settings)

    @router.get("/documents/{source_id}", response_class=FileResponse, include_in_schema=False)
    def held(source_id: str) -> Response:
        with live.lease() as opened:
            source = opened.sections.source(source_id)
            path = opened.sections.corpus.path(source) if source and held_document(source) else None
        if path is None or not path.is_file():
            return _page(missing_page("There is no document of this number that may be shown here."))
        return FileResponse(path, media_type="application/pdf", content_disposition_type="inline")

    @router.get("/source/{source_id}", response_class=HTMLResponse, include_in_schema=False)
    @router.get("/source/{source_id}/{slug}", response_class=HTMLResponse, include_in_schema=False)
    def source(source_id: str, slug: str = "", passage: str = "") -> HTMLResponse:
        with live.lease() as opened:
            return _page(source_page(opened.sections, source_id, slug, passage))

    return router


def _add_prose(router: APIRouter, name: str, settings: "Settings") -> None:
    @router.get(f"/{name}", response_class=HTMLResponse, include_in_schema=False)
    def prose() -> HTMLResponse:
        return _page(prose_page(name, settings))


def _page(page: Page) -> HTMLResponse:
    return HTMLResponse(page.html, page.status)
