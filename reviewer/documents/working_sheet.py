"""One long sheet with the working: a block an application, a column a year, and a formula in every cell that is computed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from reviewer.documents.sheets import letters
from reviewer.domain.application import Application, Role, Side
from reviewer.domain.economics import Appraisal
from reviewer.domain.economics.lines import on_public_budget
from reviewer.domain.economics.working import WorkingLine, WorkingTable
from reviewer.domain.method import BudgetDivisor, FirstYear, InvestmentDivisor, Method, TaxedOn
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FIRST_YEAR = 5
"""The column of the base year, from 0: before it stand the line, its kind, and whether it is a cost, public and an investment."""

_SIDES = {Side.COST: say("cost"), Side.BENEFIT: say("benefit")}


class Writer(Protocol):
    """What a sheet is written with."""

    speech: Speech
    bold: Format
    heading: Format
    muted: Format
    kroner: Format
    total: Format
    ratio: Format
    factor: Format
    share: Format

    def text(self, page: Worksheet, row: int, column: int, text: Said | str, style: Format | None = None) -> None:
        """Write text as text."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A method, and where its numbers stand: references to the tax rate, and to the years and rates of its steps."""

    method: Method
    places: dict[str, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an application's results stand, as references from other sheets; `ratio` is None where there is no investment.

    The rest are rows and columns counted from 0: of the years and what comes in and out in them, and the first row of the results.
    """

    npv: str
    ratio: str | None
    head: int
    costs: int
    benefits: int
    results: int
    years: tuple[int, int]


class WorkingSheet:
    """Writes block after block."""

    def __init__(self, writer: Writer, page: Worksheet) -> None:
        self.writer = writer
        self.page = page
        self.row = 0
        page.set_column(0, 0, 44)
        page.set_column(1, 4, 12)
        page.set_column(_FIRST_YEAR, _FIRST_YEAR + 40, 14)
        page.freeze_panes(0, 1)

    def block(self, application: Application, appraisal: Appraisal, table: WorkingTable, rules: Rules) -> Placed:
        """Write one application's working, and return where its results stand."""
        self.writer.text(self.page, self.row, 0, f"{application.id}  {application.title}", self.writer.bold)
        block = _Block(self, application, table, rules)
        block.lines()
        block.years()
        found = block.results(appraisal)
        self.row = block.next_row
        return found


class _Block:
    """One application's rows: headings, lines, sums by year, results."""

    def __init__(self, sheet: WorkingSheet, application: Application, table: WorkingTable, rules: Rules) -> None:
        self.writer, self.page = sheet.writer, sheet.page
        self.application, self.table = application, table
        self.method, self.places = rules.method, rules.places
        row = self.head = sheet.row + 1
        self.first_line, self.last_line = row + 1, row + len(table.lines)
        self.rows = {name: self.last_line + at for at, name in enumerate(_YEAR_ROWS, start=1)}
        self.next_row = self.last_line + len(_YEAR_ROWS) + len(_RESULTS) + 3

    def lines(self) -> None:
        """Write the headings and the cash flow's lines: amounts as they count, undiscounted."""
        headings = (say("Line"), say("Kind"), say("Cost (1/0)"), say("Public (1/0)"), say("Investment (1/0)"))
        for column, heading in enumerate(headings):
            self.writer.text(self.page, self.head, column, heading, self.writer.heading)
        for column, year in enumerate(self.table.years, start=_FIRST_YEAR):
            self.page.write_number(self.head, column, year.year, self.writer.heading)
        for row, line in enumerate(self.table.lines, start=self.first_line):
            self._line(row, line)

    def _line(self, row: int, line: WorkingLine) -> None:
        flow = line.flow
        self.writer.text(self.page, row, 0, flow.line)
        self.writer.text(self.page, row, 1, _SIDES[flow.side])
        is_cost = flow.side is Side.COST
        for column, holds in enumerate((is_cost, on_public_budget(flow), is_cost and flow.role is Role.INVESTMENT), start=2):
            self.page.write_number(row, column, int(holds))
        for column, amount in enumerate(line.amounts, start=_FIRST_YEAR):
            self.page.write_number(row, column, float(amount), self.writer.kroner)

    def years(self) -> None:
        """Write the sums, the discounting and the running total, one column a year."""
        for name, row in self.rows.items():
            self.writer.text(self.page, row, 0, _YEAR_ROWS[name])
        styles = dict.fromkeys(self.rows, self.writer.kroner)
        styles |= {"rate": self.writer.share, "factor": self.writer.factor, "cumulated": self.writer.total}
        for at, year in enumerate(self.table.years):
            for name, value in (
                ("costs", year.cost),
                ("benefits", year.benefit),
                ("rate", year.rate),
                ("factor", year.factor),
                ("tax", year.tax_cost),
                ("discounted", year.discounted),
                ("cumulated", year.cumulated),
            ):
                self.page.write_formula(self.rows[name], _FIRST_YEAR + at, f"={self._formula(name, at)}", styles[name], float(value))

    def _formula(self, name: str, at: int) -> str:
        method, places = self.method, self.places
        amounts, costs = self._lines(_FIRST_YEAR + at), self._lines(2)
        match name:
            case "costs":
                return f"SUMPRODUCT({costs},{amounts})"
            case "benefits":
                return f"SUM({amounts})-{self._cell('costs', at)}"
            case "rate":
                return f"LOOKUP({max(0, at - self.table.rates_begin)},{places['from']},{places['rates']})"
            case "factor" if at == 0:
                return "1" if method.first_year is FirstYear.UNDISCOUNTED else f"1/(1+{self._cell('rate', at)})"
            case "factor":
                before = self._cell("rate", at if method.first_year is FirstYear.DISCOUNTED else at - 1)
                return f"{self._cell('factor', at - 1)}/(1+{before})"
            case "tax":
                taxed = f"2*{costs}-1" if method.taxed_on is TaxedOn.NET_EFFECT else costs
                return f"{places['tax']}*SUMPRODUCT({self._lines(3)},{taxed},{amounts})"
            case "discounted":
                benefits, costs, tax, factor = (self._cell(row, at) for row in ("benefits", "costs", "tax", "factor"))
                return f"({benefits}-{costs}-{tax})*{factor}"
            case _:
                here = self._cell("discounted", at)
                return here if at == 0 else f"{self._cell('cumulated', at - 1)}+{here}"

    def results(self, appraisal: Appraisal) -> Placed:
        """Write the results, each a formula over the rows above, and return where NPV and the ratio stand."""
        start = self.rows["cumulated"] + 1
        values = {
            "pv_benefits": appraisal.pv_benefits,
            "pv_costs": appraisal.pv_costs,
            "residual": appraisal.residual_value,
            "tax": appraisal.tax_cost,
            "npv": appraisal.npv,
            "divisor": self._divisor_value(appraisal),
            "ratio": appraisal.npv_per_invested_krone,
            "budget": None,
            "nnb": appraisal.nnb,
            "bcr": appraisal.benefit_cost_ratio,
        }
        cells = {name: f"$B${start + at + 1}" for at, name in enumerate(_RESULTS)}
        for at, (name, title) in enumerate(_RESULTS.items()):
            style = self.writer.ratio if name in {"ratio", "nnb", "bcr"} else self.writer.total if name == "npv" else self.writer.kroner
            self.writer.text(self.page, start + at, 0, title, self.writer.bold if name == "npv" else None)
            value = values[name]
            shown = "" if value is None and name != "budget" else float(value if value is not None else self._budget_value(appraisal))
            self.page.write_formula(start + at, 1, f"={self._result(name, cells)}", style, shown)
        sheet = self.page.get_name().replace("'", "''")
        ratio = f"'{sheet}'!{cells['ratio']}" if appraisal.npv_per_invested_krone is not None else None
        return Placed(
            npv=f"'{sheet}'!{cells['npv']}",
            ratio=ratio,
            head=self.head,
            costs=self.rows["costs"],
            benefits=self.rows["benefits"],
            results=start,
            years=(_FIRST_YEAR, _FIRST_YEAR + len(self.table.years) - 1),
        )

    def _divisor_value(self, appraisal: Appraisal) -> Fraction | None:
        if self.method.investment_divisor is InvestmentDivisor.DISCOUNTED:
            return appraisal.pv_investment
        return None if appraisal.investment is None else Fraction(appraisal.investment)

    def _budget_value(self, appraisal: Appraisal) -> Fraction:
        if appraisal.nnb and appraisal.npv is not None:
            return appraisal.npv / appraisal.nnb
        return appraisal.public_net_cost or Fraction(0)

    def _result(self, name: str, cells: dict[str, str]) -> str:
        kept, method = self.table.kept, self.method
        factors, every = self._years("factor", 0, kept), self._years("factor", 0, len(self.table.years))
        match name:
            case "pv_benefits" | "pv_costs":
                return f"SUMPRODUCT({self._years('benefits' if name == 'pv_benefits' else 'costs', 0, kept)},{factors})"
            case "residual" if kept < len(self.table.years):
                after = (kept, len(self.table.years))
                rows = f"{self._years('benefits', *after)}-{self._years('costs', *after)}"
                return f"SUMPRODUCT({rows},{self._years('factor', *after)})"
            case "residual":
                return "0"
            case "tax":
                return f"SUMPRODUCT({self._years('tax', 0, len(self.table.years))},{every})"
            case "npv":
                return f"{cells['pv_benefits']}-{cells['pv_costs']}+{cells['residual']}-{cells['tax']}"
            case "divisor":
                discounted = method.investment_divisor is InvestmentDivisor.DISCOUNTED
                weight = f"*{factors}" if discounted else ""
                return f"SUMPRODUCT({self._lines(4)}*{self._amounts(kept)}{weight})"
            case "budget":
                signs = f"2*{self._lines(2)}-1" if method.budget_divisor is BudgetDivisor.NET_COST else self._lines(2)
                return f"SUMPRODUCT({self._lines(3)}*({signs})*{self._amounts(len(self.table.years))}*{every})"
            case "ratio":
                return _divided(cells["npv"], cells["divisor"])
            case "nnb":
                return _divided(cells["npv"], cells["budget"])
            case _:
                return _divided(cells["pv_benefits"], cells["pv_costs"])

    def _lines(self, column: int) -> str:
        return f"${letters(column)}${self.first_line + 1}:${letters(column)}${self.last_line + 1}"

    def _amounts(self, years: int) -> str:
        first, last = letters(_FIRST_YEAR), letters(_FIRST_YEAR + years - 1)
        return f"${first}${self.first_line + 1}:${last}${self.last_line + 1}"

    def _years(self, name: str, first: int, last: int) -> str:
        row = self.rows[name] + 1
        return f"${letters(_FIRST_YEAR + first)}${row}:${letters(_FIRST_YEAR + last - 1)}${row}"

    def _cell(self, name: str, at: int) -> str:
        return f"{letters(_FIRST_YEAR + at)}{self.rows[name] + 1}"


_YEAR_ROWS = {
    "costs": say("Costs"),
    "benefits": say("Benefits"),
    "rate": say("Discount rate until the next year"),
    "factor": say("Discount factor"),
    "tax": say("Tax-financing cost"),
    "discounted": say("Net, discounted"),
    "cumulated": say("Cumulated"),
}
_RESULTS = {
    "pv_benefits": say("Present value of benefits"),
    "pv_costs": say("Present value of costs"),
    "residual": say("Residual value"),
    "tax": say("Tax-financing cost"),
    "npv": say("Net present value"),
    "divisor": say("Investment"),
    "ratio": say("Net present value per krone invested"),
    "budget": say("Cost on public budgets"),
    "nnb": say("Net benefit per krone of public budget"),
    "bcr": say("Benefit-cost ratio"),
}


def _divided(value: str, divisor: str) -> str:
    return f'IF({divisor}>0,{value}/{divisor},"")'
