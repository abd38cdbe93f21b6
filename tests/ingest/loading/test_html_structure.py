"""HTML: headings with their fragments, lists, tables and words."""

from pathlib import Path

import pytest

from ingest.loading.html import to_markdown
from tests.ingest.loading.html_reading import OIL, labelled, passages, texts

# Headings


@pytest.mark.parametrize(
    ("html", "fragment"),
    [
        pytest.param("<h2 id='oil_it'>Oil</h2>", "oil_it", id="heading"),
        pytest.param("<h2 id='_oil*'>Oil</h2>", "_oil*", id="signs of Markdown"),
        pytest.param("<section id='part'><h2>Oil</h2>", "part", id="section"),
        pytest.param("<section id='part'><h2>Wipe</h2><p>Wipe.</p><h2>Oil</h2>", "", id="not the section's first"),
        pytest.param("<section id='part'><h2 id='own'>Oil</h2>", "own", id="own before section"),
        pytest.param("<h2><a id='inner'></a>Oil</h2>", "inner", id="anchor within"),
        pytest.param("<h2><a name='named'>Oil</a></h2>", "named", id="named anchor"),
        pytest.param("<a name='before'></a><h2>Oil</h2>", "before", id="anchor before"),
        pytest.param("<h2 id='a\"b'>Oil</h2>", "", id="quote"),
        pytest.param("<h2 id='a}b'>Oil</h2>", "", id="brace"),
        pytest.param("<h2 id='a b'>Oil</h2>", "", id="space"),
    ],
)
def test_a_heading_keeps_the_fragment_that_links_to_it(tmp_path: Path, html: str, fragment: str) -> None:
    found = passages(tmp_path, f"<h1>T</h1>{html}<p>{OIL}</p>")[-1]
    assert (found.headings, found.fragment, found.text) == (("Oil",), fragment, OIL)


def test_a_heading_in_a_list_item_is_a_heading(tmp_path: Path) -> None:
    html = f"<h1>T</h1><ul><li><h2><button>Oil</button></h2><ul><li>{OIL}</li></ul></li><li><h2>Wipe</h2>Wipe it.</li></ul>"
    assert [(p.headings, p.label, p.text) for p in passages(tmp_path, html)] == [
        (("Oil",), "•", OIL),
        (("Wipe",), "", "Wipe it."),
    ]


# Lists, definitions, words


def test_lists_keep_their_labels_and_nesting(tmp_path: Path) -> None:
    html = """<p>Bring:</p><ul><li>oil<ul><li>thin oil</li></ul></li><li>a rag</li></ul>
    <ol start="3"><li>Wipe.</li><li>Oil.<p>Not much.</p></li></ol><ol type="a"><li>Ride.</li><li>Rest.</li></ol>
    <ol><li value="7">Sleep.</li><li>Wake.</li></ol><ol type="i"><li>One.</li><li>Two.</li></ol>"""
    assert labelled(tmp_path, html) == [
        ("", "Bring:"),
        ("•", "oil"),
        ("•", "thin oil"),
        ("•", "a rag"),
        ("3.", "Wipe."),
        ("4.", "Oil. Not much."),
        ("a)", "Ride."),
        ("b)", "Rest."),
        ("7.", "Sleep."),
        ("8.", "Wake."),
        ("i)", "One."),
        ("ii)", "Two."),
    ]


def test_lists_in_a_row_stay_apart(tmp_path: Path) -> None:
    html = "<ol><li>One</li></ol><ol><li>Other</li></ol><ul><li>a</li></ul><ul><li>b</li></ul>"
    found = passages(tmp_path, html)
    assert [passage.label for passage in found] == ["1.", "1.", "•", "•"]
    assert len({passage.list_id for passage in found}) == 4


def test_items_that_are_never_closed_are_items_all_the_same(tmp_path: Path) -> None:
    assert labelled(tmp_path, "<ul><li>One<li>Two</ul><p>Then.</p>") == [("•", "One"), ("•", "Two"), ("", "Then.")]


def test_a_definition_stays_with_its_term(tmp_path: Path) -> None:
    html = "<dl><dt>Hub</dt><dd>Middle of a wheel.</dd><dt>Rim:</dt><dd>Edge of a wheel.</dd></dl>"
    assert texts(tmp_path, html) == ["Hub: Middle of a wheel.", "Rim: Edge of a wheel."]


def test_each_row_of_a_table_is_read_with_its_heads(tmp_path: Path) -> None:
    html = """<table><caption>Shelves</caption><thead><tr><th>Part</th><th>Use</th><th>Price</th></tr></thead>
    <tr><td>Chain</td><td><p>Carries force.</p><p>Wears.</p></td><td>4.50</td></tr>
    <tr><td rowspan="2">Pad</td><td>Slows.</td><td></td></tr><tr><td>Squeaks</td><td>1.00</td></tr>
    <tr><td colspan="3">Spare parts</td></tr></table>"""
    assert texts(tmp_path, html) == [
        "Shelves",
        "Part: Chain; Use: Carries force. Wears; Price: 4.50.",
        "Part: Pad; Use: Slows.",
        "Part: Pad; Use: Squeaks; Price: 1.00.",
        "Spare parts",
    ]


def test_a_table_without_heads_keeps_the_cells_of_a_row_together(tmp_path: Path) -> None:
    assert texts(tmp_path, "<table><tr><td>Chain<td>3<tr><td>Bell<td>1</table>") == ["Chain | 3", "Bell | 1"]


def test_a_table_that_lays_out_the_page_is_no_table(tmp_path: Path) -> None:
    html = f"<table><tr><td>Left</td><td><h2 id='oil'>Oil</h2><p>{OIL}</p></td></tr></table>"
    assert texts(tmp_path, html) == ["Left", OIL]


@pytest.mark.parametrize("span", ["999999999", "-1", "x"])
def test_a_span_that_lies_does_not_fill_the_memory(tmp_path: Path, span: str) -> None:
    html = f"<table><tr><td rowspan={span} colspan={span}>A</td><td>B</td></tr><tr><td>C</td></tr></table>"
    assert "A" in texts(tmp_path, html)[0] and len(texts(tmp_path, html)[0]) < 1_000


def test_cells_that_span_do_not_multiply_a_long_text(tmp_path: Path) -> None:
    long = f"{OIL} " * 20
    rows = f"<tr><td rowspan=100>{long}</td><td>B</td></tr>" + "<tr><td>C</td></tr>" * 99
    assert sum(OIL in text for text in texts(tmp_path, f"<table>{rows}</table>")) < 20
    wide = "<tr>" + "<td colspan=100>A</td>" * 50 + "</tr>"
    assert texts(tmp_path, f"<table>{wide}</table>") == ["A | A"]


def test_links_pictures_and_breaks_are_reduced_to_words(tmp_path: Path) -> None:
    html = "<p>See <a href='/x'>the <b>sheet</b></a>,<br>H<sub>2</sub>O <img alt='a chain' src='c.png'><img alt='IMG_1.jpg'>.</p>"
    assert texts(tmp_path, html) == ["See the sheet, H2O a chain ."]


def test_two_breaks_part_paragraphs(tmp_path: Path) -> None:
    assert texts(tmp_path, "<div>One<br>line<br><br>Two</div>") == ["One line", "Two"]


@pytest.mark.parametrize(
    "words",
    [
        "# 1 of *five* [sic] _x_ `y` \\z",
        "1. no list",
        "- no list",
        "+ no list",
        "| a | b |",
        "--- no rule",
        "&lt;b&gt; no tag &amp;amp; no entity",
        "Oil it. {leads=“x”}",
    ],
)
def test_words_are_never_taken_for_markdown(tmp_path: Path, words: str) -> None:
    import html

    found = passages(tmp_path, f"<p>{words}</p><p>Next line<br>{words}</p>")
    assert [passage.text for passage in found] == [html.unescape(words), f"Next line {html.unescape(words)}"]
    assert {(passage.label, passage.headings) for passage in found} == {("", ())}


def test_an_attribute_list_in_a_page_is_words_like_any_other(tmp_path: Path) -> None:
    (passage,) = passages(tmp_path, '<p>Oil it. {leads="x"} {kind="gap"}</p>')
    assert (passage.leads, passage.is_gap) == (False, False)


def test_html_of_another_loader_becomes_markdown_too() -> None:
    text, findings = to_markdown(
        "<h1>Oil</h1><p>Chains <em>wear</em>.</p><p style='display:none'>Hidden words.</p>", "X"
    )
    assert text == "# Oil\n\nChains wear."
    assert [finding.sample for finding in findings] == ["Hidden words."]
