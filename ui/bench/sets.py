"""Sets of test questions: the list, one set with its problems first, files in and out."""

from collections.abc import Iterator
from itertools import count
from pathlib import PurePath
from typing import Annotated
from urllib.parse import quote

from annotated_types import Ge, Le
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from corpus.errors import PreceptorshipError
from evals.authoring.files import read_rows
from evals.authoring.writing import as_csv, as_xlsx, empty_template
from evals.case_coverage import coverage_map, suggestions
from ui.api.problems import Refused
from ui.bench.answering import NOT_THERE, BenchRoute
from ui.bench.filters import RowFilter
from ui.bench.forms import posted, text_of
from ui.bench.pages import render
from ui.bench.paging import Page
from ui.bench.readiness import CheckedSet, checked_set
from ui.bench.session import Educator, bench_of, signed_in
from ui.store.case_sets import CaseSet, Rows, checked_name
from ui.store.tables.bench import LONGEST_NAME

CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Who = Annotated[Educator, Depends(signed_in)]
Form = Annotated[FormData, Depends(posted)]
Id = Annotated[int, Ge(1), Le(2**31 - 1)]
"""A number in an address, as any database can look for it; another leads to the page that nothing is there."""


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
        file, name = _upload(form), text_of(form, "name").strip()
        if file is None:
            return RedirectResponse(f"/bench/sets/{bench_of(request).sets.make(name)}", 303)
        rows, told = _read(file)
        return _kept(request, *_made(request, name or _stem(file), rows, told))

    @router.get("/sets/{id}")
    def one(request: Request, _: Who, id: Id) -> Response:
        kept, found = checked(request, id)
        runs = bench_of(request).runs.all(id)
        chosen = RowFilter.of(request.query_params)
        rows = chosen.rows(found, bench_of(request).served.principles)
        page = Page.of(rows, request.query_params)
        return render(request, "set.html", set=kept, checked=found, page=page, filter=chosen, runs=runs)

    @router.get("/sets/{id}/coverage")
    def coverage(request: Request, _: Who, id: Id) -> Response:
        kept, found = checked(request, id)
        places = bench_of(request).served.places
        corpus, covered = places.corpus, coverage_map(found.ready, places)
        titles = {source.id: source.title for source in corpus.sources}
        to_write = suggestions(covered, corpus)
        return render(request, "coverage.html", set=kept, coverage=covered, suggestions=to_write, titles=titles)

    @router.get("/sets/{id}/set.csv")
    def csv(request: Request, _: Who, id: Id) -> Response:
        kept, found = checked(request, id)
        return file_response(as_csv([row.cells for row in found.rows]), CSV, f"{kept.name}.csv")

    @router.get("/sets/{id}/set.xlsx")
    def xlsx(request: Request, _: Who, id: Id) -> Response:
        kept, found = checked(request, id)
        return file_response(as_xlsx([row.cells for row in found.rows]), XLSX, f"{kept.name}.xlsx")

    @router.post("/sets/{id}/file")
    def replace(request: Request, form: Form, id: Id) -> Response:
        file = _upload(form)
        if file is None:
            raise PreceptorshipError("No file was chosen.", "Choose a spreadsheet, then send it.")
        rows, told = _read(file)
        if not rows:
            raise PreceptorshipError("The file has no test question.", "Nothing was replaced. Choose another file.")
        bench_of(request).sets.replace(id, rows)
        return _kept(request, id, told)

    @router.post("/sets/{id}/name")
    def rename(request: Request, form: Form, id: Id) -> Response:
        bench_of(request).sets.rename(id, text_of(form, "name"))
        return RedirectResponse(f"/bench/sets/{id}", 303)

    @router.post("/sets/{id}/remove")
    def remove(request: Request, form: Form, id: Id) -> Response:
        kept = found_set(request, id)
        if text_of(form, "sure") != "yes":
            raise PreceptorshipError("Nothing was removed.", f"Tick the box to remove “{kept.name}”.")
        bench_of(request).sets.remove(id)
        return RedirectResponse("/bench/sets", 303)

    @router.post("/sets/{id}/run")
    def run(request: Request, form: Form, educator: Who, id: Id) -> Response:
        kept, found = checked(request, id)
        made = bench_of(request).runner.start(kept, found.ready, educator.display_name)
        return RedirectResponse(f"/bench/runs/{made}", 303)

    return router


def found_set(request: Request, id: Id) -> CaseSet:
    """The set, if it is there. Raises Refused (404)."""
    if (kept := bench_of(request).sets.get(id)) is None:
        raise Refused(404, *NOT_THERE)
    return kept


def checked(request: Request, id: Id) -> tuple[CaseSet, CheckedSet]:
    """The set, and what its rows need to be run. Raises Refused (404)."""
    kept = found_set(request, id)
    return kept, checked_set(kept, bench_of(request).served.places)


def file_response(content: bytes | str, media_type: str, name: str) -> Response:
    """A file to download, under its name and under one that any system takes (RFC 6266)."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_. ") else "-" for letter in name)
    told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=media_type, headers={"content-disposition": told})


def _upload(form: FormData) -> UploadFile | None:
    file = form.get("file")
    return file if isinstance(file, UploadFile) and file.filename else None


def _stem(file: UploadFile) -> str:
    """A name for a set from its file's."""
    return " ".join(PurePath(file.filename or "").stem.split())[:LONGEST_NAME] or "Test questions"


Told = list[str]
"""Sentences."""


def _read(file: UploadFile) -> tuple[list[tuple[int, dict[str, str]]], Told]:
    """The rows of a spreadsheet as they are typed, and what is strange about the file itself."""
    found = read_rows(file.file.read(), file.filename or "The file")
    rows = [(row.number, dict(row.cells)) for row in found.rows if any(cell.strip() for cell in row.cells.values())]
    return rows, [finding.message for finding in found.findings]


def _made(request: Request, name: str, rows: Rows, told: Told) -> tuple[int, Told]:
    """The new set of a file, under another name where its own is taken: what was sent is never thrown away."""
    sets, name = bench_of(request).sets, checked_name(name)
    taken = {each.name for each in sets.all()}
    free = next(free for free in _names(name) if free not in taken)
    if free != name:
        told = [
            f"There is a set called “{name}” already, so that this one is called “{free}”. You can rename it.",
            *told,
        ]
    return sets.make(free, rows), told


def _names(name: str) -> Iterator[str]:
    """The name, then the name with a number."""
    yield name
    for number in count(2):
        end = f" ({number})"
        yield f"{name[: LONGEST_NAME - len(end)]}{end}"


def _kept(request: Request, id: int, told: Told) -> Response:
    """The set, or first what is to be known about its file."""
    if told:
        return render(request, "strange.html", set=found_set(request, id), told=told)
    return RedirectResponse(f"/bench/sets/{id}", 303)
