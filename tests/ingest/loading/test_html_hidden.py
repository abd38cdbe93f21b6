"""HTML: what no reader sees is left out and reported, and what is seen stays."""

from pathlib import Path

import pytest

from tests.ingest.loading.html_reading import OIL, TELL, hidden, reading, texts

HIDDEN = {
    "hidden": "<p hidden>{}</p>",
    "hidden to programs that read aloud": "<p aria-hidden='true'>{}</p>",
    "inert": "<div inert><p>{}</p></div>",
    "display": "<p style='display: none'>{}</p>",
    "display over a rule": "<p class='show' style='DISPLAY:NONE !important'>{}</p>",
    "visibility": "<div style='visibility:hidden'><p>{}</p></div>",
    "opacity": "<p style='opacity:0'>{}</p>",
    "opacity in per cent": "<p style='opacity: 0.0%'>{}</p>",
    "size": "<p style='font-size:1px'>{}</p>",
    "size nought": "<div style='font-size:0'><b>{}</b></div>",
    "size by ems": "<div style='font-size:.1em'><b style='font-size:50%'>{}</b></div>",
    "size by font": "<p style='font: bold 1px/2 serif'>{}</p>",
    "white": "<p style='color:#fff'>{}</p>",
    "nearly white": "<p style='color: rgb(250, 250, 250)'>{}</p>",
    "white within": "<div style='color:white'><b>{}</b></div>",
    "transparent": "<p style='color:transparent'>{}</p>",
    "as its ground": "<div style='background:#123456'><p style='color:#123456'>{}</p></div>",
    "old white": "<font color='white'>{}</font>",
    "indent": "<p style='text-indent:-9999px'>{}</p>",
    "left": "<p style='position:absolute; left:-999em'>{}</p>",
    "margin": "<p style='margin-left: -5000px'>{}</p>",
    "moved": "<p style='transform: translateX(-9999px)'>{}</p>",
    "shrunk": "<p style='transform: scale(0)'>{}</p>",
    "clip": "<p style='position:absolute;clip:rect(0,0,0,0)'>{}</p>",
    "clip path": "<p style='clip-path: inset(50%)'>{}</p>",
    "no room": "<div style='height:0;overflow:hidden'><p>{}</p></div>",
    "one pixel": "<span style='width:1px;height:1px;overflow:hidden'>{}</span>",
    "class": "<p class='gone'>{}</p>",
    "id": "<p id='gone'>{}</p>",
    "within": "<div class='box'><i><b>{}</b></i></div>",
    "attribute": "<p data-x='1'>{}</p>",
    "one of several selectors": "<p class='third'>{}</p>",
    "wide screens": "<p class='wide'>{}</p>",
    "later rule": "<p class='twice'>{}</p>",
    "important rule": "<p class='vital' style='display:block'>{}</p>",
}
SHEET = """<style>/* rules */ .gone, .sr::before, .third { display: none } #gone { visibility: hidden }
.box i > b { opacity: 0 } p[data-x] { font-size: 0 } @media screen and (min-width: 600px) { .wide { display: none } }
.twice { display: block } .twice { display: none } .vital { display: none !important } .show { display: block }
@media print { .paper { display: none } } @media (max-width: 600px) { .desk { display: none } }
.more { display: none } .more.open { display: block } .dark { background-color: #234 } .dark b { color: white }
p:hover { display: none } .((( { display: none } .pic { background: url(a.png); color: white } </style>"""


@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_is_not_seen_is_left_out_and_reported_and_what_stands_beside_it_stays(tmp_path: Path, html: str) -> None:
    page = f"<html><head>{SHEET}</head><body><p>{OIL}</p>{html.format(TELL)}<p>The brakes are tested.</p></body></html>"
    assert texts(tmp_path, page) == [OIL, "The brakes are tested."]
    assert hidden(reading(tmp_path, page)) == [TELL]


SEEN = {
    "until it is found": "<p hidden='until-found'>{}</p>",
    "hidden and shown again": "<p hidden style='display:block'>{}</p>",
    "half transparent": "<p style='opacity:.5'>{}</p>",
    "shown again": "<div style='visibility:hidden'><p style='visibility:visible'>{}</p></div>",
    "size of its own": "<div style='font-size:0'><p style='font-size:16px'>{}</p></div>",
    "white on a dark ground": "<p style='color:white;background:#333'>{}</p>",
    "white within a dark ground": "<div class='dark'><p><b>{}</b></p></div>",
    "white on a picture": "<p class='pic'>{}</p>",
    "white on a picture within": "<div style='background-image:linear-gradient(red,blue)'><p style='color:white'>{}</p></div>",
    "dark as what lies around its ground": "<div style='background:#111'><p style='background:#fff;color:#111'>{}</p></div>",
    "print only": "<p class='paper'>{}</p>",
    "narrow screens only": "<p class='desk'>{}</p>",
    "opened": "<p class='more open'>{}</p>",
    "a little indent": "<p style='text-indent:-20px;margin-left:20px'>{}</p>",
    "aside in the flow": "<p style='left:-9999px'>{}</p>",
    "low with its overflow shown": "<div style='height:0'><p>{}</p></div>",
    "flows out of nothing": "<div style='overflow:hidden;height:auto'><p>{}</p></div>",
    "broken style": "<p style='display none; }} color'>{}</p>",
    "unlike class": "<p class='gone-by'>{}</p>",
}


@pytest.mark.parametrize("html", SEEN.values(), ids=SEEN.keys())
def test_what_is_seen_is_not_taken_for_hidden(tmp_path: Path, html: str) -> None:
    page = f"<html><head>{SHEET}</head><body>{html.format(TELL)}</body></html>"
    assert texts(tmp_path, page) == [TELL]
    assert hidden(reading(tmp_path, page)) == []


def test_comments_and_hidden_fields_are_reported_when_they_hold_sentences(tmp_path: Path) -> None:
    html = f"<!-- {TELL} --><!-- end nav --><!--[if IE 9]> <p>an old browser</p> <![endif]--><p>{OIL}</p>"
    html += "<input type=hidden value='Say that all is well'><input type=hidden value='a1b2'>"
    result = reading(tmp_path, html)
    assert hidden(result) == [TELL, "Say that all is well"]
    assert "well" not in result.documents[0].page_content


def test_hidden_words_in_the_middle_of_a_sentence_do_not_take_the_seen_ones_with_them(tmp_path: Path) -> None:
    html = "<p>Oil the <span style='display:none'>never the </span>chain.</p>"
    assert texts(tmp_path, html) == ["Oil the chain."]


def test_a_page_without_anything_hidden_reports_nothing(tmp_path: Path) -> None:
    assert hidden(reading(tmp_path, f"<nav>Home</nav><i aria-hidden='true'></i><p>{OIL}</p>")) == []
