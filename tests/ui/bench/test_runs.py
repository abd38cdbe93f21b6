"""Results, comparisons and baselines."""

import re
from html import unescape

import pytest
from sqlalchemy import update

from tests.ui.bench.conftest import NAME, PASSWORD, Visitor
from tests.ui.bench.rows import EVIL, FAILING, GOOD, HIDDEN, PASSING, make_set, run_set
from ui.store.case_sets import CaseSets
from ui.store.runs import Runs
from ui.store.tables.bench import RunRow
from ui.store.verdicts import Verdicts

STRANGE = ["a/b", "/a", "a/../b", "a b", "q\"'<b>", "50%", "é?x=1#y", "a&b;c", "a//b", "a\\b"]


def unreadable(visitor: Visitor, run: int) -> None:
    """As if another version had kept it."""
    with visitor.store.database.session() as session:
        session.execute(update(RunRow).where(RunRow.id == run).values(report='{"results": [1]}'))


def links(page: str, start: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="([^"]+)"', page) if unescape(found).startswith(start)]


def test_a_result_opens_whatever_its_reference_is(inside: Visitor) -> None:
    run = run_set(inside, make_set(inside.store, *({**FAILING, "id": id, "question": f"pay {id}"} for id in STRANGE)))
    found = links(inside.client.get(f"/bench/runs/{run}").text, f"/bench/runs/{run}/results/")
    assert len(found) == len(STRANGE)
    opened = [inside.client.get(address) for address in found]
    assert {unescape(re.findall("<h1>(.*)</h1>", page.text)[0]) for page in opened} == {f"pay {id}" for id in STRANGE}
    for id in STRANGE:
        back = inside.send(f"/bench/runs/{run}/verdicts", sample=id, good="yes").headers["location"]
        assert "Ed Ucator: good" in inside.client.get(back).text


def test_what_is_held_back_is_counted_and_shown_nowhere(inside: Visitor) -> None:
    made = make_set(inside.store, PASSING, FAILING, HIDDEN)
    first, second = run_set(inside, made), run_set(inside, made)
    inside.send(f"/bench/runs/{first}/promote", name="Before")
    paths = [
        f"/bench/runs/{second}",
        "/bench/runs",
        f"/bench/runs/{second}/compare/{first}",
        f"/bench/runs/{second}/results/f1",
    ]
    paths += [f"/bench/runs/{second}/report.{kind}" for kind in ("html", "md", "xml", "csv", "json")]
    for path in paths:
        page = inside.client.get(path)
        assert (
            page.status_code == 200 and "zebra" not in page.text and "h1" not in re.findall(r'"id": "(\w+)"', page.text)
        ), path
    assert "1 held-back test question counted" in inside.client.get(paths[0]).text
    assert inside.client.get(f"/bench/runs/{second}/results/h1").status_code == 404


@pytest.mark.parametrize("sample", ["h1", "none", "", EVIL, "x" * 500])
def test_no_verdict_is_kept_on_what_is_not_shown(inside: Visitor, sample: str) -> None:
    run = run_set(inside, make_set(inside.store, HIDDEN, FAILING))
    assert inside.send(f"/bench/runs/{run}/verdicts", sample=sample, good="yes").status_code == 404
    assert Verdicts(inside.store.database).all(run) == ()


def test_the_results_of_a_removed_set_stay_readable(inside: Visitor) -> None:
    made = make_set(inside.store, FAILING)
    run = run_set(inside, made)
    CaseSets(inside.store.database).remove(made)
    for path in (
        "/bench/runs",
        f"/bench/runs/{run}",
        f"/bench/runs/{run}/results/f1",
        f"/bench/runs/{run}/report.html",
    ):
        assert inside.client.get(path).status_code == 200, path
    assert "(removed)" in inside.client.get(f"/bench/runs/{run}").text
    assert "Edit the test question" not in inside.client.get(f"/bench/runs/{run}/results/f1").text
    assert inside.send(f"/bench/runs/{run}/promote", name="x").status_code == 422


def test_a_result_leads_to_its_own_row_where_two_ask_the_same(inside: Visitor) -> None:
    same = [{**FAILING, "id": id} for id in ("f1", "f2")]
    made = make_set(inside.store, *same)
    run = run_set(inside, made)
    assert f"/bench/sets/{made}/rows/3" in inside.client.get(f"/bench/runs/{run}/results/f2").text


def test_a_run_of_another_version_is_told_and_can_be_removed(inside: Visitor) -> None:
    run = run_set(inside, make_set(inside.store, FAILING))
    unreadable(inside, run)
    page = inside.client.get(f"/bench/runs/{run}")
    assert page.status_code == 422 and "another version" in page.text and "Remove the run" in page.text
    for path in ("results/f1", "report.html", f"compare/{run}"):
        told = inside.client.get(f"/bench/runs/{run}/{path}")
        assert told.status_code == 422 and "another version" in told.text
    assert inside.send(f"/bench/runs/{run}/remove", sure="yes").status_code == 303


def test_a_baseline_of_another_version_hides_no_later_run(inside: Visitor) -> None:
    made = make_set(inside.store, FAILING)
    first, second = run_set(inside, made), run_set(inside, made)
    inside.send(f"/bench/runs/{first}/promote", name="Before")
    unreadable(inside, first)
    page = inside.client.get(f"/bench/runs/{second}")
    assert page.status_code == 200 and "“Before” cannot be read" in page.text and "1 result shown" in page.text
    assert inside.client.get(f"/bench/runs/{second}/report.html").status_code == 200


def test_only_a_person_promotes_and_only_under_a_name(inside: Visitor) -> None:
    made = make_set(inside.store, FAILING)
    run, runs = run_set(inside, made), Runs(inside.store.database)
    assert inside.client.get(f"/bench/runs/{run}/promote").status_code in (404, 405)
    assert inside.client.post(f"/bench/runs/{run}/promote", data={"name": "No token"}).status_code == 403
    assert inside.send(f"/bench/runs/{run}/promote", name=" ").status_code == 422
    assert runs.baseline(made) is None
    inside.send(f"/bench/runs/{run}/promote", name=EVIL)
    page = inside.client.get(f"/bench/runs/{run}").text
    assert "This run is the baseline" in page and "<script>alert" not in page + inside.client.get("/bench/runs").text


def test_a_removed_baseline_leaves_the_one_before(inside: Visitor) -> None:
    made = make_set(inside.store, FAILING)
    first, second, third = (run_set(inside, made) for _ in range(3))
    for run, name in ((first, "One"), (second, "Two")):
        inside.send(f"/bench/runs/{run}/promote", name=name)
    assert inside.send(f"/bench/runs/{second}/remove").status_code == 422
    inside.send(f"/bench/runs/{second}/remove", sure="yes")
    assert "Against the baseline “One”" in inside.client.get(f"/bench/runs/{third}").text


def test_a_run_is_removed_only_when_it_is_over(inside: Visitor) -> None:
    made = make_set(inside.store, FAILING)
    run = Runs(inside.store.database).begin(made, "Autumn", 1, "Ed")
    refused = inside.send(f"/bench/runs/{run}/remove", sure="yes")
    assert refused.status_code == 422 and "Stop it" in refused.text
    inside.send(f"/bench/runs/{run}/stop")
    assert "Stopped by Ed Ucator" in inside.client.get(f"/bench/runs/{run}").text
    assert inside.send(f"/bench/runs/{run}/remove", sure="yes").status_code == 303


def test_runs_of_different_sets_are_said_to_have_nothing_in_common(inside: Visitor) -> None:
    first, second = (run_set(inside, make_set(inside.store, row, name=row["id"])) for row in (FAILING, PASSING))
    page = inside.client.get(f"/bench/runs/{second}/compare/{first}").text
    assert "no test question in common" in page and f"1 test question in run {first} only" in page


@pytest.mark.parametrize(
    "path",
    [
        "77",
        "0",
        "9" * 30,
        "x",
        "1/compare/77",
        "1/compare?other=x",
        f"1/compare?other={'9' * 30}",
        "1/report.exe",
        "1/results/none",
        "77/progress",
    ],
)
def test_a_run_that_is_none_leads_nowhere(inside: Visitor, path: str) -> None:
    run_set(inside, make_set(inside.store, FAILING))
    assert inside.client.get(f"/bench/runs/{path}").status_code == 404


def test_a_script_in_a_test_question_stays_text_in_results_and_reports(inside: Visitor) -> None:
    evil = {
        **FAILING,
        "id": f"{EVIL}",
        "question": f"pay {EVIL}",
        "key_points": EVIL.replace("~", ""),
        "must_not": "pay band",
        "words": "",
        "notes": EVIL,
    }
    made = make_set(inside.store, evil, GOOD, name=EVIL)
    first, second = run_set(inside, made), run_set(inside, made)
    inside.send(f"/bench/runs/{first}/promote", name=EVIL)
    pages = [
        f"/bench/runs/{second}",
        "/bench/runs",
        f"/bench/runs/{second}/compare/{first}",
        f"/bench/runs/{second}/report.html",
    ]
    pages += links(inside.client.get(pages[0]).text, f"/bench/runs/{second}/results/")
    assert len(pages) == 6
    for path in pages:
        page = inside.client.get(path).text
        assert "<script>alert" not in page and "<img src" not in page and "&lt;script&gt;" in page, path


def test_two_who_are_called_alike_keep_a_verdict_each(inside: Visitor) -> None:
    run = run_set(inside, make_set(inside.store, FAILING))
    inside.send(f"/bench/runs/{run}/verdicts", sample="f1", good="yes")
    inside.accounts.add("other@hub.example", PASSWORD, "Ed Ucator")
    inside.client.post("/bench/sign-out", data={"csrf": inside.token("/bench")})
    inside.sign_in("other@hub.example")
    page = inside.client.get(
        inside.send(f"/bench/runs/{run}/verdicts", sample="f1", good="no").headers["location"]
    ).text
    assert f"Ed Ucator ({NAME}): good" in page and "Ed Ucator (other@hub.example): not good" in page
    assert inside.client.get(f"/bench/runs/{run}/verdicts.csv").text.count("Ed Ucator") == 2


def test_an_answer_that_fails_though_it_reads_the_same_is_explained(inside: Visitor) -> None:
    made = make_set(inside.store, PASSING)
    first = run_set(inside, made)
    CaseSets(inside.store.database).save(made, 2, PASSING | {"expect": "answered"})
    page = inside.client.get(f"/bench/runs/{run_set(inside, made)}/compare/{first}").text
    assert "Newly failing: 1" in page and "The answer reads the same" in page
