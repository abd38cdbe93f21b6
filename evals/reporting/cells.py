"""A figure in words: its value, cases, interval and target, as fractions for programmers or in per cent for readers."""

from evals.figures import TARGETS, Figure

NOT_MEASURED = "not measured"
NONE = "-"


def value(figure: Figure, *, percent: bool = False) -> str:
    """The figure's value; *not measured*, never 0, where there is no case."""
    if figure.value is None:
        return NOT_MEASURED
    return f"{figure.value:g} words" if figure.kind == "words" else _number(figure, figure.value, percent=percent)


def cases(figure: Figure) -> str:
    """How many cases it is over and, for a share, how many of them hold."""
    return f"{figure.count} of {figure.of}" if figure.kind == "share" and figure.of else str(figure.of)


def interval(figure: Figure, *, percent: bool = False) -> str:
    """Its 95 % interval."""
    if figure.interval is None:
        return NONE
    low, high = (_number(figure, end, percent=percent) for end in figure.interval)
    return f"{low.removesuffix(' %')} to {high}"


def target(figure: Figure, *, percent: bool = False) -> str:
    """What was agreed, and whether it is met."""
    if figure.name not in TARGETS:
        return NONE
    sign, agreed = TARGETS[figure.name]
    verdict = {True: ", met", False: ", not met", None: ""}[figure.meets]
    shown = f"{100 * agreed:g} %" if percent and _is_percent(figure) else f"{agreed:g}"
    return f"{sign} {shown}{verdict}"


def in_words(figure: Figure) -> str:
    """A share in one phrase: value, count and interval."""
    if figure.value is None:
        return NOT_MEASURED
    return f"{value(figure, percent=True)} ({cases(figure)}; 95 % interval {interval(figure, percent=True)})"


def _number(figure: Figure, number: float, *, percent: bool) -> str:
    return f"{100 * number:.1f} %" if percent and _is_percent(figure) else f"{number:.3f}"


def _is_percent(figure: Figure) -> bool:
    return figure.kind in ("share", "mean")
