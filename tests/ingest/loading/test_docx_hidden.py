"""Word documents: what no reader sees is told and never comes out, and what is seen stays."""

from pathlib import Path

import pytest
from docx import Document as word_document
from docx.enum.text import WD_BREAK
from docx.shared import Pt, RGBColor

from ingest.reading import Misleading
from tests.ingest.loading.docx_making import load_bytes, p, package, r, read, read_word, style, table, texts, zipped

WHITE = '<w:color w:val="FFFFFF"/>'
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>{text}"
    "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{other}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    "hidden",
    [
        p("secret", run="<w:vanish/>"),
        p("secret", run='<w:vanish w:val="true"/>'),
        p("secret", style("Quiet")),
        p("secret", run=WHITE),
        p("secret", run='<w:color w:val="FAFAFA"/>'),
        p("secret", run='<w:color w:val="000000" w:themeColor="background1"/>'),
        p("secret", run='<w:rStyle w:val="Ghostly"/>'),
        p("secret", run='<w:sz w:val="2"/>'),
        p("secret", run=f'{WHITE}<w:shd w:val="clear" w:fill="FFFFFF"/>'),
        p("secret", '<w:shd w:val="clear" w:fill="112233"/>', '<w:color w:val="112233"/>'),
        table(["Oil", p("secret", run=WHITE)]),
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p('secret')}</w:tc></w:tr></w:tbl>",
        f"<w:p>{BOX.format(fill='<a:noFill/>', text=p('secret', run=WHITE), other=p('secret'))}</w:p>",
        f'<w:p><w:hyperlink w:anchor="x">{r("secret", WHITE)}</w:hyperlink></w:p>',
        f'<w:sdt><w:sdtContent><w:p><w:ins w:id="1">{r("secret", "<w:vanish/>")}</w:ins></w:p></w:sdtContent></w:sdt>',
    ],
)
def test_text_that_no_reader_sees_is_told_and_never_comes_out(tmp_path: Path, hidden: str) -> None:
    reading = read(tmp_path, p("Oil weekly.") + hidden + p("Then ride."))
    assert "secret" not in reading.documents[0].page_content
    assert texts(reading)[0] == "Oil weekly." and texts(reading)[-1] == "Then ride."
    assert [(finding.kind, finding.sample) for finding in reading.findings] == [(Misleading.HIDDEN, "secret")]


def test_hidden_text_of_a_footnote_is_told_as_well(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="2"><w:p>{r("Not wet.")}{r("secret", WHITE)}</w:p></w:footnote>'
    reading = read(tmp_path, f'<w:p>{r("Oil it.")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>', footnotes=note)
    assert texts(reading) == ["Oil it.", "Note 1: Not wet."]
    assert [finding.sample for finding in reading.findings] == ["secret"]


@pytest.mark.parametrize(
    "shown",
    [
        p("shown", run='<w:vanish w:val="0"/>'),
        p("shown", style("Quiet"), '<w:vanish w:val="false"/>'),
        p("shown", run='<w:webHidden/><w:sz w:val="4"/>'),
        p("shown", run=f'{WHITE}<w:shd w:val="clear" w:fill="003366"/>'),
        p("shown", run=f'{WHITE}<w:highlight w:val="black"/>'),
        p("shown", '<w:shd w:val="clear" w:fill="003366"/>', WHITE),
        p("shown", run='<w:color w:val="auto"/>'),
        p("shown", run='<w:color w:val="BBBBBB"/>'),
        p("shown", run='<w:color w:val="7F7F7F" w:themeColor="background1" w:themeShade="7F"/>'),
        table([p("Oil", run=WHITE), p("shown", run=WHITE)], properties='<w:tblStyle w:val="Dark"/>'),
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="003366"/></w:tcPr>{p("shown", run=WHITE)}</w:tc></w:tr></w:tbl>',
        f"<w:p>{BOX.format(fill='<a:solidFill/>', text=p('shown', run=WHITE), other=p('other'))}</w:p>",
        f'<w:p><w:r><w:pict><v:shape fillcolor="#036"><v:textbox><w:txbxContent>{p("shown", run=WHITE)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>',
    ],
)
def test_text_that_a_reader_sees_is_not_called_hidden(tmp_path: Path, shown: str) -> None:
    reading = read(tmp_path, p("Oil weekly.") + shown)
    assert "shown" in reading.documents[0].page_content and "other" not in reading.documents[0].page_content
    assert reading.findings == ()


def test_pale_text_on_a_dark_page_is_seen(tmp_path: Path) -> None:
    parts = package(p("Oil weekly.", run=WHITE))
    document = str(parts["word/document.xml"]).replace("<w:body>", '<w:background w:color="000000"/><w:body>')
    assert texts(load_bytes(tmp_path, zipped(parts | {"word/document.xml": document}))) == ["Oil weekly."]


def test_hidden_runs_that_word_makes_are_found(tmp_path: Path) -> None:
    document = word_document()
    paragraph = document.add_paragraph("Oil weekly. ")
    paragraph.add_run("secret one ").font.hidden = True
    paragraph.add_run("secret two ").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("secret three").font.size = Pt(1)
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("Then ride.")
    reading = read_word(tmp_path, document)
    assert texts(reading) == ["Oil weekly. Then ride."]
    assert [finding.sample for finding in reading.findings] == ["secret one secret two secret three"]
