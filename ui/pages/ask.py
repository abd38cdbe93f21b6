"""The plain chat: a form that posts, and a page that holds the whole answer with its sources. It needs no script."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any

from assistant.answers import Answer
from assistant.questions import PROFESSIONS, ROLES, Question, Reader, question_from
from corpus.errors import PreceptorshipError
from corpus.sources import NATIONS
from ui.pages.frame import Page, document
from ui.presenting.cards import panel, text
from ui.presenting.html import answer_html
from ui.presenting.sections import Sections
from ui.presenting.wording import too_long

REMEMBERED = 12
"""Messages of a conversation that go with the next question: six exchanges, as in the chat."""
_CHOICES = (("role", "Your role", ROLES), ("nation", "Nation", NATIONS), ("profession", "Your profession", PROFESSIONS))
_HINT = "Please leave out names and anything about a patient."


@dataclass(frozen=True)
class Form:
    """What a person filled in."""

    text: str = ""
    reader: Reader = field(default_factory=Reader)
    past: tuple[tuple[str, str], ...] = ()
    """Earlier messages, oldest first: who spoke (`user`, `assistant`) and what."""
    problem: str = ""
    """What is wrong with it, in one sentence; empty when it can be asked."""

    def question(self) -> Question:
        """The question that the form asks. Raises QuestionError when the conversation that came with it is none."""
        history = [{"role": role, "content": content} for role, content in self.past]
        return question_from({"question": self.text, "history": history, "reader": asdict(self.reader)})


def form_from(fields: Mapping[str, Any]) -> Form:
    """The form that a request brought: `question` or `q`, the reader's fields, `past` as JSON.

    What is unknown in the reader's fields or unreadable in `past` is left out: links grow old."""
    asked = str(fields.get("question", fields.get("q", ""))).strip()
    given = {name: str(fields.get(name, "")) for name, _, _ in _CHOICES}
    reader = Reader(**{name: given[name] for name, _, known in _CHOICES if given[name] in known})
    return Form(asked, reader, _past(str(fields.get("past", ""))), too_long(asked))


def ask_page(form: Form, contact: str, answer: Answer | None, sections: Sections, receipt: str = "") -> Page:
    """The form; above it the answer, when there is one.

    receipt: the id under which the answer can be opened again; empty when it is not kept."""
    if answer is None:
        told = f'<p class="problem" role="alert">{text(form.problem)}</p>' if form.problem else ""
        intro = (
            "<p>Ask about preceptorship for Allied Health Professionals in Scotland. Every sentence of the answer "
            f"comes from a document and says which. It is not clinical, legal or employment advice; check with your "
            f"manager, your board’s AHP practice education lead or {text(contact)}.</p>"
        )
        body = f"<h1>Ask about preceptorship</h1>{intro}{told}{_form(form, 'Your question', form.text, form.past)}"
        return Page(document("Ask", body), 422 if form.problem else 200)
    past = (*form.past, ("user", form.text), ("assistant", answer.text))[-REMEMBERED:]
    kept = _kept(receipt, form.text) if receipt else ""
    body = (
        f'<h1 class="asked">{text(form.text) or "(nothing typed)"}</h1>'
        f'<section class="answer" aria-label="Answer">{answer_html(answer, form.reader.nation)}</section>'
        f"{_suggestions(answer, form, past)}{_form(form, 'Ask on', '', past)}"
        f'<h2>Sources</h2><div class="cards">{panel(answer, sections, 1, form.reader.nation)}</div>{kept}'
        '<p><a href="/ask">Start again</a></p>'
    )
    return Page(document("Answer", body))


def answer_form(form: Form, answered: Callable[[Question], Answer]) -> tuple[Form, Answer | None]:
    """The answer to a form that can be asked; else the form with what is wrong."""
    if form.problem:
        return form, None
    try:
        return form, answered(form.question())
    except PreceptorshipError as error:
        return Form(form.text, form.reader, form.past, str(error)), None


def _form(form: Form, label: str, typed: str, past: tuple[tuple[str, str], ...]) -> str:
    chosen = "".join(
        f'<p><label for="{name}">{label}</label><select id="{name}" name="{name}">{_options(known, value)}</select></p>'
        for name, label, known in _CHOICES
        for value in [getattr(form.reader, name)]
    )
    return (
        '<form method="post" action="/ask" class="ask" autocomplete="off">'
        f'<p><label for="question">{label}</label><span id="hint">{_HINT}</span>'
        f'<textarea id="question" name="question" rows="3" aria-describedby="hint">{escape(typed)}</textarea></p>'
        f'<details><summary>About you (optional)</summary><div class="reader">{chosen}</div></details>'
        f'{_hidden("past", json.dumps(past) if past else "")}<p><button type="submit">Ask</button></p></form>'
    )


def _options(known: tuple[str, ...], chosen: str) -> str:
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{text(value[:1].upper() + value[1:])}</option>"
        for value in known
    )


def _suggestions(answer: Answer, form: Form, past: tuple[tuple[str, str], ...]) -> str:
    if not answer.suggestions:
        return ""
    carried = _hidden("past", json.dumps(past)) + "".join(_hidden(n, getattr(form.reader, n)) for n, _, _ in _CHOICES)
    buttons = "".join(
        f'<li><form method="post" action="/ask">{_hidden("question", suggestion)}{carried}'
        f'<button type="submit" class="quiet">{text(suggestion)}</button></form></li>'
        for suggestion in answer.suggestions
    )
    return f'<section class="suggestions" aria-label="You could also ask"><p>You could also ask:</p><ul>{buttons}</ul></section>'


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">' if value else ""


def _kept(receipt: str, question: str) -> str:
    """The answer's address, and the way to the feedback form, which may be told the question."""
    address = f"/answer/{escape(receipt)}"
    return (
        f'<div class="kept"><p><a href="{address}">Address of this answer</a> (it holds no question)</p>'
        f'<form method="post" action="{address}/feedback">{_hidden("question", question)}'
        '<button type="submit" class="quiet">Say what was good or wrong</button></form></div>'
    )


def _past(told: str) -> tuple[tuple[str, str], ...]:
    try:
        turns = json.loads(told) if told else []
        return tuple(
            (role, content) for role, content in turns if role in ("user", "assistant") and isinstance(content, str)
        )[-REMEMBERED:]
    except (ValueError, TypeError, RecursionError):
        return ()
