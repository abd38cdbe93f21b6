"""The running API does what its description says, whatever is sent."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from assistant.settings import Settings
from tests.ui.fake_assistant import fake_live

EXAMPLES = 40
"""Requests tried of each operation: the whole run stays well under a minute."""
OPERATIONS = (
    "POST /api/v1/ask",
    "POST /api/v1/ask/stream",
    "POST /api/v1/search",
    "GET /api/v1/sources",
    "GET /api/v1/sources/{source_id}",
    "GET /api/v1/health",
    "POST /api/v1/feedback",
)


@pytest.fixture(scope="module")
def operations() -> dict[str, Any]:
    from ui.server import build_app

    described = schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", build_app(fake_live(), Settings(requests_per_minute=0))
    )
    return {operation.label: operation for operation in (found.ok() for found in described.get_all_operations())}


def test_every_operation_is_tried(operations: dict[str, Any]) -> None:
    assert set(operations) == set(OPERATIONS)


@pytest.mark.parametrize("label", OPERATIONS)
def test_whatever_is_sent_the_api_keeps_to_its_description(operations: dict[str, Any], label: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operations[label].as_strategy())
    def check(case: Any) -> None:
        case.call_and_validate()

    check()
