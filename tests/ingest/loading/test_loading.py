"""Files of every kind: read as people read them, or refused in one plain sentence."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from ingest.loading import SourceLoader
from ingest.passages import Passage
from ingest.sections import sections
from ingest.splitting import split
from tests.ingest.pdf import locked, pdf

TWO_PAGES = pdf(
    "Principle 4 Being a preceptor\nA preceptor gives sup-\nport (always).\na) First item\nof two lines\nb) second",
    "A second page\n- a bullet",
)


def passages(path: Path, content: bytes | str) -> tuple[Passage, ...]:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return split("X", sections(SourceLoader(path, "X").load()))


def test_a_pdf_is_cited_by_page_with_its_clause_in_force_on_the_next(tmp_path: Path) -> None:
    found = passages(tmp_path / "a.pdf", TWO_PAGES)
    assert [(passage.page, passage.clause, passage.text) for passage in found] == [
        (1, "Principle 4", "A preceptor gives support (always)."),
        (1, "Principle 4 a)", "First item of two lines"),
        (1, "Principle 4 b)", "second"),
        (2, "Principle 4", "A second page"),
        (2, "Principle 4", "a bullet"),
    ]


def test_signs_that_markdown_would_read_as_its_own_are_kept_in_a_pdf(tmp_path: Path) -> None:
    lines = "Use *stars*, under_scores_ and <tags> & [notes].\n# no heading\n-----\n> no quote"
    (passage,) = passages(tmp_path / "a.pdf", pdf(lines))
    assert passage.text == lines.replace("\n", " ")
    assert passage.headings == ()


def test_a_pdf_that_opens_without_a_password_is_read_although_encrypted(tmp_path: Path) -> None:
    assert passages(tmp_path / "a.pdf", locked(TWO_PAGES, "")) == passages(tmp_path / "b.pdf", TWO_PAGES)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("a.pdf", locked(TWO_PAGES, "secret"), "locked with a password", id="encrypted"),
        pytest.param("a.pdf", TWO_PAGES[:200], "cannot be read|holds no text", id="cut off"),
        pytest.param("a.pdf", b"not a PDF at all", "cannot be read", id="no PDF"),
        pytest.param("a.pdf", b"", "is empty", id="empty PDF"),
        pytest.param("a.pdf", pdf(""), "holds no text", id="scanned, no text layer"),
        pytest.param("a.md", b" \n\t\n", "holds no text", id="empty Markdown"),
        pytest.param("a.md", b"caf\xe9", "cannot be read", id="not UTF-8"),
        pytest.param("a.html", b"<html><body><nav>Menu</nav></body></html>", "holds no text", id="HTML of nothing"),
        pytest.param("a.xls", b"x", "ends in .xls, which cannot be read", id="unknown ending"),
        pytest.param("a", b"x", "ends in nothing, which cannot be read", id="no ending"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_plain_sentence(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CorpusError, match=said) as caught:
        SourceLoader(tmp_path / name, "S9").load()
    assert caught.value.message.count("\n") == 0 and caught.value.message.endswith(".")
    assert caught.value.hint


def test_a_published_page_keeps_its_headings_and_their_ids_and_drops_what_surrounds_them(tmp_path: Path) -> None:
    found = passages(
        tmp_path / "a.html",
        """<html><head><title>t</title><script>bad()</script></head><body>
        <header>Logo</header><nav><a href="/">Home</a></nav>
        <main><h1>Chains</h1><h2 id="oil_it">Oiling</h2>
        <p>Use <b>little</b> oil_can oil &amp; <a href="/r">rags</a>.</p>
        <ol><li>Wipe.</li><li>Oil.</li></ol></main><footer>Cookies</footer></body></html>""",
    )
    assert [(passage.label, passage.text) for passage in found] == [
        ("", "Use little oil_can oil & rags."),
        ("1.", "Wipe."),
        ("2.", "Oil."),
    ]
    assert {(passage.headings, passage.fragment) for passage in found} == {(("Oiling",), "oil_it")}


def test_words_of_a_published_page_are_not_taken_for_markdown(tmp_path: Path) -> None:
    (passage,) = passages(tmp_path / "a.html", "<h1>T</h1><p># 1 of *five* [sic]</p>")
    assert (passage.text, passage.headings) == ("# 1 of *five* [sic]", ())


def test_a_text_file_with_a_byte_order_mark_and_windows_line_ends_reads_the_same(tmp_path: Path) -> None:
    plain = passages(tmp_path / "a.md", "# T\n\n## A\n\nWords.\n")
    assert passages(tmp_path / "b.md", "\ufeff# T\r\n\r\n## A\r\n\r\nWords.\r\n") == plain
