"""The form on which a person says what was good or wrong about an answer. It needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ui.pages.frame import Page, document
from ui.presenting.cards import text
from ui.store.opening import LONGEST_WORDS
from ui.store.reasons import Reason

STORED = (
    "If you send this, these are kept with the answer’s address: the reasons you tick, the words you write, and the "
    "day. Your name and your network address are not kept. Please leave out names and anything about a patient."
)


@dataclass(frozen=True)
class Said:
    """What a person filled in."""

    reasons: tuple[str, ...] = ()
    """As the form brought them, unchecked."""
    words: str = ""
    question: str = ""
    """Brought along by the page that showed the answer; kept only with `may_keep`."""
    may_keep: bool = False
    sent: bool = False
    """Whether the form itself was sent, rather than asked for by another page."""


def said_from(fields: Sequence[tuple[str, str]]) -> Said:
    """What a posted form says: `reason` any number of times, `words`, `question`, `may_keep`, `send`."""
    single = dict(fields)
    return Said(
        reasons=tuple(value for name, value in fields if name == "reason"),
        words=single.get("words", "").replace("\r\n", "\n"),
        question=single.get("question", "").strip(),
        may_keep="may_keep" in single,
        sent="send" in single,
    )


def feedback_page(id: str, said: Said, problem: str = "") -> Page:
    """The form for the answer with this id. problem: what is wrong with what was sent, in one sentence."""
    told = f'<p class="problem" role="alert">{text(problem)}</p>' if problem else ""
    ticks = "".join(
        f'<li><label><input type="checkbox" name="reason" value="{reason.value}"'
        f"{' checked' if reason.value in said.reasons else ''}> {_capital(reason.label)}</label></li>"
        for reason in Reason
    )
    body = (
        f"<h1>What was good or wrong about this answer?</h1>{told}<p>{STORED}</p>"
        f'<form method="post" action="/answer/{escape(id)}/feedback" class="feedback" autocomplete="off">'
        f"<fieldset><legend>Tick what applies</legend><ul>{ticks}</ul></fieldset>"
        f'<p><label for="words">In your own words (optional, up to {LONGEST_WORDS:,} characters)</label>'
        f'<textarea id="words" name="words" rows="5">{escape(said.words)}</textarea></p>{_question(said)}'
        '<p><button type="submit" name="send" value="yes">Send</button></p></form>'
        f'<p><a href="/answer/{escape(id)}">Back to the answer</a></p>'
    )
    return Page(document("Feedback", body), 422 if problem else 200)


def thanks_page(id: str) -> Page:
    """What is said when feedback has been kept."""
    body = (
        "<h1>Thank you</h1><p>Your feedback has been kept with the answer’s address.</p>"
        f'<p><a href="/answer/{escape(id)}">Back to the answer</a></p>'
    )
    return Page(document("Thank you", body))


def _question(said: Said) -> str:
    """The tick that lets the question be kept, and the question itself; without a question the words that say so."""
    if not said.question:
        return "<p>Your question is not sent with this.</p>"
    return (
        f"<p>Your question was:</p><blockquote>{text(said.question)}</blockquote>"
        f'<input type="hidden" name="question" value="{escape(said.question)}">'
        f'<p><label><input type="checkbox" name="may_keep" value="yes"{" checked" if said.may_keep else ""}> '
        "You may keep my question with this</label></p>"
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
