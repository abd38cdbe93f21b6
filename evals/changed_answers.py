"""Which samples another index answers differently: what a maintainer sees before publishing it."""

from dataclasses import dataclass

from evals.results import Report, Result


@dataclass(frozen=True)
class ChangedAnswer:
    """One sample and how it was and would be answered."""

    before: Result
    after: Result

    @property
    def in_words(self) -> str:
        """What changed, in one line."""
        was, will = self.before.answer, self.after.answer
        verdict = {(True, False): "no longer passes", (False, True): "now passes"}.get(
            (self.before.passed, self.after.passed), "passes still" if self.after.passed else "does not pass still"
        )
        status = str(will.answer_status)
        if was.answer_status != will.answer_status:
            status = f"{was.answer_status} → {will.answer_status}"
        places = (
            " · ".join(dict.fromkeys(f"{c.source_id} {c.clause}".strip() for c in will.citations)) or "nothing cited"
        )
        return f"{self.before.sample.question} ({verdict}; {status}; {places})"


def changed_answers(before: Report, after: Report) -> tuple[ChangedAnswer, ...]:
    """The samples of both runs whose answer's status or text differs, those that no longer pass first."""
    earlier = {result.sample.id: result for result in before.results}
    pairs = [ChangedAnswer(earlier[r.sample.id], r) for r in after.results if r.sample.id in earlier]
    differing = [pair for pair in pairs if _shown(pair.before) != _shown(pair.after)]
    return tuple(sorted(differing, key=lambda pair: pair.after.passed - pair.before.passed))


def _shown(result: Result) -> tuple[str, str]:
    return str(result.answer.answer_status), result.answer.text
