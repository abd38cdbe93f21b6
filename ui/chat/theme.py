"""The look of the chat as far as Gradio decides it; `static/chat.css` does the rest."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio


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
