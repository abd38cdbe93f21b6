"""Sets of test questions: the list, one set with its problems first, files in and out."""

from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from corpus.errors import PreceptorshipError
from evals.authoring.files import read_rows
from evals.authoring.places import Places
from evals.authoring.writing import as_csv, as_xlsx, empty_template
from evals.case_coverage import coverage_map, suggestions
from evals.principles import Principles, principles
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.filters import RowFilter
from ui.bench.forms import posted, text_of
from ui.bench.pages import render
from ui.bench.readiness import CheckedSet, checked_set
from ui.bench.session import Educator, bench_of, signed_in
from ui.store.case_sets import CaseSet

CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Who = Annotated[Educator, Depends(signed_in)]
Form = Annotated[FormData, Depends(posted)]


def sets_router() -> APIRouter:
    """The addresses of sets."""
    router = APIRouter(route_class=BenchRoute, include_in_schema=False)

    @router.get("/sets")
    def sets(request: Request, _: Who) -> Response:
        return render(request, "sets.html", sets=bench_of(request).sets.all())

    @router.get("/sets/template.xlsx")
    def template(_: Who) -> Response:
        return file_response(empty_template(), XLSX, "test-questions.xlsx")

    @router.post("/sets")
    def make(request: Request, form: Form) -> Response:
        file = _upload(form)
        rows, told = _read(file) if file else ([], [])
        name = text_of(form, "name").strip() or (PurePath(file.filename or "").stem if file else "")
        made = bench_of(request).sets.make(name, rows)
        if told:
            return render(request, "strange.html", id=made, name=name, told=told)
        return RedirectResponse(f"/bench/sets/{made}", 303)

    @router.get("/sets/{id}")
    def one(request: Request, _: Who, id: int) -> Response:
        kept, found = checked(request, id)
        runs = bench_of(request).runs.all(id)
        chosen = RowFilter.of(request.query_params)
        return render(
            request, "set.html", set=kept, checked=found, rows=chosen.rows(found, known_principles(request)), filter=chosen, runs=runs,
        )  # fmt: skip

    @router.get("/sets/{id}/coverage")
    def coverage(request: Request, _: Who, id: int) -> Response:
        kept, found = checked(request, id)
        with bench_of(request).live.lease() as opened:
            corpus = opened.assistant.corpus
            covered = coverage_map(found.ready, Places(opened.assistant.index.by_id, corpus))
        titles = {source.id: source.title for source in corpus.sources}
        to_write = suggestions(covered, corpus)
        return render(request, "coverage.html", set=kept, coverage=covered, suggestions=to_write, titles=titles)

    @router.get("/sets/{id}/set.csv")
    def csv(request: Request, _: Who, id: int) -> Response:
        kept, found = checked(request, id)
        return file_response(as_csv([row.cells for row in found.rows]), CSV, f"{kept.name}.csv")

    @router.get("/sets/{id}/set.xlsx")
    def xlsx(request: Request, _: Who, id: int) -> Response:
        kept, found = checked(request, id)
        return file_response(as_xlsx([row.cells for row in found.rows]), XLSX, f"{kept.name}.xlsx")

    @router.post("/sets/{id}/file")
    def replace(request: Request, form: Form, id: int) -> Response:
        file = _upload(form)
        if file is None:
            raise PreceptorshipError("No file was chosen.", "Choose a spreadsheet, then send it.")
        rows, told = _read(file)
        bench_of(request).sets.replace(id, rows)
        if told:
            return render(request, "strange.html", id=id, name=found_set(request, id).name, told=told)
        return RedirectResponse(f"/bench/sets/{id}", 303)

    @router.post("/sets/{id}/name")
    def rename(request: Request, form: Form, id: int) -> Response:
        bench_of(request).sets.rename(id, text_of(form, "name"))
        return RedirectResponse(f"/bench/sets/{id}", 303)

    @router.post("/sets/{id}/remove")
    def remove(request: Request, form: Form, id: int) -> Response:
        kept = found_set(request, id)
        if text_of(form, "sure") != "yes":
            raise PreceptorshipError("Nothing was removed.", f"Tick the box to remove “{kept.name}”.")
        bench_of(request).sets.remove(id)
        return RedirectResponse("/bench/sets", 303)

    @router.post("/sets/{id}/run")
    def run(request: Request, form: Form, educator: Who, id: int) -> Response:
        kept, found = checked(request, id)
        made = bench_of(request).runner.start(kept, found.ready, educator.display_name)
        return RedirectResponse(f"/bench/runs/{made}", 303)

    return router


def found_set(request: Request, id: int) -> CaseSet:
    """The set, if it is there. Raises Refused (404)."""
    if (kept := bench_of(request).sets.get(id)) is None:
        raise Refused(404, *NOT_THERE)
    return kept


def checked(request: Request, id: int) -> tuple[CaseSet, CheckedSet]:
    """The set, and what its rows need to be run. Raises Refused (404)."""
    kept = found_set(request, id)
    with bench_of(request).live.lease() as opened:
        return kept, checked_set(kept, Places(opened.assistant.index.by_id, opened.assistant.corpus))


def known_principles(request: Request) -> Principles:
    """The principles of the documents that are served."""
    with bench_of(request).live.lease() as opened:
        return principles(opened.assistant.index.by_id.values())


def file_response(content: bytes | str, media_type: str, name: str) -> Response:
    """A file to download, under a name that any system takes."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_. ") else "-" for letter in name)
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{plain}"'})


def _upload(form: FormData) -> UploadFile | None:
    file = form.get("file")
    return file if isinstance(file, UploadFile) and file.filename else None


def _read(file: UploadFile) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """The rows of a spreadsheet as they are typed, and what is strange about the file itself."""
    found = read_rows(file.file.read(), file.filename or "The file")
    rows = [(row.number, dict(row.cells)) for row in found.rows if any(cell.strip() for cell in row.cells.values())]
    return rows, [finding.message for finding in found.findings]
