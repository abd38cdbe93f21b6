from xml.etree import ElementTree

from evals.figures import share_figure
from evals.reporting.contents import EarlierRun
from evals.reporting.plots import bars, trend

HALF, NONE = share_figure("Half <1>", [True, False]), share_figure("None", [])


def test_a_bar_is_as_long_as_its_share_and_says_its_count() -> None:
    svg = ElementTree.fromstring(bars("p", "Shares", [HALF, NONE]))
    assert [bar.attrib["width"] for bar in svg.findall("rect[@class='bar']")] == ["180.0"]  # half of 360; none for none
    (line,) = svg.findall("line[@class='interval']")
    assert (line.attrib["x1"], line.attrib["x2"]) == ("34.0", "326.0")  # Wilson for 1 of 2: 0.0945 to 0.9055
    assert [text.text for text in svg.findall("text")] == ["Half <1>", "1 of 2", "None", "not measured"]


def test_what_a_plot_shows_is_told_in_words() -> None:
    svg = ElementTree.fromstring(bars("p", "Shares", [HALF, NONE]))
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == "p-title p-told"
    told = {element.attrib["id"]: element.text for element in svg if "id" in element.attrib}
    assert told == {
        "p-title": "Shares",
        "p-told": "Half <1>: 50.0 % (1 of 2; 95 % interval 9.5 to 90.5 %); None: not measured",
    }


def test_a_run_without_questions_is_a_gap_in_the_trend_and_not_a_nought() -> None:
    runs = [EarlierRun("One", "", 2, 2), EarlierRun("Two", "", 0, 0), EarlierRun("Three", "", 0, 4)]
    svg = ElementTree.fromstring(trend("t", "Trend", runs))
    assert [dot.attrib["cy"] for dot in svg.findall("circle")] == ["12.0", "162.0"]  # 100 % at the top, 0 % at the foot
    assert "2. Two: not measured" in (svg.find("desc").text or "")  # type: ignore[union-attr]


def test_the_numbers_below_a_long_trend_stay_apart() -> None:
    svg = ElementTree.fromstring(trend("t", "Trend", [EarlierRun("R", "", 1, 2)] * 60))
    numbers = [text.text for text in svg.findall("text") if text.attrib["text-anchor"] == "middle"]
    assert len(numbers) == 12 and numbers[-1] == "60"


def test_a_long_name_does_not_run_into_its_count() -> None:
    name = "Looks answerable, is not in the documents"
    svg = ElementTree.fromstring(bars("p", "Shares", [share_figure(name, [])]))
    assert [text.text for text in svg.findall("text")] == ["Looks answerable, is not in the …", "not measured"]
    assert name in "".join(svg.itertext())
