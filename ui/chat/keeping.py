"""The choice to keep a question with its answer's address: off until it is ticked, and taken back by unticking."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.answers import AnswerStatus
from corpus.errors import PreceptorshipError
from ui.chat.exchanges import Exchanges, last_answer

if TYPE_CHECKING:
    import gradio

    from ui.store import Store

STORED = (
    "If you tick this, the words of your question are stored with the answer, for as long as the answer is, and "
    "whoever has its address can read them. Untick it and they are removed."
)
"""What is stored, exactly: said beside the tick."""


@dataclass(frozen=True)
class QuestionChoice:
    """The components under the last answer."""

    area: "gradio.Column"
    tick: "gradio.Checkbox"
    outcome: "gradio.Markdown"

    @property
    def components(self) -> list[Any]:
        """All of them."""
        return [self.area, self.tick, self.outcome]

    def shown(self, past: Exchanges) -> dict[Any, Any]:
        """The choice as the last exchange stands; there is none without a receipt, nor for somebody in distress."""
        import gradio as gr

        last = past[-1] if past else None
        answer = last_answer(past)
        signposted = answer is not None and answer.answer_status is AnswerStatus.SIGNPOSTED
        visible = last is not None and bool(last.receipt) and not signposted
        return {
            self.area: gr.update(visible=visible),
            self.tick: last is not None and last.question_kept,
            self.outcome: "",
        }

    def connect(self, store: "Store", state: "gradio.State", event: dict[str, Any]) -> None:
        """What ticking and unticking do. An empty question takes the place of one that was kept."""

        def choose(past: Exchanges, ticked: bool) -> dict[Any, Any]:
            if not past or not past[-1].receipt:
                return {state: past}
            last = past[-1]
            try:
                store.keep_question(last.receipt, last.question if ticked else "")
            except PreceptorshipError as error:
                return {self.tick: last.question_kept, self.outcome: str(error)}
            said = "Your question is kept with this answer." if ticked else "Your question is no longer kept."
            return {state: (*past[:-1], replace(last, question_kept=ticked)), self.outcome: said}

        self.tick.input(choose, [state, self.tick], [state, self.tick, self.outcome], **event)


def question_choice() -> QuestionChoice:
    """The components, where they are called for."""
    import gradio as gr

    with gr.Column(visible=False, elem_id="keeping-question") as area:
        tick = gr.Checkbox(
            label="Keep my question with the address of this answer", value=False, info=STORED, elem_id="keep-question"
        )
        outcome = gr.Markdown("", elem_id="question-outcome", container=False)
    return QuestionChoice(area, tick, outcome)
