"""HTML: refused in its own outcome, or read for its main content."""

from pathlib import Path

import pytest

from ingest.outcomes import Outcome, Unreadable
from tests.ingest.loading.html_reading import OIL, TELL, passages, reading, texts

# Refusals


@pytest.mark.parametrize(
    ("html", "outcome"),
    [
        pytest.param(b"%PDF-1.7\n", Outcome.MISNAMED, id="PDF"),
        pytest.param(b"PK\x03\x04word/document.xml", Outcome.MISNAMED, id="Word"),
        pytest.param(b"a\0b\0c\0" * 100, Outcome.MISNAMED, id="NULs"),
        pytest.param("", Outcome.NO_TEXT, id="nothing"),
        pytest.param("<html><body><main> <img src='a.png'></main></body></html>", Outcome.NO_TEXT, id="no words"),
        pytest.param(f"<p hidden>{TELL}</p>", Outcome.NO_TEXT, id="hidden words only"),
        pytest.param("<div>" * 100_000 + OIL, Outcome.DAMAGED, id="nested without end"),
    ],
)
def test_a_page_that_cannot_be_read_ends_in_its_own_outcome(
    tmp_path: Path, html: str | bytes, outcome: Outcome
) -> None:
    with pytest.raises(Unreadable) as caught:
        reading(tmp_path, html)
    assert caught.value.outcome is outcome
    assert (
        caught.value.message.startswith("The file of X ") and caught.value.message.endswith(".") and caught.value.hint
    )


def test_paragraphs_that_are_never_closed_are_read(tmp_path: Path) -> None:
    assert texts(tmp_path, "<p>One<p>Two" + "<p>More" * 1_500)[:2] == ["One", "Two"]


@pytest.mark.parametrize(
    "held",
    [
        pytest.param("<p>Größe – café</p>".encode(), id="UTF-8 undeclared"),
        pytest.param("<p>Größe – café</p>".encode("cp1252"), id="Windows undeclared"),
        pytest.param("<meta charset='iso-8859-1'><p>Größe – café</p>".encode("cp1252"), id="declared as Latin-1"),
        pytest.param("<meta charset='mac-roman'><p>Größe – café</p>".encode("mac-roman"), id="declared"),
        pytest.param("<meta charset='no-such'><p>Größe – café</p>".encode(), id="declared as nothing known"),
        pytest.param("<meta charset='utf-16'><p>Größe – café</p>".encode(), id="declared wrongly"),
        pytest.param("\ufeff<meta charset='cp1252'><p>Größe – café</p>".encode(), id="mark before declaration"),
        pytest.param("\ufeff<p>Größe – café</p>".encode("utf-16-le"), id="UTF-16"),
    ],
)
def test_letters_are_right_whatever_the_encoding(tmp_path: Path, held: bytes) -> None:
    assert texts(tmp_path, held) == ["Größe – café"]


# Main content


@pytest.mark.parametrize(
    "around",
    [
        "<nav>Home</nav>",
        "<header>Logo</header>",
        "<footer>Contact</footer>",
        "<aside>Related</aside>",
        "<form><label>Search</label><input><button>Go</button></form>",
        "<script>say()</script>",
        "<style>p {}</style>",
        "<noscript>Switch it on</noscript>",
        "<template>Row</template>",
        "<iframe>Frame</iframe>",
        "<dialog open>Wait</dialog>",
        "<svg><title>Icon</title></svg>",
        "<button>Print this page</button>",
        "<a href='#main'>Skip to main content</a>",
        "<div class='govuk-breadcrumbs'>Home › Oil</div>",
        "<ol aria-label='Breadcrumb'><li>Home</li></ol>",
        "<div id='cookie-banner'>We use cookies. <button>Accept</button></div>",
        *(
            f"<div role='{role}'>Around</div>"
            for role in ("navigation", "banner", "contentinfo", "search", "complementary")
        ),
    ],
)
def test_what_surrounds_the_content_is_left_out(tmp_path: Path, around: str) -> None:
    assert texts(tmp_path, f"<body>{around}<h1>T</h1><p>{OIL}</p></body>") == [OIL]


@pytest.mark.parametrize("main", ["<main>{}</main>", "<div role='main'>{}</div>", "<article>{}</article>"])
def test_only_the_main_content_is_read_where_the_page_names_it(tmp_path: Path, main: str) -> None:
    assert texts(tmp_path, f"<body><div>Around</div>{main.format(f'<p>{OIL}</p>')}<div>Below</div></body>") == [OIL]


def test_an_empty_main_part_does_not_hide_the_page(tmp_path: Path) -> None:
    assert texts(tmp_path, f"<body><main></main><div>{OIL}</div></body>") == [OIL]


def test_several_articles_are_all_read(tmp_path: Path) -> None:
    assert texts(tmp_path, "<body><article>One</article><article>Two</article></body>") == ["One", "Two"]


def test_the_header_of_an_article_holds_its_title(tmp_path: Path) -> None:
    html = f"<article><header><h1>Oil</h1><h2>Chains</h2></header><p>{OIL}</p></article>"
    assert [passage.headings for passage in passages(tmp_path, html)] == [("Chains",)]


def test_a_form_around_the_whole_page_does_not_hide_it(tmp_path: Path) -> None:
    assert texts(tmp_path, f"<body><form><h2>Oil</h2><p>{OIL}</p></form></body>") == [OIL]


def test_a_part_about_cookies_is_no_banner(tmp_path: Path) -> None:
    html = f"<section id='cookies'><h2>Cookies</h2>{'<p>Biscuits are eaten in the workshop at ten.</p>' * 20}</section>"
    assert len(texts(tmp_path, html)) == 20


def test_a_cookie_notices_name_on_the_whole_page_does_not_hide_it(tmp_path: Path) -> None:
    assert texts(tmp_path, f"<div class='has-cookie-notice'><main><p>{OIL}</p></main></div>") == [OIL]


def test_words_that_were_struck_out_as_deleted_are_left_out(tmp_path: Path) -> None:
    assert texts(tmp_path, "<p>Oil <del>never</del> <ins>weekly</ins>.</p>") == ["Oil weekly."]


def test_typed_lines_keep_their_paragraphs(tmp_path: Path) -> None:
    assert texts(tmp_path, "<pre>One\nline\n\nTwo</pre>") == ["One line", "Two"]


def test_details_are_read(tmp_path: Path) -> None:
    assert texts(tmp_path, f"<details><summary>More</summary><p>{OIL}</p></details>") == ["More", OIL]
