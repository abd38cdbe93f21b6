"""The hub kit: the chat inside the pages of an education hub, and the page that shows how."""
