"""The gate over the shipped samples: what passed when figures were last recorded still passes."""

from typing import Any

import pytest

from evals.gate import RECORDED, gate, read_recorded
from evals.run import run
from evals.samples import load_samples, of_split


@pytest.mark.skipif(not RECORDED.exists(), reason=f"No run was recorded yet: {RECORDED.name} is missing.")
def test_no_tuning_sample_got_worse_than_recorded(real_assistant: Any) -> None:
    corpus, index = real_assistant.corpus, real_assistant.index
    samples = load_samples()
    tuning = of_split(samples, "tuning")
    report = run(tuning, real_assistant.answer, index.by_id, corpus, context=samples)
    assert gate(report, read_recorded()) == []
