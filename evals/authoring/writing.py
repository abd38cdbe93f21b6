"""Writing: a set as a CSV file for programs, or as an Excel workbook that explains itself."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from evals.authoring.csv_files import written
from evals.authoring.headings import CHOICE_WORDS, HEADINGS, HELP_SHEET, SHEET, Heading, shown
from evals.authoring.tables import MOST_ROWS
from evals.authoring.workbooks import escaped
from evals.sample_rows import CHOICES, COLUMNS, EXPECTABLE, SampleError

CHOICES_SHEET = "Choices"
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds: Excel's own limit."""
_LEAD = "One test question a row, in the sheet “Test questions”. Only the first two columns have to be filled."
_DARK, _PALE = "FF1F3A5F", "FFE8EEF5"


def as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The rows as CSV with the header of the contract; nothing in it runs as a formula. rows: cells by column."""
    return written(COLUMNS, ([row.get(column, "") for column in COLUMNS] for row in rows))


def as_xlsx(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The rows as a workbook with plain headings, lists to choose from and a sheet that explains the columns.

    Raises SampleError when a cell is longer than a workbook holds."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    _fill(sheet, rows)
    _explain(book.create_sheet(HELP_SHEET))
    _offer_choices(sheet, book.create_sheet(CHOICES_SHEET))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def empty_template() -> bytes:
    """A workbook with no question yet."""
    return as_xlsx(())


def _fill(sheet: Any, rows: Sequence[Mapping[str, str]]) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "B2"
    for position, heading in enumerate(HEADINGS, 1):
        sheet.column_dimensions[get_column_letter(position)].width = heading.width
        _write_heading(sheet.cell(1, position), heading.text)
    for number, row in enumerate(rows, 2):
        for position, heading in enumerate(HEADINGS, 1):
            _write_cell(sheet.cell(number, position), heading, row.get(heading.column, ""))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADINGS))}{max(len(rows) + 1, 2)}"


def _write_heading(cell: Any, text: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.value = text
    cell.font = Font(bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=_DARK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write_cell(cell: Any, heading: Heading, text: str) -> None:
    """Text stays text, whatever it begins with, also when it is edited later."""
    from openpyxl.styles import Alignment

    content = escaped(shown(heading.column, text))
    if len(content) > LONGEST_CELL:
        raise SampleError(
            f"Row {cell.row}: “{heading.text}” is longer than the {LONGEST_CELL:,} characters that a workbook's cell holds.",
            "Shorten it, or save the set as CSV.",
        )
    cell.value = content
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = content.startswith(("=", "+", "-", "@"))
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _explain(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet["A1"].value = _LEAD
    sheet["A1"].font = Font(bold=True)
    for position, (title, width) in enumerate((("Column", 30), ("Needed?", 10), ("What to write", 90)), 1):
        sheet.column_dimensions["ABC"[position - 1]].width = width
        _write_heading(sheet.cell(3, position), title)
    for number, heading in enumerate(HEADINGS, 4):
        for position, text in enumerate((heading.text, "yes" if heading.is_required else "no", heading.help), 1):
            cell = sheet.cell(number, position, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if heading.is_required:
                cell.fill = PatternFill("solid", fgColor=_PALE)
    sheet.freeze_panes = "A4"


def _offer_choices(sheet: Any, choices_sheet: Any) -> None:
    """A list to choose from in each column that has one; the lists stand in a sheet of their own, as they are long."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = {**CHOICES, "expect": EXPECTABLE}
    for position, heading in enumerate(HEADINGS, 1):
        if heading.column not in lists:
            continue
        words = CHOICE_WORDS.get(heading.column, {})
        offered = [heading.text, *(words.get(value, value) for value in lists[heading.column] if value)]
        at = choices_sheet.max_column + 1 if choices_sheet["A1"].value else 1
        for number, text in enumerate(offered, 1):
            choices_sheet.cell(number, at, text)
        letter = get_column_letter(at)
        validation = DataValidation("list", f"{CHOICES_SHEET}!${letter}$2:${letter}${len(offered)}", allow_blank=True)
        validation.showErrorMessage = heading.column != "expect"  # it may hold several
        validation.error, validation.errorTitle = "Choose one from the list.", heading.text
        letter = get_column_letter(position)
        validation.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
        sheet.add_data_validation(validation)
