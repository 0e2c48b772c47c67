"""A sheet as this program fills it: cells by their row and column, and formulas of functions that every version of Excel has."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

_ROWS = 16


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet that leaves out what no cell here asks for; the file is the same.

    XlsxWriter looks for thirty functions of later versions in each formula, for a cell's name such as «B7» in each call, and in each
    attribute for signs to be escaped: that was half of its time.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - XlsxWriter's
        """Return the formula as the file holds it: without the sign that begins it in a cell."""
        return formula.removeprefix("=")

    def write_string(self, *cell: Any) -> int:
        """Write a text: row, column, text and format."""
        return self._write_string(*cell)  # type: ignore[no-any-return]

    def write_number(self, *cell: Any) -> int:
        """Write a number: row, column, number and format."""
        return self._write_number(*cell)  # type: ignore[no-any-return]

    def write_formula(self, row: int, column: int, formula: str, style: Any = None, shown: float | str = 0) -> None:
        """Write a formula, and what it shows before it is calculated anew."""
        self._check_dimensions(row, column)
        self.table[row][column] = CellFormulaTuple(self._prepare_formula(formula), style, shown)

    def _calculate_spans(self) -> None:
        """Note from which to which column each sixteen rows reach."""
        reached: dict[int, set[int]] = {}
        for row, cells in self.table.items():
            reached.setdefault(row // _ROWS, set()).update(cells)
        self.row_spans = {block: f"{min(columns) + 1}:{max(columns) + 1}" for block, columns in reached.items() if columns}

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write a number, a text or a formula that shows a number into the file; no row or column here has a format of its own."""
        match type(cell).__name__:
            case "Number":
                shown = f"><v>{cell.number:.16G}</v>"
            case "String":
                shown = f' t="s"><v>{cell.string}</v>'
            case "Formula" if isinstance(cell.value, float):
                shown = f"><f>{escape(cell.formula)}</f><v>{cell.value}</v>"
            case _:
                super()._write_cell(row, col, cell)
                return
        style = f' s="{cell.format._get_xf_index()}"' if cell.format else ""  # noqa: SLF001 - XlsxWriter has no other way to it
        self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}"{style}{shown}</c>')
