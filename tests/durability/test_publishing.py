"""Ten publications under load: no request is dropped, and no answer mixes two generations.

1,000 questions here; `make test-durability` asks 10,000."""

import itertools
import json
import os
import re
import threading
import time
from pathlib import Path

from corpus.sources import load_corpus
from ingest.building import update_index
from ingest.embedding import WORD_COUNT
from ingest.generations import Generations
from ingest.progress import quietly
from tests.durability.serving import Server

QUERIES = int(os.environ.get("PRECEPTORSHIP_QUERIES", "1000"))
THREADS = 16
PUBLICATIONS = 10
SUBJECTS = ("bells", "lamps", "saddles", "spokes")


def write_edition(corpus: Path, number: int) -> None:
    """Every statement of the hours names its edition."""
    texts = (f"In edition {number} the workshop repairs {subject} on Mondays." for subject in SUBJECTS)
    (corpus / "documents/hours.md").write_text("# Hours\n\n" + "\n\n".join(texts) + "\n", encoding="utf-8")


def test_publishing_under_load(small_corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    editions: dict[str, str] = {}

    def publish(number: int) -> None:
        write_edition(small_corpus, number)
        report = update_index(load_corpus(small_corpus), folder, WORD_COUNT, quietly)
        editions[report.manifest.digest] = str(number)

    publish(0)
    server = Server(small_corpus, folder)
    answers: list[dict[str, object]] = []
    errors: list[str] = []
    asked = itertools.count()
    done = threading.Event()

    def ask() -> None:
        while (number := next(asked)) < QUERIES or not done.is_set():
            try:
                answer = server.ask(f"When does the workshop repair {SUBJECTS[number % len(SUBJECTS)]}?")
            except OSError as error:
                errors.append(str(error))
            else:
                answers.append(answer)

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for number in range(1, PUBLICATIONS + 1):
        reached = QUERIES * number // (PUBLICATIONS + 1)
        while len(answers) < reached and any(thread.is_alive() for thread in threads):
            threads[0].join(0.05)
        publish(number)
        until = time.monotonic() + 120
        while editions[server.health()["index"]] != str(number) and time.monotonic() < until:
            time.sleep(0.2)
        assert len(list((folder / "generations").iterdir())) <= 2
    done.set()
    for thread in threads:
        thread.join()
    server.stop()

    assert not errors and len(answers) >= QUERIES
    served = set()
    for answer in answers:
        named = set(re.findall(r"edition (\d+)", json.dumps(answer)))
        edition = editions[answer["index"]["digest"]]  # type: ignore[index]
        assert answer["answer_status"] == "answered" and named == {edition}, answer
        served.add(edition)
    print(
        f"{len(answers)} answers, {THREADS} threads, {PUBLICATIONS} publications, {len(served)} generations served, 0 errors"
    )
    assert len(served) == PUBLICATIONS + 1
    assert Generations(folder).history()[-1].action == "published"
