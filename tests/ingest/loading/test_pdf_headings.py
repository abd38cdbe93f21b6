"""PDF: headings, the title, and what the file says about itself."""

from pathlib import Path

import pytest

from tests.ingest.loading.pdf_reading import OIL, passages, reading, texts
from tests.ingest.pdf import drawn, pdf, stream, text


def outline(*titles: tuple[int, str]) -> tuple[str, tuple[str, ...]]:
    """Catalogue entry and objects of bookmarks to the first page, each with its depth of 0 or 1 (under the first)."""
    outer = [n for n, (depth, _) in enumerate(titles, 11) if not depth]
    inner = [n for n, (depth, _) in enumerate(titles, 11) if depth]
    objects = [f"<< /First {outer[0]} 0 R /Last {outer[-1]} 0 R >>"]
    for n, (depth, title) in enumerate(titles, 11):
        row = inner if depth else outer
        following = f"/Next {row[row.index(n) + 1]} 0 R" if n != row[-1] else ""
        below = f"/First {inner[0]} 0 R /Last {inner[-1]} 0 R" if n == outer[0] and inner else ""
        objects.append(f"<< /Title ({title}) /Dest [100 0 R /Fit] {following} {below} >>")
    return "/Outlines 10 0 R", tuple(objects)


def test_bookmarks_say_which_lines_are_headings_and_of_which_level(tmp_path: Path) -> None:
    catalog, objects = outline((0, "1. Oil"), (1, "Chain and  WHEELS of the bicycle"))
    lines = ("1. Oil", "2. Wipe", "Chain and wheels", "of the bicycle", "Words.")
    content = "".join(text(50, 700 - 14 * at, line) for at, line in enumerate(lines))
    found = passages(tmp_path, drawn(content, catalog=catalog, objects=objects))
    assert [(passage.headings, passage.text) for passage in found] == [
        (("1. Oil",), "Wipe"),
        (("1. Oil", "Chain and wheels of the bicycle"), "Words."),
    ]


def test_bookmarks_that_name_no_line_leave_the_numbered_headings(tmp_path: Path) -> None:
    catalog, objects = outline((0, "Cover"), (0, "Inside"))
    content = text(50, 700, "1 Oil the chain") + text(50, 686, "Words.")
    assert passages(tmp_path, drawn(content, catalog=catalog, objects=objects))[0].headings == ("1 Oil the chain",)


def test_bookmarks_in_a_circle_do_not_stop_the_reading(tmp_path: Path) -> None:
    objects = ("<< /First 11 0 R /Last 11 0 R >>", "<< /Title (A) /Dest [100 0 R /Fit] /Next 11 0 R /First 10 0 R >>")
    assert texts(tmp_path, drawn(text(50, 700, OIL), catalog="/Outlines 10 0 R", objects=objects)) == [OIL]


def test_a_sentence_that_begins_like_a_label_or_a_number_is_no_heading(tmp_path: Path) -> None:
    lines = "All of this is in\nSection 4 of the guide, and then in\n12 Bicycles of one kind that were\nsold."
    (passage,) = passages(tmp_path, pdf(lines))
    assert passage.headings == () and passage.text == lines.replace("\n", " ")


def test_the_title_is_a_heading_of_level_one_over_several_lines(tmp_path: Path) -> None:
    content = text(50, 750, "A guide for", 24) + text(50, 720, "new mechanics", 24) + text(50, 690, OIL)
    result = reading(tmp_path, drawn(content))
    assert "# A guide for new mechanics\n" in result.documents[0].page_content
    assert result.about.title == "A guide for new mechanics"
    assert passages(tmp_path, drawn(content))[0].headings == ()


def test_a_heading_in_large_print_takes_its_second_line(tmp_path: Path) -> None:
    content = text(50, 750, "Principle 4 Being there for", 16) + text(50, 731, "new mechanics", 16)
    content += text(50, 700, f"{OIL} {OIL}")
    (passage,) = passages(tmp_path, drawn(content))
    assert (passage.headings, passage.clause) == (("Principle 4 Being there for new mechanics",), "Principle 4")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Oiling", "Oiling"),
        ("Microsoft Word - guide v3.docx", "Large words"),
        ("guide_final.indd", "Large words"),
        ("untitled", "Large words"),
        ("", "Large words"),
    ],
)
def test_a_title_that_is_a_file_name_is_not_believed(tmp_path: Path, title: str, told: str) -> None:
    content = text(50, 750, "Large words", 24) + text(50, 690, OIL)
    assert reading(tmp_path, drawn(content, info=f"/Title ({title}) /Author (Someone)")).about.title == told


def test_a_page_in_one_size_of_print_has_no_title(tmp_path: Path) -> None:
    assert reading(tmp_path, pdf("One\nTwo")).about.title == ""


def test_what_the_file_says_about_itself_is_told_without_its_author(tmp_path: Path) -> None:
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:publisher><rdf:Bag>'
        "<rdf:li>The workshop</rdf:li></rdf:Bag></dc:publisher></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    info = "/Title (Oiling) /Author (Someone) /CreationDate (D:20200101) /ModDate (D:20231130120000+01'00')"
    content = drawn(
        text(50, 700, OIL),
        info=info,
        catalog="/Lang (en-GB) /Metadata 10 0 R",
        objects=(stream(xmp, "/Type /Metadata /Subtype /XML"),),
    )
    about = reading(tmp_path, content).about
    assert (about.title, about.published, about.language, about.publisher) == (
        "Oiling", "2023-11-30", "en-GB", "The workshop",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stamp", "told"), [("D:2023", "2023"), ("D:202311", "2023-11"), ("D:20231399", ""), ("soon", "")]
)
def test_a_date_is_told_as_far_as_it_can_be_read(tmp_path: Path, stamp: str, told: str) -> None:
    assert reading(tmp_path, drawn(text(50, 700, OIL), info=f"/ModDate ({stamp})")).about.published == told


def test_an_attribute_list_in_a_pdf_is_words_like_any_other(tmp_path: Path) -> None:
    (passage,) = passages(tmp_path, drawn(text(50, 700, 'Oil it. {leads="x"} {kind="gap"}')))
    assert (passage.leads, passage.is_gap) == (False, False)


def test_operators_with_wrong_operands_are_passed_over(tmp_path: Path) -> None:
    wrong = "cm 1 cm (a) Tf Td (x) Tz re /No gs /No Do /No /No BDC EMC EMC Q Q 5 sc /No cs 9 Tr 0 Tr "
    assert texts(tmp_path, drawn(wrong + text(50, 700, OIL))) == [OIL]


def test_a_form_that_draws_itself_is_drawn_once(tmp_path: Path) -> None:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /X 10 0 R >> >>"
    content = drawn(
        "/X Do", resources="/XObject << /X 10 0 R >>", objects=(stream(text(50, 700, OIL) + "/X Do", form),)
    )
    assert texts(tmp_path, content) == [OIL]
