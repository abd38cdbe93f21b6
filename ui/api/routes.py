"""Everything below /api/v1."""

from typing import TYPE_CHECKING

from fastapi import APIRouter

from ui.api.ask import ask_router
from ui.api.problems import API
from ui.api.searching import search_router
from ui.api.sources import sources_router

if TYPE_CHECKING:
    from ui.live import Live


def api_router(live: "Live") -> APIRouter:
    """The routes of the API."""
    router = APIRouter(prefix=API, tags=["API v1"])
    for part in (ask_router(live), search_router(live), sources_router(live)):
        router.include_router(part)
    return router
