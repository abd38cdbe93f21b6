"""A report as JUnit XML, which CI services show test by test: a suite for each class, a test for each sample."""

import re
from xml.etree import ElementTree

from assistant.answers import AnswerStatus
from evals.disclosure import may_be_shown, shown
from evals.reporting.contents import Contents
from evals.results import Result
from evals.sample_rows import CLASSES
from evals.stages import failed_stage

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(contents: Contents) -> str:
    """The report as JUnit XML. Held-back samples are counted in a property and have no test."""
    suites = ElementTree.Element("testsuites", {"name": _clean(contents.title)})
    tested = shown(contents.report.results)
    for class_ in CLASSES:
        found = [result for result in tested if result.sample.class_ == class_]
        if found:
            _suite(suites, class_, found)
    _held_back(suites, contents)
    _count(suites, tested)
    ElementTree.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(suites, encoding="unicode")}\n'


def _suite(suites: ElementTree.Element, class_: str, results: list[Result]) -> None:
    suite = ElementTree.SubElement(suites, "testsuite", {"name": class_})
    _count(suite, results)
    for result in results:
        _case(suite, result)


def _case(suite: ElementTree.Element, result: Result) -> None:
    sample = result.sample
    name = f"{sample.id}: {sample.question}{' (essential)' if sample.essential else ''}"
    about = {"classname": f"eval.{sample.class_}", "name": _clean(name), "time": f"{result.seconds:.3f}"}
    case = ElementTree.SubElement(suite, "testcase", about)
    if result.passed:
        return
    kind = "error" if _broke(result) else "failure"
    why = {"message": _clean(" ".join(result.shortfalls)), "type": str(failed_stage(result))}
    said = result.answer.text or result.answer.notice or "nothing"
    ElementTree.SubElement(case, kind, why).text = _clean("\n".join((*result.shortfalls, f"Answer: {said}")))


def _count(element: ElementTree.Element, results: "list[Result] | tuple[Result, ...]") -> None:
    errors = sum(_broke(result) for result in results)
    failures = sum(not result.passed for result in results) - errors
    seconds = sum(result.seconds for result in results)
    counts = {"tests": len(results), "failures": failures, "errors": errors, "time": f"{seconds:.3f}"}
    element.attrib.update({name: str(value) for name, value in counts.items()})


def _held_back(suites: ElementTree.Element, contents: Contents) -> None:
    kept = [result for result in contents.report.results if not may_be_shown(result.sample.split)]
    if not kept:
        return
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "held-back"})
    _count(suite, [])
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in (("samples", len(kept)), ("passed", sum(result.passed for result in kept))):
        ElementTree.SubElement(properties, "property", {"name": name, "value": str(value)})


def _broke(result: Result) -> bool:
    return result.answer.answer_status is AnswerStatus.FAILED


def _clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
