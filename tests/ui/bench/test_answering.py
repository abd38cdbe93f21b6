"""What a request to the bench is told when it cannot be served."""

from collections.abc import Iterator
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import Response
from starlette.datastructures import FormData
from starlette.testclient import TestClient

from assistant.settings import Settings
from corpus.errors import PreceptorshipError
from tests.ui.bench.conftest import BROWSER, NAME, Visitor
from tests.ui.fake_assistant import fake_live
from ui.api.problems import Refused
from ui.bench.answering import BenchRoute
from ui.bench.forms import posted
from ui.bench.routes import bench_router
from ui.bench.running import Runner
from ui.bench.session import Educator, signed_in
from ui.security import LONGEST_UPLOAD, Guard
from ui.store import Store
from ui.store.database import StoreUnavailable
from ui.store.runs import Runs

ERRORS: dict[str, Exception] = {
    "refused": Refused(409, "It is so already.", "Look again."),
    "plain": PreceptorshipError("The set is empty.", "Add a question."),
    "store": StoreUnavailable(),
    "fault": RuntimeError("secret words"),
}


def _more() -> APIRouter:
    """Pages as the bench's other routers have them."""
    router = APIRouter(route_class=BenchRoute)

    @router.get("/raises/{what}")
    def raises(what: str, _: Annotated[Educator, Depends(signed_in)]) -> Response:
        raise ERRORS[what]

    @router.get("/number/{number}")
    def number(number: int, educator: Annotated[Educator, Depends(signed_in)]) -> str:
        return f"{number} {educator.name}"

    @router.post("/send")
    async def send(request: Request, form: Annotated[FormData, Depends(posted)]) -> str:
        return ",".join(form)

    return router


@pytest.fixture
def visitor(store: Store) -> Iterator[Visitor]:
    """Signed in to a bench that has these pages too."""
    live = fake_live()
    app, bench = FastAPI(), bench_router(live, Settings(), store, Runner(live, Runs(store.database)))
    more = APIRouter(prefix="/bench", dependencies=bench.dependencies)
    more.include_router(_more())
    app.include_router(more)
    app.include_router(bench)
    app.add_middleware(Guard)
    with TestClient(app, follow_redirects=False, headers=BROWSER) as client:
        visitor = Visitor(client, store)
        visitor.sign_in()
        yield visitor


@pytest.mark.parametrize(
    ("what", "status", "said"),
    [
        ("refused", 409, "It is so already. Look again."),
        ("plain", 422, "The set is empty. Add a question."),
        ("store", 503, "What is kept cannot be reached just now."),
        ("fault", 500, "Sorry, the page could not be made because of a fault."),
    ],
)
def test_what_goes_wrong_is_said_to_a_person_on_a_page_and_to_a_program_in_problem_details(
    visitor: Visitor, what: str, status: int, said: str
) -> None:
    page = visitor.client.get(f"/bench/raises/{what}")
    assert page.status_code == status and said.split(".")[0] in page.text and "Sign out" in page.text
    told = visitor.client.get(f"/bench/raises/{what}", headers={"accept": "application/json"})
    assert told.status_code == status and said in told.json()["detail"]
    assert told.headers["content-type"] == "application/problem+json"
    assert "secret" not in page.text + told.text


def test_an_address_with_a_word_where_a_number_belongs_leads_nowhere(visitor: Visitor) -> None:
    assert visitor.client.get("/bench/number/3").json() == f"3 {NAME}"
    assert visitor.client.get("/bench/number/three").status_code == 404


def test_a_form_of_this_page_is_taken(visitor: Visitor) -> None:
    form = {"csrf": visitor.token("/bench"), "a": "1"}
    assert visitor.client.post("/bench/send", data=form).json() == "csrf,a"
    upload = visitor.client.post("/bench/send", data=form, files={"file": ("a.csv", b"x" * 2_000_000)})
    assert upload.json() == "csrf,a,file"


@pytest.mark.parametrize("token", ["", "0" * 64, "another's", "\ud7ff", None])
def test_a_form_without_its_token_is_refused(visitor: Visitor, token: str | None) -> None:
    form = {"a": "1"} if token is None else {"csrf": token}
    refused = visitor.client.post("/bench/send", data=form)
    assert refused.status_code == 403 and "could not be checked" in refused.text


def test_the_token_of_the_sign_in_page_or_of_another_session_sends_nothing_inside(visitor: Visitor) -> None:
    inside = visitor.token("/bench")
    kept = visitor.client.cookies["bench-session"]
    visitor.client.cookies.clear()
    outside = visitor.token()
    visitor.sign_in()
    for token in (inside, outside):
        assert visitor.client.post("/bench/send", data={"csrf": token}).status_code == 403
    assert kept not in (inside, outside)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://testserver:8080"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"origin": "http://testserver", "sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused_even_with_its_token(visitor: Visitor, headers: dict[str, str]) -> None:
    token = visitor.token("/bench")
    refused = visitor.client.post("/bench/send", data={"csrf": token}, headers=headers)
    assert refused.status_code == 403 and "another site" in refused.text


def test_a_form_sent_after_the_session_is_over_leads_to_the_sign_in_page(visitor: Visitor) -> None:
    token = visitor.token("/bench")
    visitor.accounts.disable(NAME)
    sent = visitor.client.post("/bench/send", data={"csrf": token})
    assert (sent.status_code, sent.headers["location"]) == (303, "/bench/sign-in")


def test_what_is_too_large_or_no_form_is_said_on_a_page(visitor: Visitor) -> None:
    form = {"csrf": visitor.token("/bench")}
    large = visitor.client.post("/bench/send", data=form, files={"file": ("a.csv", b"x" * LONGEST_UPLOAD)})
    assert large.status_code == 413 and "too large" in large.text and "<html" in large.text
    broken = visitor.client.post("/bench/send", content=b"x", headers={"content-type": "multipart/form-data"})
    assert broken.status_code == 400 and "could not be read" in broken.text
    two = [("file", ("a.csv", b"x")), ("file", ("b.csv", b"x"))]
    assert visitor.client.post("/bench/send", data=form, files=two).status_code == 400
