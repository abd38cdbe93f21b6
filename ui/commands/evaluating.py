"""The command that runs the evaluations: it composes assistant, samples and report, standing above them."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.commands.options import settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.pipeline import Assistant
    from evals.comparison import Outcome
    from evals.judges import Judge
    from evals.reporting.contents import Contents
    from evals.results import Report


def add_parsers(commands: Any, places: argparse.ArgumentParser) -> None:
    """`eval`."""
    parser = commands.add_parser("eval", parents=[places], help="run the evaluation samples")
    parser.add_argument(
        "sets", nargs="*", type=Path, metavar="SET", help="CSV or .xlsx files (the shipped tuning samples)"
    )
    parser.add_argument("--split", choices=["tuning", "held-back", "all"], default="tuning", help="which samples")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--failures", type=int, default=20, metavar="N", help="failing samples to show (20)")
    parser.add_argument("--gate", action="store_true", help="exit 1 if the answers got worse than recorded")
    parser.add_argument(
        "--compare", type=Path, metavar="FILE", help="say what changed since the run that --json wrote to this file"
    )
    parser.add_argument(
        "--judge", metavar="NAME", help="also ask a chat model, as PROVIDER:MODEL; the gate does not use it"
    )
    parser.add_argument("--people", type=Path, metavar="FILE", help="what people said, to hold the judge against (CSV)")
    for name, words in (
        ("html", "write the report as one page that needs no network"),
        ("markdown", "write the report as Markdown"),
        ("junit", "write the report as JUnit XML"),
        ("csv", "write the samples and their answers as a table for a spreadsheet"),
    ):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=words)
    parser.add_argument("--record", action="store_true", help="record this run as the one the gate compares with")
    parser.add_argument(
        "--readme", type=Path, metavar="FILE", help="write the quality table and the example into this README"
    )
    parser.set_defaults(run=evaluate)


def evaluate(options: argparse.Namespace) -> int:
    """Run the samples and print the report; with --gate, 1 when the answers got worse than recorded."""
    from assistant.pipeline import open_assistant
    from evals.comparison import read_outcomes
    from evals.judges import read_people
    from evals.report import to_json

    _check_files(options)
    earlier = read_outcomes(options.compare) if options.compare else None
    people = read_people(options.people) if options.people else {}
    judge = _judge(options)
    assistant = open_assistant(settings_of(options))
    _check_index(options, assistant)
    report = run_samples(options, assistant)
    contents = contents_of(report, assistant, earlier, options.compare.name if options.compare else "")
    _write_files(options, contents, assistant)
    if options.json:
        print(to_json(report), end="")
    _tell(options, contents)
    if judge:
        print(_opinion(options.judge, judge, report, people), end="", file=sys.stderr if options.json else sys.stdout)
    return _gate(report) if options.gate else 0


def run_samples(options: argparse.Namespace, assistant: "Assistant") -> "Report":
    """The report over the chosen samples."""
    from evals.run import run
    from evals.samples import load_samples, of_split

    samples = load_samples(options.sets or None)
    chosen = samples if options.split == "all" or options.sets else of_split(samples, options.split)
    return run(chosen, assistant.answer, assistant.index.by_id, assistant.corpus, context=samples)


def contents_of(
    report: "Report", assistant: "Assistant", earlier: "tuple[Outcome, ...] | None" = None, name: str = ""
) -> "Contents":
    """The report with what its readers see beside it. earlier: the run that it is compared with, called `name`."""
    from evals.comparison import compare, outcomes
    from evals.principles import principles
    from evals.reporting.contents import Contents, EarlierRun, today

    before = () if earlier is None else (EarlierRun(name, "", sum(one.passed for one in earlier), len(earlier)),)
    return Contents(
        report,
        comparison=None if earlier is None else compare(earlier, outcomes(report)),
        earlier=before,
        principles=principles(assistant.index.by_id.values()),
        date=today(),
    )


def _check_files(options: argparse.Namespace) -> None:
    """The run takes minutes: what cannot be written or used is told before it. Raises PreceptorshipError."""
    from corpus.errors import PreceptorshipError

    if options.people and not options.judge:
        raise PreceptorshipError("There is no judge to hold against what people said.", "Name one with --judge.")
    for path in filter(None, (options.html, options.markdown, options.junit, options.csv)):
        if path.is_dir() or not path.absolute().parent.is_dir():
            raise PreceptorshipError(f"{path} cannot be written.", "Name a file in a folder that exists.")


def _check_index(options: argparse.Namespace, assistant: "Assistant") -> None:
    """Figures are of the index that its documents make, and what is recorded is of the shipped documents alone.

    Raises PreceptorshipError otherwise."""
    from corpus.errors import PreceptorshipError

    if assistant.index.notice:
        raise PreceptorshipError(assistant.index.notice, "Run `preceptorship ingest`, then evaluate.")
    further = [*assistant.corpus.folders, *assistant.corpus.official]
    if further and (options.record or options.readme):
        raise PreceptorshipError(
            f"The index holds {len(further)} added or downloaded documents, so its figures are not those of the shipped ones.",
            "Name an index without them with --index.",
        )
    if further:
        print(
            f"The index holds {len(further)} added or downloaded documents besides the shipped ones.", file=sys.stderr
        )


def _write_files(options: argparse.Namespace, contents: "Contents", assistant: "Assistant") -> None:
    from evals.gate import write_recorded
    from evals.report import write_quality_table
    from evals.reporting.junit import to_junit
    from evals.reporting.markdown import to_markdown
    from evals.reporting.page import to_html
    from evals.reporting.table import to_csv
    from ui.commands import readme

    if options.readme:
        write_quality_table(options.readme, contents.report)
        readme.write(options.readme, assistant)
    if options.record:
        write_recorded(contents.report)
    for path, written in (
        (options.html, to_html),
        (options.markdown, to_markdown),
        (options.junit, to_junit),
        (options.csv, to_csv),
    ):
        if path:
            _write(path, written(contents))


def _write(path: Path, content: str | bytes) -> None:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", errors="replace"))


def _tell(options: argparse.Namespace, contents: "Contents") -> None:
    """The report and the comparison on standard output; only the comparison, on standard error, beside JSON."""
    from evals.reporting.text import comparison_text, to_text

    if not options.json:
        print(to_text(contents.report, failures=options.failures), end="")
    if contents.comparison:
        print(f"\n{comparison_text(contents.comparison)}", end="", file=sys.stderr if options.json else sys.stdout)


def _judge(options: argparse.Namespace) -> "Judge | None":
    from evals.judges import open_judge

    return open_judge(options.judge) if options.judge else None


def _opinion(name: str, judge: "Judge", report: "Report", people: "Mapping[str, bool]") -> str:
    from evals.judges import agreement, judged, verdicts_in_words

    verdicts = judged(judge, report)
    return f"\n{verdicts_in_words(name, verdicts)}{agreement(verdicts, people).in_words}\n"


def _gate(report: "Report") -> int:
    """1 when the answers got worse than recorded, with the reasons on standard error."""
    from evals.gate import gate, read_recorded

    failures = gate(report, read_recorded())
    for failure in failures:
        print(failure, file=sys.stderr)
    print("Gate closed." if failures else "Gate open: nothing got worse.", file=sys.stderr)
    return int(bool(failures))
