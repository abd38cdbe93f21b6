"""The chat in the browser, made with Gradio."""
