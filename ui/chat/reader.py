"""Who asks: the quiet settings, what an address may set, and the examples for each role."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.questions import PROFESSIONS, ROLES, Reader
from corpus.sources import NATIONS

if TYPE_CHECKING:
    import gradio

EXAMPLES = {
    "preceptee": ("Can my preceptor be a physio if I'm an OT?", "What are the five principles of preceptorship?"),
    "preceptor": ("Do preceptors need training?", "What do I gain from being a preceptor?"),
    "manager": ("Who should be offered preceptorship?", "How do preceptorship and supervision differ?"),
    "educator": ("How long does preceptorship last?", "How is a preceptorship programme evaluated?"),
}
SETTINGS = (("role", ROLES), ("nation", NATIONS), ("profession", PROFESSIONS))
"""The fields of a Reader, with what each may be."""


@dataclass(frozen=True)
class Examples:
    """Example questions, a group for each role."""

    groups: tuple["gradio.Column", ...]
    buttons: tuple["gradio.Button", ...]

    def shown(self, role: str) -> dict[Any, Any]:
        """The groups for a role; all of them when it has none of its own."""
        import gradio as gr

        return {
            group: gr.update(visible=role == own or role not in EXAMPLES)
            for group, own in zip(self.groups, EXAMPLES, strict=True)
        }


def examples() -> Examples:
    """The components, where they are called for."""
    import gradio as gr

    groups, buttons = [], []
    for role, questions in EXAMPLES.items():
        with gr.Column(elem_classes="examples-of") as group:
            gr.Markdown(f"If you are {'an' if role[0] in 'aeiou' else 'a'} {role}:", elem_classes="role")
            with gr.Row(elem_classes="questions"):
                buttons += [gr.Button(q, size="sm", min_width=200, elem_classes="ask-this") for q in questions]
        groups.append(group)
    return Examples(tuple(groups), tuple(buttons))


def settings() -> list["gradio.Dropdown"]:
    """Role, nation and profession, folded away."""
    import gradio as gr

    usual = Reader()
    with gr.Accordion("About you (optional)", open=False, elem_id="reader"):
        return [
            gr.Dropdown(
                [(value[:1].upper() + value[1:], value) for value in values],
                value=getattr(usual, name),
                label=name.capitalize(),
                filterable=False,
                interactive=True,
            )
            for name, values in SETTINGS
        ]


def reader_from(query: Mapping[str, str]) -> Reader:
    """The reader that an address names (`?role=preceptor&nation=England`); what is not known is as usual."""
    return Reader(**{name: query[name] for name, values in SETTINGS if query.get(name) in values})
