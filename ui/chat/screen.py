"""The Gradio chat: a conversation, and beside it the sources of every answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.answers import Answer, AnswerStatus, IndexRecord
from assistant.questions import PROFESSIONS, ROLES, Question, Reader, Turn
from corpus.errors import PreceptorshipError
from corpus.sources import NATIONS
from ui.api.problems import answered
from ui.presenting import cards, rendering
from ui.presenting.sections import Sections

if TYPE_CHECKING:
    import gradio

    from assistant.pipeline import Assistant
    from assistant.settings import Settings
    from ui.live import Live

TITLE = "Preceptorship Assistant"
LIMIT = 500
"""Characters of a question on screen: CONTRACTS.md."""
REMEMBERED = 6
"""Earlier exchanges passed on with a question: a follow-up rarely reaches further back."""
KEPT = 30
"""Exchanges kept on screen and in memory for one visitor."""
CONCURRENT = 4
"""Questions answered at once; an answer takes about a second of one core."""
WORKING = '<span class="working">Looking in the documents …</span>'
"""Stands for the answer while it is made; chat.js marks the conversation as busy while it is there."""

NO_SOURCES = "<p>The source of each answer appears here.</p>"
"""Stands where the sources will be."""

EXAMPLES = {
    "Preceptee": ("Can my preceptor be a physio if I'm an OT?", "What are the five principles of preceptorship?"),
    "Preceptor": ("Do preceptors need training?", "What do I gain from being a preceptor?"),
    "Manager": ("Who should be offered preceptorship?", "How do preceptorship and supervision differ?"),
}


@dataclass(frozen=True)
class Exchange:
    """A question and its answer, null while it is made."""

    number: int
    question: str
    answer: Answer | None = None
    nation: str = "Scotland"


Exchanges = tuple[Exchange, ...]


def build_chat(live: "Live", settings: "Settings") -> "gradio.Blocks":
    """The chat around the assistant. Screen state is a tuple of exchanges; everything shown is rendered from it."""
    import gradio as gr

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        state = gr.State((), time_to_live=4 * 3600)  # a working day's half: then a visitor's words leave memory
        gr.Markdown(f"# {TITLE}", elem_id="title")
        gr.Markdown(_statement(settings.contact), elem_id="statement", latex_delimiters=[])
        with gr.Row(elem_id="columns"):
            with gr.Column(scale=3, min_width=300, elem_id="conversation"):
                talk = gr.Chatbot(
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
                with gr.Column(elem_id="suggestions", visible=False) as suggested:
                    gr.Markdown("You could also ask:")
                    suggestions = [gr.Button("", size="sm", visible=False, elem_classes="ask-this") for _ in range(3)]
                with gr.Row(elem_id="ask"):
                    box = gr.Textbox(
                        label="Your question",
                        placeholder="For example: can my preceptor be from another profession?",
                        info="Please leave out names and anything about a patient.",
                        lines=1,
                        max_lines=6,
                        submit_btn="Ask",
                        autofocus=False,
                        elem_id="box",
                    )
                with gr.Column(elem_id="examples") as examples:
                    asked = _examples(gr)
                with gr.Accordion("About you (optional)", open=False, elem_id="reader"):
                    reader = [
                        gr.Dropdown(_choices(values), value=value, label=label, filterable=False, interactive=True)
                        for label, values, value in (
                            ("Role", ROLES, "other"),
                            ("Nation", NATIONS, "Scotland"),
                            ("Profession", PROFESSIONS, "other"),
                        )
                    ]
                clear = gr.Button("Start again", size="sm", variant="secondary", visible=False, elem_id="clear")
            with gr.Column(scale=2, min_width=300, elem_id="sources"):
                gr.Markdown("## Sources", elem_id="sources-title")
                panel = gr.Markdown(NO_SOURCES, elem_id="panel", latex_delimiters=[], container=False)

        shown = [state, talk, panel, box, examples, clear, suggested, *suggestions]
        show = partial(_show, gr=gr)
        event: dict[str, Any] = {
            "outputs": shown,
            "concurrency_limit": CONCURRENT,
            "concurrency_id": "ask",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        respond = _responder(live, show)
        box.submit(respond, [state, box, *reader], **event)
        for button in (*asked, *suggestions):
            button.click(respond, [state, button, *reader], **event)
        clear.click(lambda: show((), None), None, **event)
    blocks.queue(max_size=100, default_concurrency_limit=CONCURRENT, api_open=False)
    return blocks


def chat_theme() -> "gradio.Theme":
    """System fonts, a blue that has at least 4.5:1 contrast with white, and no gradient."""
    import gradio as gr

    blue = gr.themes.Color(
        "#f0f6fc", "#d9e9f7", "#b3d3ef", "#7fb5e3", "#3d8fd1", "#005eb8", "#005eb8", "#004b93", "#003d78", "#00305e",
        "#002347", name="blue",
    )  # fmt: skip
    fonts = [gr.themes.Font(name) for name in ("system-ui", "-apple-system", "Segoe UI", "Arial", "sans-serif")]
    return gr.themes.Base(
        primary_hue=blue, secondary_hue=blue, neutral_hue="slate", text_size="lg", radius_size="sm", font=fonts,
        font_mono=[gr.themes.Font("ui-monospace"), gr.themes.Font("monospace")],
    ).set(
        button_primary_background_fill="#005eb8", button_primary_background_fill_dark="#005eb8",
        button_primary_background_fill_hover="#003d78", button_primary_background_fill_hover_dark="#004b93",
        button_primary_text_color="#ffffff", button_primary_text_color_dark="#ffffff",
        link_text_color="#005eb8", link_text_color_dark="#9ccaf2",
        body_text_color_subdued="*neutral_600", body_text_color_subdued_dark="*neutral_300",
        block_info_text_color="*neutral_600", block_info_text_color_dark="*neutral_300",
        input_placeholder_color="*neutral_600", input_placeholder_color_dark="*neutral_300",
        input_border_color="*neutral_500", input_border_color_dark="*neutral_400",
    )  # fmt: skip


def _statement(contact: str) -> str:
    return (
        "It answers from the documents it holds, for AHPs in Scotland. It is not clinical, legal or employment advice; "
        f"check with your manager, your board's AHP practice education lead or {rendering.escaped(contact)}."
    )


def _choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """What is shown, and the value: only the first letter differs."""
    return [(value[:1].upper() + value[1:], value) for value in values]


def _examples(gr: Any) -> list["gradio.Button"]:
    buttons = []
    for role, questions in EXAMPLES.items():
        gr.Markdown(f"If you are a {role.lower()}:", elem_classes="role")
        with gr.Row(elem_classes="questions"):
            buttons += [gr.Button(q, size="sm", min_width=200, elem_classes="ask-this") for q in questions]
    return buttons


def _responder(live: "Live", show: Callable[..., list[Any]]) -> Callable[..., Iterator[list[Any]]]:
    def respond(past: Exchanges, text: str, role: str, nation: str, profession: str) -> Iterator[list[Any]]:
        """First the question alone, then with its answer."""
        text = text or ""
        number = past[-1].number + 1 if past else 1
        kept = past[-(KEPT - 1) :]
        with live.lease() as opened:
            yield show((*kept, Exchange(number, text)), opened.sections)
            answer = _answer(opened.assistant, past, text, (role, nation, profession))
            home = nation if nation in NATIONS else "Scotland"
            exchanges = (*kept, Exchange(number, text, answer, home))
            yield show(exchanges, opened.sections, typed=text if len(text) > LIMIT else "")

    return respond


def _answer(assistant: "Assistant", past: Exchanges, text: str, reader: tuple[str, str, str]) -> Answer:
    if len(text) > LIMIT:
        sentence = f"The question has {len(text)} characters. Shorten it to {LIMIT} or fewer and ask again."
        return _told(assistant, AnswerStatus.NEEDS_DETAIL, sentence)
    try:
        question = Question(text, history=_history(past), reader=Reader(*reader))
    except PreceptorshipError as error:
        return _told(assistant, AnswerStatus.NEEDS_DETAIL, str(error))
    try:
        return answered(assistant, question)
    except PreceptorshipError as error:
        return _told(assistant, AnswerStatus.FAILED, str(error))


def _history(past: Exchanges) -> tuple[Turn, ...]:
    recent = [e for e in past if e.answer][-REMEMBERED:]
    return tuple(
        turn
        for e in recent
        for turn in (Turn("user", e.question[:LIMIT]), Turn("assistant", e.answer.text if e.answer else ""))
    )


def _told(assistant: "Assistant", status: AnswerStatus, text: str) -> Answer:
    """An answer that the screen gives itself."""
    manifest = assistant.index.manifest
    return Answer(
        id=None, answer_status=status, text=text, statements=(), citations=(), evidence=(), standalone="",
        confidence=0.0, missing=(), routes=(), suggestions=(), notice=None,
        index=IndexRecord(manifest.digest, manifest.built), model=None, seconds=0.0,
    )  # fmt: skip


def _show(past: Exchanges, sections: Sections | None, *, gr: Any, typed: str = "") -> list[Any]:
    """The values of the components `shown`, in order."""
    offered = past[-1].answer.suggestions[:3] if past and past[-1].answer else ()
    buttons = [
        gr.update(value=rendering.printable(offered[at]) if at < len(offered) else "", visible=at < len(offered))
        for at in range(3)
    ]
    return [
        past,
        _messages(past),
        _panel(past, sections) if sections else NO_SOURCES,
        gr.update(value=typed),
        gr.update(visible=not past),
        gr.update(visible=bool(past)),
        gr.update(visible=bool(offered)),
        *buttons,
    ]


def _messages(past: Exchanges) -> list[dict[str, str]]:
    messages = []
    for exchange in past:
        said = rendering.markdown(exchange.answer, exchange.number, exchange.nation) if exchange.answer else WORKING
        messages += [
            {"role": "user", "content": rendering.question(exchange.question, LIMIT)},
            {"role": "assistant", "content": said},
        ]
    return messages


def _panel(past: Exchanges, sections: Sections) -> str:
    """The cards of the last answer, then those of earlier answers folded away, on one line of HTML."""
    done = [exchange for exchange in past if exchange.answer]
    shown = [(e, cards.panel(e.answer, sections, e.number, e.nation)) for e in reversed(done) if e.answer is not None]
    if not shown:
        return NO_SOURCES
    earlier = "".join(
        f"<details><summary>{cards.text(rendering.printable(e.question)[:80])}</summary>{html}</details>"
        for e, html in shown[1:]
        if e.answer and e.answer.citations
    )
    return shown[0][1] + (f"<h3>Earlier answers</h3>{earlier}" if earlier else "")
