"""The gate: what may never get worse, in sentences."""

import json
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import PreceptorshipError
from evals.results import Report
from evals.samples import DATASETS
from evals.statistics import CHANCE, mcnemar

RECORDED = DATASETS / "recorded.json"


def gate(report: Report, recorded: Mapping[str, bool]) -> list[str]:
    """What failed, one sentence each; empty when the run may pass.

    recorded: by sample id, whether it passed in the recorded run. What fails: an essential sample, an unsupported
    sentence, a citation whose words are not at its place, a fall that is more than chance by exact McNemar."""
    if not report.results:
        return ["No sample was run, so nothing is shown to be right."]
    return [*_essential(report), *_unsupported(report), *_invalid(report), *_fall(report, recorded)]


def read_recorded(path: Path = RECORDED) -> dict[str, bool]:
    """Pass or fail of the recorded run, by sample id; empty when nothing was recorded yet."""
    if not path.exists():
        return {}
    try:
        passed = json.loads(path.read_text(encoding="utf-8"))["passed"]
        return {str(name): bool(value) for name, value in passed.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PreceptorshipError(f"The recorded run {path} cannot be read.", "Record a run again.") from error


def write_recorded(report: Report, path: Path = RECORDED) -> None:
    """Record this run as the one later runs are held against."""
    record = {"index": report.digest, "passed": dict(sorted(report.passed.items()))}
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _essential(report: Report) -> list[str]:
    return [
        f"Essential sample {r.sample.id} ({r.sample.question}) did not pass: {' '.join(r.shortfalls)}"
        for r in report.results
        if r.sample.essential and not r.passed
    ]


def _unsupported(report: Report) -> list[str]:
    return [
        f"Sample {r.sample.id} got a sentence that its citations do not support: {sentence}"
        for r in report.results
        for sentence in r.unsupported
    ]


def _invalid(report: Report) -> list[str]:
    return [
        f"Sample {r.sample.id} got a citation whose words are not in the source at the place it names."
        for r in report.results
        if (r.scores["citations valid"].value if "citations valid" in r.scores else None) not in (None, 1.0)
    ]


def _fall(report: Report, recorded: Mapping[str, bool]) -> list[str]:
    both = [(recorded[name], passed) for name, passed in report.passed.items() if name in recorded]
    failing, passing = both.count((True, False)), both.count((False, True))
    p = mcnemar(failing, passing)
    if failing <= passing or p >= CHANCE:
        return []
    return [
        f"Of {len(both)} samples, {failing} that passed in the recorded run now fail and {passing} now pass: "
        f"a fall that is more than chance (p = {p:.3g}, exact McNemar)."
    ]
