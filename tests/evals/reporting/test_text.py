from dataclasses import replace

from evals.comparison import Outcome, compare
from evals.reporting.text import comparison_text

RIGHT = Outcome("s0", "Who?", "answerable", "tuning", False, True, "answered", "A. [1]", ("S5 Principle 4",))
SECRET = replace(RIGHT, id="h1", question="A held-back question?", split="held-back")


def test_each_kind_of_change_is_counted_and_named() -> None:
    before = [RIGHT, replace(RIGHT, id="s1", passed=False), replace(RIGHT, id="s2"), replace(RIGHT, id="old")]
    after = [replace(RIGHT, passed=False), replace(RIGHT, id="s1"), replace(RIGHT, id="s2", text="B."), before[0]]
    after[3] = replace(RIGHT, id="new")
    assert comparison_text(compare(before, after)).splitlines() == [
        "1 of 3 test questions newly fails and 1 newly passes: this could be chance.",
        "Unchanged: 0.",
        "Newly failing: 1.",
        "  s0  Who? (no longer passes; answered; S5 Principle 4)",
        "Newly passing: 1.",
        "  s1  Who? (now passes; answered; S5 Principle 4)",
        "Answered otherwise, the verdict the same: 1.",
        "  s2  Who? (passes still; answered; S5 Principle 4)",
        "Only in the earlier run: 1. old",
        "Only in this run: 1. new",
    ]


def test_held_back_samples_are_counted_and_not_shown() -> None:
    text = comparison_text(compare([SECRET, RIGHT], [replace(SECRET, passed=False)]))
    assert "Newly failing: 1.\n  Held-back: 1.\n" in text
    assert "held-back question" not in text and "h1" not in text
    alone = comparison_text(compare([RIGHT, SECRET], [RIGHT]))
    assert alone.endswith("Only in the earlier run: 1.\n")


def test_a_long_list_says_how_many_more() -> None:
    before = [replace(RIGHT, id=f"s{n}") for n in range(25)]
    text = comparison_text(compare(before, [replace(one, passed=False) for one in before]))
    assert "… and 5 more" in text and "  s19  " in text and "  s20  " not in text


def test_hundreds_that_only_one_run_has_are_counted_and_the_first_named() -> None:
    before = [RIGHT, *(replace(RIGHT, id=f"old{n}") for n in range(300))]
    assert "Only in the earlier run: 300. old0, old1, … and 298 more\n" in comparison_text(
        compare(before, [RIGHT]), most=2
    )
