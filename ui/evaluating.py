"""The command that runs the evaluations: it composes assistant, samples and report, standing above them."""

import argparse
import sys
from typing import TYPE_CHECKING

from ui.asking import settings_of

if TYPE_CHECKING:
    from evals.results import Report


def evaluate(options: argparse.Namespace) -> int:
    """Run the samples and print the report; with --gate, 1 when the answers got worse than recorded."""
    from evals.gate import gate, read_recorded, write_recorded
    from evals.report import to_json, to_text, write_quality_table

    report = run_samples(options)
    if options.readme:
        write_quality_table(options.readme, report)
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


def run_samples(options: argparse.Namespace) -> "Report":
    """The report over the chosen samples."""
    from assistant.pipeline import open_assistant
    from evals.run import run
    from evals.samples import load_samples, of_split

    samples = load_samples(options.sets or None)
    chosen = samples if options.split == "all" or options.sets else of_split(samples, options.split)
    assistant = open_assistant(settings_of(options))
    return run(chosen, assistant.answer, assistant.index.by_id, assistant.corpus, context=samples)
