"""The Gradio chat: a conversation, and beside it the sources of every answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.answers import Answer
from corpus.sources import NATIONS
from ui.chat import conversation, reader
from ui.chat.answering import answering
from ui.chat.downloads import Downloads, Shelf, download_buttons
from ui.chat.exchanges import KEPT, Exchange, Exchanges, last_answer
from ui.chat.feedback import FeedbackForm, feedback_form
from ui.chat.keeping import QuestionChoice, question_choice
from ui.chat.sharing import Sharing, sharing_offer
from ui.pages.frame import FOOTER
from ui.pages.receipt import receipt_of
from ui.presenting import rendering
from ui.presenting.sections import Sections
from ui.presenting.wording import too_long
from ui.store.shared_questions import SharedQuestions

if TYPE_CHECKING:
    import gradio

    from assistant.settings import Settings
    from ui.live import Live
    from ui.store import Store

TITLE = "Preceptorship Assistant"
CONCURRENT = 4
"""Questions answered at once; an answer takes about a second of one core."""
SUGGESTED = 3
"""Next questions offered at most."""


@dataclass
class Turns:
    """How often one visitor has cleared the conversation: an answer that was called off shows nothing any more, also
    when it is past being cancelled."""

    number: int = 0


@dataclass(frozen=True)
class Screen:
    """The components that change."""

    state: "gradio.State"
    talk: "gradio.Chatbot"
    panel: "gradio.Markdown"
    after: "gradio.Column"
    """What can be done with the last answer."""
    copied: "gradio.Textbox"
    suggested: "gradio.Column"
    suggestions: tuple["gradio.Button", ...]
    box: "gradio.Textbox"
    examples: "gradio.Column"
    keeping: "gradio.Row"
    """What can be done with the conversation."""
    hub_question: "gradio.Textbox"
    """Where a hub page's question arrives: beside the box, so that what somebody is typing there stays."""
    downloads: Downloads
    choice: QuestionChoice
    feedback: FeedbackForm
    sharing: Sharing | None
    """None where the deployment does not ask."""

    @property
    def components(self) -> list[Any]:
        """All of them."""
        own = [self.state, self.talk, self.panel, self.after, self.copied, self.suggested, self.box, self.examples]
        more = [*self.suggestions, self.downloads.link, *self.choice.components, *self.feedback.components]
        shared = self.sharing.components if self.sharing else []
        return [*own, self.keeping, self.hub_question, *more, *shared]

    def shown(self, past: Exchanges, sections: Sections | None, box: str | None = None) -> dict[Any, Any]:
        """Everything as it looks after these exchanges, with `box` in the box; null leaves there what is typed."""
        import gradio as gr

        answer = last_answer(past)
        offered = answer.suggestions[:SUGGESTED] if answer else ()
        buttons = {
            button: gr.update(
                value=rendering.printable(offered[at]) if at < len(offered) else "", visible=at < len(offered)
            )
            for at, button in enumerate(self.suggestions)
        }
        return {
            self.state: past,
            self.talk: conversation.messages(past),
            self.panel: conversation.panel(past, sections) if sections else conversation.NO_SOURCES,
            self.after: gr.update(visible=answer is not None),
            self.copied: rendering.copied(answer, past[-1].nation) if answer else "",
            self.suggested: gr.update(visible=bool(offered)),
            **buttons,
            **({} if box is None else {self.box: box}),
            self.hub_question: "",
            self.examples: gr.update(visible=not past),
            self.keeping: gr.update(visible=bool(past)),
            **self.downloads.shown(),
            **self.choice.shown(past),
            **self.feedback.shown(past),
            **(self.sharing.shown(past) if self.sharing else {}),
        }


def build_chat(live: "Live", settings: "Settings", shelf: Shelf, store: "Store | None" = None) -> "gradio.Blocks":
    """The chat around the assistant. Screen state is a tuple of exchanges; everything shown is rendered from it.

    shelf: where the files to download wait. store: what keeps receipts and feedback; without one there are none."""
    import gradio as gr

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        state = gr.State((), time_to_live=4 * 3600)  # a working day's half: then a visitor's words leave memory
        gr.Markdown(f"# {TITLE}", elem_id="title")
        gr.Markdown(_statement(settings.contact), elem_id="statement", latex_delimiters=[])
        with gr.Row(elem_id="columns"):
            with gr.Column(scale=3, min_width=300, elem_id="conversation"):
                talk = _talk(gr)
                with gr.Column(elem_id="after", visible=False) as after:
                    gr.Button("Copy answer with references", size="sm", elem_id="copy", elem_classes="quiet")
                    copied = gr.Textbox(label="The answer with its references", elem_id="copied")
                    sharing = sharing_offer() if store and settings.keep_unanswered else None
                    choice = question_choice()
                    feedback = feedback_form()
                with gr.Column(elem_id="suggestions", visible=False) as suggested:
                    gr.Markdown("You could also ask:")
                    suggestions = [_suggestion(gr) for _ in range(SUGGESTED)]
                with gr.Row(elem_id="ask"):
                    box = _box(gr)
                with gr.Column(elem_id="examples") as examples_area:
                    examples = reader.examples()
                fields = reader.settings()
                with gr.Row(elem_id="keeping", visible=False) as keeping:
                    buttons = download_buttons()
                    clear = gr.Button("Start again", size="sm", elem_id="clear", elem_classes="quiet")
                    leave = gr.Button("Clear and leave", size="sm", elem_id="leave", elem_classes="quiet")
                link = gr.Markdown("", visible=False, elem_id="download")
            with gr.Column(scale=2, min_width=300, elem_id="sources"):
                gr.Markdown("## Sources", elem_id="sources-title")
                panel = gr.Markdown(conversation.NO_SOURCES, elem_id="panel", latex_delimiters=[], container=False)
        gr.Markdown(_footer(), elem_id="about")
        hub_question = gr.Textbox(label="Question of the page", elem_id="hub-question")
        hub_ask = gr.Button("Ask the question of the page", elem_id="hub-ask")

        screen = Screen(
            state, talk, panel, after, copied, suggested, tuple(suggestions), box, examples_area, keeping,
            hub_question, Downloads(buttons, link), choice, feedback, sharing,
        )  # fmt: skip
        event: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asking = {**event, "outputs": screen.components, "concurrency_limit": CONCURRENT, "concurrency_id": "ask"}
        turns = gr.State(Turns())
        asked = [box.submit(_responder(live, screen, store, typed=True), [state, turns, box, *fields], **asking)]
        pressed = _responder(live, screen, store, typed=False)
        asked += [
            button.click(pressed, [state, turns, button, *fields], **asking)
            for button in (*examples.buttons, *suggestions)
        ]
        asked.append(hub_ask.click(pressed, [state, turns, hub_question, *fields], **asking))

        def emptied(turns: Turns) -> dict[Any, Any]:
            turns.number += 1
            return screen.shown((), None, "")

        for cleared in (clear, leave):  # chat.js leaves the page once nothing is shown any more
            cleared.click(emptied, [turns], cancels=asked, **asking)
        screen.downloads.connect(shelf, state, event)
        if store:
            screen.choice.connect(store, state, event)
            screen.feedback.connect(store, state, event)
        if store and sharing:
            sharing.connect(SharedQuestions(store.database), state, event)

        def arrive(request: gr.Request) -> list[str]:
            named = reader.reader_from(request.query_params)
            return [named.role, named.nation, named.profession]

        blocks.load(arrive, None, fields, **event)
        fields[0].change(examples.shown, [fields[0]], list(examples.groups), **event)
    blocks.queue(max_size=100, default_concurrency_limit=CONCURRENT, api_open=False)
    return blocks


def _talk(gr: Any) -> "gradio.Chatbot":
    return gr.Chatbot(
        label="Conversation",
        show_label=False,
        buttons=[],
        feedback_options=None,
        latex_delimiters=[],
        allow_tags=False,
        allow_file_downloads=False,
        height=None,
        placeholder="Answers appear here, each sentence with its source.",
        elem_id="talk",
    )


def _box(gr: Any) -> "gradio.Textbox":
    return gr.Textbox(
        label="Your question",
        placeholder="For example: can my preceptor be from another profession?",
        info="Please leave out names and anything about a patient.",
        lines=1,
        max_lines=6,
        submit_btn="Ask",
        autofocus=False,
        elem_id="box",
    )


def _suggestion(gr: Any) -> "gradio.Button":
    return gr.Button("", size="sm", visible=False, elem_classes="ask-this")


def _statement(contact: str) -> str:
    return (
        "It answers from the documents it holds, for AHPs in Scotland. It is not clinical, legal or employment advice; "
        f"check with your manager, your board's AHP practice education lead or {rendering.escaped(contact)}."
    )


def _footer() -> str:
    return "In a new tab: " + " · ".join(f"[{name}]({path})" for path, name in FOOTER)


def _responder(
    live: "Live", screen: Screen, store: "Store | None", *, typed: bool
) -> Callable[..., Iterator[dict[Any, Any]]]:
    """What answers a question. typed: it comes from the box, which is then emptied."""

    def respond(
        past: Exchanges, turns: Turns, text: str, role: str, nation: str, profession: str
    ) -> Iterator[dict[Any, Any]]:
        """First the question alone, then what the assistant is doing, then the answer; nothing more once cleared."""
        turn = turns.number
        for shown in _shown(past, text or "", role, nation, profession):
            if turns.number != turn:
                return
            yield shown

    def _shown(past: Exchanges, text: str, role: str, nation: str, profession: str) -> Iterator[dict[Any, Any]]:
        kept = past[-(KEPT - 1) :]
        home = nation if nation in NATIONS else "Scotland"
        exchange = Exchange(past[-1].number + 1 if past else 1, text, nation=home)
        with live.lease() as opened:
            yield screen.shown((*kept, exchange), opened.sections, "" if typed else None)
            for news in answering(opened.assistant, past, text, (role, nation, profession)):
                if isinstance(news, Answer):
                    receipt = receipt_of(store, news, home) if store else ""
                    done = (*kept, replace(exchange, answer=news, receipt=receipt))
                    yield screen.shown(done, opened.sections, text if typed and too_long(text) else None)
                else:
                    yield {screen.talk: conversation.messages((*kept, replace(exchange, stage=news)))}

    return respond
