"""Forms: whatever is posted comes from a page of the bench, in the same browser."""

import hmac
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData

from ui.api.problems import Refused
from ui.bench.session import COOKIE, Educator, educator_of, signed_in

FIELD = "csrf"
"""The hidden field that every form has: `{{ csrf }}` in a template."""
FORM_COOKIE = "bench-form"
"""What a form's token hangs on while nobody is signed in."""
_MOST_FIELDS = 1_000


class Unchecked(Refused):
    """The form came from a page of this site, but from another session than the one that is open now."""


async def posted(request: Request, _: Annotated[Educator, Depends(signed_in)]) -> AsyncIterator[FormData]:
    """A dependency: the form that the signed-in educator sent, with at most one file.
    `form: Annotated[FormData, Depends(posted)]`.

    Raises Refused (403) when it comes from elsewhere, SignedOut, or TooLong; `BenchRoute` answers them."""
    async with _checked(request, request.cookies.get(COOKIE, "")) as form:
        yield form


async def posted_signed_out(request: Request) -> AsyncIterator[FormData]:
    """A dependency: the form that somebody sent who need not be signed in. Raises what `posted` raises."""
    async with _checked(request, request.cookies.get(FORM_COOKIE, "")) as form:
        yield form


def form_secret(request: Request) -> str:
    """What the token of this page's forms hangs on: the session, or a cookie of its own that the page sets."""
    if educator_of(request):
        return request.cookies[COOKIE]
    return request.cookies.get(FORM_COOKIE, "") or secrets.token_urlsafe(32)


def form_token(secret: str) -> str:
    """The token for the hidden field; it does not tell the secret."""
    return hmac.digest(secret.encode(), b"form", "sha256").hex()


@asynccontextmanager
async def _checked(request: Request, secret: str) -> AsyncIterator[FormData]:
    if not from_here(request):
        raise Refused(403, "The form was sent from another site.", "Open the bench and send it from there.")
    async with request.form(max_files=1, max_fields=_MOST_FIELDS) as form:
        if not secret or not hmac.compare_digest(form_token(secret).encode(), text_of(form, FIELD).encode()):
            raise Unchecked(
                403,
                "The form could not be checked.",
                "It may have been open too long, or the browser takes no cookies. Go back, load the page again and "
                "send it once more.",
            )
        yield form


def text_of(form: FormData, name: str) -> str:
    """The text in a field; empty where it is missing or a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def from_here(request: Request) -> bool:
    """Whether a page of this site sent the request, as the browser tells: pages cannot forge these headers."""
    if site := request.headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.headers.get("host")
