from xml.etree import ElementTree

from evals.reporting.contents import Contents
from evals.reporting.junit import to_junit
from evals.results import Report
from tests.evals.reporting.conftest import SECRET


def test_every_sample_is_a_test_with_its_reasons(contents: Contents) -> None:
    root = ElementTree.fromstring(to_junit(contents).encode())
    cases = {case.attrib["name"].partition(":")[0]: case for case in root.iter("testcase")}
    assert list(cases) == ["a0", "a1", "a4", "a3"]  # class by class
    assert len(cases["a0"]) == len(cases["a3"]) == 0  # passed
    (failure,) = cases["a1"]
    assert failure.tag == "failure" and failure.attrib["type"] == "not found"
    assert "No citation lies in a labelled place." in failure.attrib["message"]
    assert "Answer: =1+1 is fine. [1]" in (failure.text or "")
    assert cases["a1"].attrib["name"] == "a1: Who <b>may</b> | be & do?\ufffd (essential)"
    assert [each.tag for each in cases["a4"]] == ["error"]  # broke, which is not the same as wrong


def test_the_counts_are_those_of_the_tests(contents: Contents) -> None:
    root = ElementTree.fromstring(to_junit(contents).encode())
    assert {name: root.attrib[name] for name in ("tests", "failures", "errors")} == {
        "tests": "4",
        "failures": "1",
        "errors": "1",
    }
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))


def test_held_back_samples_are_counted_and_not_shown(contents: Contents) -> None:
    text = to_junit(contents)
    assert SECRET not in text and "h1" not in text
    assert '<property name="samples" value="1" />' in text


def test_an_empty_run_is_no_test() -> None:
    assert ElementTree.fromstring(to_junit(Contents(Report(()))).encode()).attrib["tests"] == "0"
