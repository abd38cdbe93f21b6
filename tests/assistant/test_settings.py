"""Settings: the environment is heard, a bad value is refused with the remedy, and nothing is built."""

import os
from pathlib import Path

import pytest

from assistant.settings import Settings, data_folder
from corpus.errors import PreceptorshipError
from corpus.sources import SHIPPED


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "CORPUS",
        "INDEX",
        "EMBEDDER",
        "HOST",
        "PORT",
        "HUB_ORIGINS",
        "CONTACT",
        "REQUESTS_PER_MINUTE",
        "TRUSTED_PROXIES",
        "OIDC_ISSUER",
        "OIDC_CLIENT_ID",
        "OIDC_CLIENT_SECRET",
    ):
        monkeypatch.delenv(f"PRECEPTORSHIP_{name}", raising=False)


def test_without_an_environment_the_shipped_corpus_is_read_and_the_index_lies_with_the_user() -> None:
    settings = Settings.from_environment()
    assert settings.corpus == SHIPPED
    assert settings.index == data_folder() / "index"
    assert SHIPPED not in settings.index.parents
    assert settings.embedder == "packaged"


def test_a_service_is_not_opened_to_the_network_unless_asked() -> None:
    settings = Settings.from_environment()
    assert settings.host == "127.0.0.1"
    assert settings.hub_origins == ()


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("CORPUS", "/srv/corpus", "corpus", Path("/srv/corpus")),
        ("INDEX", "/srv/index", "index", Path("/srv/index")),
        ("EMBEDDER", "word-count", "embedder", "word-count"),
        ("HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("PORT", "8080", "port", 8080),
        ("REQUESTS_PER_MINUTE", "0", "requests_per_minute", 0),
        ("TRUSTED_PROXIES", "10.0.0.0/8, ::1", "trusted_proxies", ("10.0.0.0/8", "::1")),
        ("CONTACT", "lead@board.example", "contact", "lead@board.example"),
        ("OIDC_ISSUER", "https://login.hub.example", "oidc_issuer", "https://login.hub.example"),
        ("OIDC_CLIENT_ID", "preceptorship", "oidc_client_id", "preceptorship"),
        ("OIDC_CLIENT_SECRET", "sesame", "oidc_client_secret", "sesame"),
        ("HUB_ORIGINS", "https://a.example", "hub_origins", ("https://a.example",)),
        (
            "HUB_ORIGINS",
            "https://a.example, https://b.example",
            "hub_origins",
            ("https://a.example", "https://b.example"),
        ),
    ],
)
def test_a_variable_of_the_environment_is_not_ignored(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, field: str, value: object
) -> None:
    monkeypatch.setenv(f"PRECEPTORSHIP_{name}", text)
    assert getattr(Settings.from_environment(), field) == value


def test_what_is_named_on_the_command_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRECEPTORSHIP_PORT", "8080")
    assert Settings.from_environment(port=9090).port == 9090
    assert Settings.from_environment(port=None).port == 8080


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PRECEPTORSHIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PRECEPTORSHIP_PORT", "")
    monkeypatch.setenv("PRECEPTORSHIP_CORPUS", "")
    assert Settings.from_environment() == Settings()


@pytest.mark.parametrize("text", ["eighty", "-1", "80.5", "80 80"])
def test_a_port_that_is_no_number_is_refused_by_name_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("PRECEPTORSHIP_PORT", text)
    with pytest.raises(PreceptorshipError) as caught:
        Settings.from_environment()
    assert "PRECEPTORSHIP_PORT" in caught.value.message and text in caught.value.message
    assert "number" in caught.value.hint


def test_settings_build_nothing_on_disk(tmp_path: Path) -> None:
    Settings.from_environment(corpus=tmp_path / "none", index=tmp_path / "index")
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_not_shown_with_the_settings() -> None:
    assert "sesame" not in repr(Settings(oidc_client_secret="sesame"))
