"""Sharing a question that was not answered, so that educators see what people look for; only where a deployment asks."""

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.answers import AnswerStatus
from corpus.errors import PreceptorshipError
from ui.chat.exchanges import Exchange, Exchanges
from ui.presenting import rendering
from ui.store.shared_questions import SharedQuestions

if TYPE_CHECKING:
    import gradio

STORED = (
    "If you press this, these words are kept with today's date, for as long as answers are. Educators see them once people "
    "in five conversations have asked the like. Your name and your network address are not kept."
)
"""What is stored, exactly: said beside the button."""
THANKS = "Thank you. The question is shared."


@dataclass(frozen=True)
class Sharing:
    """The components under a question that was not answered."""

    area: "gradio.Column"
    words: "gradio.Markdown"
    button: "gradio.Button"
    outcome: "gradio.Markdown"

    @property
    def components(self) -> list[Any]:
        """All of them."""
        return [self.area, self.words, self.button, self.outcome]

    def shown(self, past: Exchanges) -> dict[Any, Any]:
        """The offer as the last exchange stands."""
        import gradio as gr

        asked = shareable(past[-1]) if past else ""
        shared = bool(past) and past[-1].question_shared
        return {
            self.area: gr.update(visible=bool(asked)),
            self.words: f"Share this question: “{rendering.escaped(asked)}”" if asked else "",
            self.button: gr.update(visible=not shared),
            self.outcome: THANKS if shared else "",
        }

    def connect(self, shared: SharedQuestions, state: "gradio.State", event: dict[str, Any]) -> None:
        """What the button does. A conversation has one sitting, however often it starts again."""
        import gradio as gr

        sitting = gr.State("")

        def share(past: Exchanges, name: str) -> dict[Any, Any]:
            asked = shareable(past[-1]) if past else ""
            if not asked or past[-1].question_shared:
                return {state: past}
            name = name or secrets.token_urlsafe(12)
            try:
                shared.keep(asked, name)
            except PreceptorshipError as error:
                return {self.outcome: str(error)}
            done = (*past[:-1], replace(past[-1], question_shared=True))
            return {state: done, sitting: name, **self.shown(done)}

        self.button.click(share, [state, sitting], [state, sitting, *self.components], **event)


def shareable(exchange: Exchange) -> str:
    """The question as it reads alone, where the documents do not answer it; else nothing."""
    answer = exchange.answer
    if answer is None or answer.answer_status is not AnswerStatus.NOT_IN_CORPUS:
        return ""
    return answer.standalone or exchange.question


def sharing_offer() -> Sharing:
    """The components, where they are called for."""
    import gradio as gr

    with gr.Column(visible=False, elem_id="sharing") as area:
        words = gr.Markdown("", elem_id="sharing-words", container=False, latex_delimiters=[])
        gr.Markdown(STORED, elem_id="sharing-stored", container=False)
        button = gr.Button("Share the question", size="sm", elem_id="share", elem_classes="quiet")
        outcome = gr.Markdown("", elem_id="sharing-outcome", container=False)
    return Sharing(area, words, button, outcome)
