"""Authoring: test questions written in a spreadsheet or a form, read, written and checked in plain words."""
