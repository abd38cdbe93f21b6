"""How an answer and its sources are shown: the same words in the chat, the pages and the terminal."""
