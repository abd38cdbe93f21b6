"""The bench's pages: templates with who is signed in, the form token and the navigation put in."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import Request
from fastapi.responses import HTMLResponse

from ui.bench.forms import FORM_COOKIE, form_secret, form_token
from ui.bench.session import bench_of, educator_of, keep_cookie
from ui.bench.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
NAVIGATION = (
    ("/bench/sets", "Test questions"),
    ("/bench/runs", "Runs"),
    ("/bench/drafts", "Drafts"),
    ("/bench/gaps", "Gaps"),
)
"""Address and name of what every page of the bench leads to."""
CARDS = (
    (
        "/bench/sets",
        "Test questions",
        "Write questions in a spreadsheet or a form and point at the passage that answers each. See which parts of the "
        "documents no question covers.",
    ),
    (
        "/bench/runs",
        "Runs",
        "Put a set of questions to the assistant, look at what failed and why, and compare with an earlier run.",
    ),
    ("/bench/drafts", "Drafts", "Turn what readers said about an answer into a test question."),
    ("/bench/gaps", "Gaps", "See what was asked and not answered, where people agreed to share it."),
)
"""The start page: address, name and what can be done there."""


def render(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page that a template of `templates/` makes, with `values` and these: `educator` (or None), `csrf` (for the
    hidden field of every form), `navigation`, `here` (this page's path), `contact` and `provider`.

    Every value is escaped; a name that the template uses and nobody gives is an error. A template extends
    `layout.html` and fills its blocks `title` and `main`."""
    settings, secret, educator = bench_of(request).settings, form_secret(request), educator_of(request)
    html = (
        _templates()
        .get_template(template)
        .render(
            educator=educator,
            csrf=form_token(secret),
            navigation=NAVIGATION,
            here=request.url.path,
            contact=settings.contact,
            provider=settings.provider,
            **values,
        )
    )
    response = HTMLResponse(html, status)
    if educator is None:
        keep_cookie(request, response, FORM_COOKIE, secret)
    return response


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(VOCABULARY)
    return templates
