"""The command that runs the evaluations: it composes assistant, samples and report, standing above them."""

import argparse
import sys
from typing import TYPE_CHECKING

from ui.commands.asking import settings_of

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from evals.results import Report


def evaluate(options: argparse.Namespace) -> int:
    """Run the samples and print the report; with --gate, 1 when the answers got worse than recorded."""
    from assistant.pipeline import open_assistant
    from evals.gate import gate, read_recorded, write_recorded
    from evals.report import to_json, write_quality_table
    from evals.reporting.text import to_text
    from ui.commands import readme

    assistant = open_assistant(settings_of(options))
    _check(options, assistant)
    report = run_samples(options, assistant)
    if options.readme:
        write_quality_table(options.readme, report)
        readme.write(options.readme, assistant)
    if options.record:
        write_recorded(report)
    print(to_json(report) if options.json else to_text(report, failures=options.failures), end="")
    if not options.gate:
        return 0
    failures = gate(report, read_recorded())
    for failure in failures:
        print(failure, file=sys.stderr)
    print("Gate closed." if failures else "Gate open: nothing got worse.", file=sys.stderr)
    return int(bool(failures))


def _check(options: argparse.Namespace, assistant: "Assistant") -> None:
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


def run_samples(options: argparse.Namespace, assistant: "Assistant") -> "Report":
    """The report over the chosen samples."""
    from evals.run import run
    from evals.samples import load_samples, of_split

    samples = load_samples(options.sets or None)
    chosen = samples if options.split == "all" or options.sets else of_split(samples, options.split)
    return run(chosen, assistant.answer, assistant.index.by_id, assistant.corpus, context=samples)
