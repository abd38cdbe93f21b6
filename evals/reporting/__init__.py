"""A run as something to read: a terminal, a page, Markdown, JUnit XML, a spreadsheet."""
