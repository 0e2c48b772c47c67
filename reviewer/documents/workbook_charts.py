"""The workbook's own charts: they follow its figures, and each says in words what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reviewer.documents.budget_sheet import APPLIED, RECOMMENDED, TITLE, Sums
from reviewer.documents.plain import printable
from reviewer.documents.ranking_sheet import RankingSheet
from reviewer.documents.ratings_sheet import FIRST, HEAD
from reviewer.documents.sheets import ACCENT, INK, LONGEST_CELL, TINT, Entry, Sheets, letters, quoted
from reviewer.documents.working_sheet import Placed
from reviewer.domain.assessment import Assessment
from reviewer.domain.proposal.charts import flow_chart
from reviewer.domain.proposal.order import VALUE_NAMES
from reviewer.domain.proposal.places_chart import CAPTION, order_alt, places_alt
from reviewer.domain.proposal.reading import last_awarded
from reviewer.domain.ranking.uncertainty import Uncertainty
from reviewer.domain.said import Said, say

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

MOST_BARS = 60
"""So many bars can be told apart in a chart that is read on a screen."""
MOST_FLOWS = 200
"""So many applications have a chart of their cash flow; a workbook with thousands of charts does not open."""
_BAR, _EDGES, _COLUMN, _ROW = 22, 110, 26, 20
"""Pixels a bar, above and below all of them, an application across the chart of the places, and a row of the sheet."""
_ABOVE = {"fill": {"color": ACCENT}, "border": {"color": ACCENT}}
_BELOW = {"fill": {"color": TINT}, "border": {"color": ACCENT}}


class Charts:
    """Draws charts into the sheets of one workbook."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets

    def order(self, sheet: RankingSheet, assessment: Assessment, listed: Sequence[Entry]) -> None:
        """Draw the scores below the list; those within the frame are darker, and the title says so."""
        shown = [entry for entry in listed if entry.judged.score.value is not None][:MOST_BARS]
        if not shown or shown != list(listed[: len(shown)]):
            return
        last = last_awarded(assessment, [entry.judged for entry in listed])
        below_zero = any((entry.judged.score.value or 0) < 0 for entry in shown)
        chart = self._chart("bar", say("The score in the order of the places. The dark bars are within the budget."), below_zero=below_zero)
        name, end = sheet.page.get_name(), FIRST + len(shown) - 1
        chart.add_series(
            {
                "name": [name, HEAD, sheet.score],
                "categories": [name, FIRST, 3, end, 3],
                "values": [name, FIRST, sheet.score, end, sheet.score],
                "points": [_ABOVE if at <= last else _BELOW for at in range(len(shown))],
                "data_labels": {"value": True, "num_format": "0.00"},
                "gap": 40,
            }
        )
        chart.set_legend({"none": True})
        valued = [(entry.judged, entry.judged.score.value) for entry in shown if entry.judged.score.value is not None]
        line = listed[last].judged if 0 <= last < len(listed) else None
        alt = order_alt(say("Score"), valued, line)
        self._put(sheet.page, (FIRST + len(listed) + 1, 2), chart, alt, (980, _EDGES + _BAR * len(shown)))

    def places(self, sheet: RankingSheet, assessment: Assessment, listed: Sequence[Entry], certain: Uncertainty | None) -> None:
        """Draw the places below the scores: each with how far it may lie, and the line where the money ends."""
        shown = [entry for entry in listed if entry.place.rank is not None][:MOST_BARS]
        if not shown or shown != list(listed[: len(shown)]):
            return
        chart = self._chart("line", CAPTION)
        name, rows = sheet.page.get_name(), (FIRST, FIRST + len(shown) - 1)
        reach = {"y_error_bars": _reach(name, sheet.reach, rows)} if certain is not None else {}
        point = {"type": "circle", "size": 7, **_ABOVE}
        chart.add_series({**_column(name, 1, rows), "line": {"none": True}, "marker": point, **reach})
        if assessment.case.budget is not None:
            chart.add_series({**_column(name, sheet.reach + 2, rows), "line": {"color": ACCENT, "width": 1.5, "dash_type": "dash"}})
        place, key = self._words(say("Place")), self._words(say("ID"))
        ends = [entry.place.rank or 0 for entry in shown] + [worst for _, worst in certain.intervals.values()] if certain else []
        deepest = max(ends, default=0) or len(shown)
        chart.set_y_axis(
            {"reverse": True, "min": 0, "max": deepest + 1, "major_gridlines": {"visible": False}, "num_format": "0", "name": place}
        )
        chart.set_x_axis({"label_position": "high", "interval_unit": 1, "num_font": {"size": 8, "rotation": -60}, "name": key})
        chart.set_legend({"position": "top"})
        below = FIRST + len(listed) + 3 + (_EDGES + _BAR * len(shown)) // _ROW
        alt = places_alt(assessment, [entry.judged for entry in listed], certain, VALUE_NAMES[assessment.case.committee.ranking.method])
        self._put(sheet.page, (below, 2), chart, alt, (max(640, 160 + _COLUMN * len(shown)), 420))

    def money(self, page: Worksheet, sums: Sums, caption: Said, alt: Said) -> None:
        """Draw applied for and recommended beside the table of sums."""
        name, count = page.get_name(), min(sums.count, MOST_BARS)
        chart = self._chart("bar", caption)
        for column, look in ((APPLIED, _BELOW), (RECOMMENDED, _ABOVE)):
            chart.add_series(
                {
                    "name": [name, sums.row, column],
                    "categories": [name, sums.row + 1, TITLE, sums.row + count, TITLE],
                    "values": [name, sums.row + 1, column, sums.row + count, column],
                    "gap": 40,
                    **look,
                }
            )
        chart.set_legend({"position": "top"})
        self._put(page, (sums.row, RECOMMENDED + 2), chart, alt, (760, _EDGES + 2 * _BAR * count))

    def flow(self, page: Worksheet, entry: Entry, placed: Placed) -> None:
        """Draw the cash flow by year beside an application's results."""
        told = flow_chart(entry.judged.appraisal.by_year)
        if told is None:
            return
        chart = self._chart("column", say("Cash flow by year, undiscounted (NOK)"))
        name = page.get_name()
        first, last = placed.years
        for row, look in ((placed.costs, _BELOW), (placed.benefits, _ABOVE)):
            chart.add_series(
                {
                    "name": [name, row, 0],
                    "categories": [name, placed.head, first, placed.head, last],
                    "values": [name, row, first, row, last],
                }
                | look
            )
        chart.set_legend({"position": "top"})
        self._put(page, (placed.results, 3), chart, told.alt, (720, 196))

    def _chart(self, kind: str, title: Said, *, below_zero: bool = False) -> Chart:
        chart: Chart = self.sheets.book.add_chart({"type": kind})
        self._titled(chart, title)
        if kind == "bar":
            chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
            chart.set_x_axis(
                {"major_gridlines": {"visible": False}, "num_format": "#,##0", "label_position": "high"}
                | ({} if below_zero else {"min": 0})
            )
        else:
            chart.set_y_axis({"num_format": "#,##0", "num_font": {"size": 8}})
            chart.set_x_axis({"num_font": {"size": 8}})
        return chart

    def _words(self, said: Said) -> str:
        return printable(self.sheets.speech.text(said)).replace("\n", " ")[:255]

    def _titled(self, chart: Chart, title: Said) -> None:
        chart.set_title({"name": self._words(title), "name_font": {"size": 11}, "overlay": False})

    def _put(self, page: Worksheet, at: tuple[int, int], chart: Any, alt: Said, size: tuple[int, int]) -> None:
        chart.set_size({"width": size[0], "height": size[1]})
        words = printable(self.sheets.speech.text(alt))[:LONGEST_CELL]
        page.insert_chart(*at, chart, {"description": words, "object_position": 2})


def _column(name: str, column: int, rows: tuple[int, int]) -> dict[str, Any]:
    """Return a series of one column of the list, by the applications' ids, which are short."""
    first, last = rows
    return {"name": [name, HEAD, column], "categories": [name, first, 2, last, 2], "values": [name, first, column, last, column]}


def _reach(name: str, column: int, rows: tuple[int, int]) -> dict[str, Any]:
    """Return the lines to either side of the places, from the columns of how many places up and down they go."""
    first, last = rows
    up, down = (f"={quoted(name)}!${letters(at)}${first + 1}:${letters(at)}${last + 1}" for at in (column, column + 1))
    return {"type": "custom", "plus_values": down, "minus_values": up, "line": {"color": INK, "width": 1.25}}
