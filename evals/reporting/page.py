"""One self-contained HTML page: no script, no network, nothing that a screen reader cannot read."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.comparison import Pair
from evals.disclosure import HELD_BACK_SENTENCE
from evals.reporting import cells, plots
from evals.reporting.contents import Contents
from evals.reporting.plain_words import figure_name, kind, outcome, plainly
from evals.stages import failed_stage

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES = Path(__file__).parent / "templates"


def to_html(contents: Contents) -> str:
    """The report as one page."""
    return _template().render(
        contents=contents,
        report=contents.report,
        changes=_changes(contents),
        why_held_back=HELD_BACK_SENTENCE,
        plot_of=plots.bars,
        plot_of_trend=plots.trend,
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "cells": cells,
        "failed_stage": failed_stage,
        "figure_name": figure_name,
        "kind": kind,
        "outcome": outcome,
        "plainly": plainly,
    }
    return environment.get_template("page.html")


def _changes(contents: Contents) -> list[dict[str, Any]]:
    """The kinds of change since the earlier run: name, how many, those that may be shown, how many may not."""
    compared = contents.comparison
    if compared is None:
        return []
    kinds: dict[str, tuple[Pair, ...]] = {
        "Newly failing": compared.newly_failing,
        "Newly passing": compared.newly_passing,
        "Answered otherwise, passing or failing as before": compared.changed,
    }
    return [{"name": name, "of": len(pairs), "shown": [p for p in pairs if p.may_be_shown]}
            for name, pairs in kinds.items()]  # fmt: skip
