"""Was this helpful? A yes, or a no with reasons; kept without the question unless the person ticks that it may be."""

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.answers import EvidenceRecord
from corpus.errors import PreceptorshipError
from ui.chat.exchanges import Exchanges, Feedback, last_answer
from ui.presenting.cards import text
from ui.store import Reason
from ui.store.opening import LONGEST_WORDS

if TYPE_CHECKING:
    import gradio

    from ui.store import Store

KEPT = (
    "Kept: what you tick and write here, with the date and the address of this answer. "
    "Your question, and what was found for it, are kept only if you tick the box above."
)
"""What is kept, exactly: said beside the button that sends it."""
THANKS = "Thank you for your feedback."
EMPTY = "Choose a reason or write a few words."


@dataclass(frozen=True)
class FeedbackForm:
    """The components under the last answer."""

    area: "gradio.Column"
    asking: "gradio.Row"
    yes: "gradio.Button"
    no: "gradio.Button"
    form: "gradio.Column"
    reasons: "gradio.CheckboxGroup"
    words: "gradio.Textbox"
    keep: "gradio.Checkbox"
    send: "gradio.Button"
    outcome: "gradio.Markdown"

    @property
    def components(self) -> list[Any]:
        """Those that change."""
        return [self.area, self.asking, self.form, self.reasons, self.words, self.keep, self.outcome]

    def shown(self, past: Exchanges, outcome: str = "") -> dict[Any, Any]:
        """The form as the last exchange needs it; there is none without a receipt."""
        import gradio as gr

        last = past[-1] if past else None
        given = last is not None and last.feedback is Feedback.GIVEN
        told = THANKS if given and not outcome else outcome
        return {
            self.area: gr.update(visible=last is not None and bool(last.receipt)),
            self.asking: gr.update(visible=not given),
            self.form: gr.update(visible=last is not None and last.feedback is Feedback.REASONS),
            self.reasons: [],
            self.words: "",
            self.keep: False,
            self.outcome: gr.update(value=told, visible=bool(told)),
        }

    def connect(self, store: "Store", state: "gradio.State", event: dict[str, Any]) -> None:
        """What yes, no and send do."""
        outputs = [state, *self.components]
        self.no.click(lambda past: self._after(state, past, Feedback.REASONS), [state], outputs, **event)
        self.yes.click(lambda past: self._kept(store, state, past, (Reason.HELPFUL,)), [state], outputs, **event)

        def send(past: Exchanges, ticked: list[str], words: str, keep: bool) -> dict[Any, Any]:
            question = past[-1].question if keep and past else ""
            reasons = tuple(reason for reason in offered() if reason.value in (ticked or ()))
            return self._kept(store, state, past, reasons, words or "", question)

        self.send.click(send, [state, self.reasons, self.words, self.keep], outputs, **event)

    def _kept(
        self,
        store: "Store",
        state: Any,
        past: Exchanges,
        reasons: tuple[Reason, ...],
        words: str = "",
        question: str = "",
    ) -> dict[Any, Any]:
        import gradio as gr

        if not past or not past[-1].receipt:
            return {state: past}
        problem = "" if reasons or words.strip() else EMPTY
        if not problem:
            try:
                store.keep_feedback(past[-1].receipt, reasons, words, question, _found(past))
            except PreceptorshipError as error:
                problem = str(error)
        if problem:  # what was ticked and written stays; the class tells chat.js that it is said anew
            said = f'<span class="said-{time.monotonic_ns()}">{text(problem)}</span>'
            return {self.outcome: gr.update(value=said, visible=True)}
        return self._after(state, past, Feedback.GIVEN)

    def _after(self, state: Any, past: Exchanges, feedback: Feedback) -> dict[Any, Any]:
        if not past:
            return {state: past}
        now = (*past[:-1], replace(past[-1], feedback=feedback))
        return {state: now, **self.shown(now)}


def _found(past: Exchanges) -> tuple[EvidenceRecord, ...]:
    answer = last_answer(past)
    return answer.evidence if answer else ()


def offered() -> tuple[Reason, ...]:
    """The reasons for a no."""
    return tuple(reason for reason in Reason if reason is not Reason.HELPFUL)


def feedback_form() -> FeedbackForm:
    """The components, where they are called for."""
    import gradio as gr

    with gr.Column(visible=False, elem_id="feedback") as area:
        with gr.Row(elem_id="helpful") as asking:
            gr.Markdown("Was this helpful?", elem_id="helpful-question", container=False)
            yes = gr.Button("Yes", size="sm", elem_id="yes", elem_classes="quiet")
            no = gr.Button("No", size="sm", elem_id="no", elem_classes="quiet")
        with gr.Column(visible=False, elem_id="reasons") as form:
            choices = [(reason.label[:1].upper() + reason.label[1:], reason.value) for reason in offered()]
            reasons = gr.CheckboxGroup(choices, label="What was not right?", elem_id="ticked")
            words = gr.Textbox(
                label="In your own words (optional)",
                info="Please leave out names and anything about a patient.",
                lines=2,
                max_length=LONGEST_WORDS,
                elem_id="words",
            )
            keep = gr.Checkbox(label="Keep my question with this feedback", value=False, elem_id="keep")
            gr.Markdown(KEPT, elem_id="kept", container=False)
            send = gr.Button("Send feedback", size="sm", elem_id="send", elem_classes="quiet")
        outcome = gr.Markdown("", visible=False, elem_id="outcome", container=False)
    return FeedbackForm(area, asking, yes, no, form, reasons, words, keep, send, outcome)
