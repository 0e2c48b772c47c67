"""The register of municipalities from a spreadsheet: number, name, county, inhabitants, and membership of the scheme.

The headings are those of Statistics Norway's and Kartverket's tables: kommunenr;kommunenavn;fylkesnavn;folketall...;aar, and medlem.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from reviewer.domain.events import MunicipalitiesImported, Municipality, Problem
from reviewer.domain.said import say
from reviewer.intake.column import Column, Holds
from reviewer.intake.records import Record, read_records
from reviewer.intake.tables import UnreadableError, read_tables
from reviewer.intake.text import folded
from reviewer.intake.values import text
from reviewer.language.speech import Speech

INHABITANTS = ("folketal", "innbygg", "population", "inhabitants")
"""How headings over the number of inhabitants begin, folded: `folketall_1jan`, `Folketall 1. januar 2018`."""

COLUMNS = (
    Column(
        key="number",
        nb="Kommunenr",
        nn="Kommunenr",
        en="Municipality number",
        holds=Holds.MUNICIPALITY,
        required=True,
        also=("kommunenummer", "nr"),
        help="",
    ),
    Column(key="name", nb="Kommunenavn", nn="Kommunenamn", en="Municipality", required=True, also=("kommune", "navn", "name"), help=""),
    Column(key="county", nb="Fylkesnavn", nn="Fylkesnamn", en="County", also=("fylke",), help=""),
    Column(key="inhabitants", nb="Folketall", nn="Folketal", en="Inhabitants", holds=Holds.COUNT, help=""),
    Column(key="year", nb="År", nn="År", en="Year", holds=Holds.COUNT, also=("aar", "årstall"), help=""),
    Column(key="member", nb="Medlem", nn="Medlem", en="Member", holds=Holds.YES_NO, also=("medlem av ordningen", "deltar"), help=""),
    Column(key="source", nb="Kilde", nn="Kjelde", en="Source", help=""),
)

DIGITS = say("Write the municipality's four digits, or the county's two, for example 0301.")


def read_municipalities(path: Path, speech: Speech | None = None) -> tuple[MunicipalitiesImported | None, tuple[Problem, ...]]:
    """Return the register, or None with everything that is wrong with the file, worded in `speech` (bokmål)."""
    voice = speech or Speech("nb")
    records, problems = read_records(path, _columns(path), voice)
    times = Counter(record.values.get("number") for record in records)
    for record in records:
        _check(record, times)
    problems += [problem for record in records for problem in record.problems()]
    if not records and not problems:
        problems = [Problem(file=path.name, expected=voice.text(say("Write one municipality a row.")))]
    if problems:
        return None, tuple(problems)
    years = {record.values["year"] for record in records if "year" in record.values}
    source = next((record.values["source"] for record in records if "source" in record.values), path.name)
    register = tuple(_municipality(record) for record in records)
    return MunicipalitiesImported(municipalities=register, source=source, year=years.pop() if len(years) == 1 else None), ()


def _columns(path: Path) -> tuple[Column, ...]:
    """Return the columns, the inhabitants' also under whatever the file calls them; its dates and years vary."""
    try:
        rows = read_tables(path).tables[0].rows[:1]
    except UnreadableError:
        return COLUMNS
    headings = tuple(text(cell) for row in rows for cell in row)
    also = tuple(heading for heading in headings if folded(heading).startswith(INHABITANTS))[:1]
    return tuple(replace(column, also=also) if column.key == "inhabitants" else column for column in COLUMNS)


def _check(record: Record, times: Counter[str | None]) -> None:
    number = record.values.get("number")
    refused = {wrong.path[0] for wrong in record.wrongs}
    if (number is None and "number" not in refused) or (
        number is not None and not (number.isascii() and number.isdigit() and len(number) in {2, 4})
    ):
        record.refuse("number", DIGITS)
    elif number is not None and times[number] > 1:
        record.refuse("number", say("Keep one row for each number; this one stands on more than one."))
    if "name" not in record.values:
        record.refuse("name", say("This is required."))
    if record.values.get("inhabitants", 0) < 0:
        record.refuse("inhabitants", say("Write 0 or a positive number."))


def _municipality(record: Record) -> Municipality:
    return Municipality(
        number=record.values["number"],
        name=record.values["name"],
        county=record.values.get("county", ""),
        inhabitants=record.values.get("inhabitants"),
        member=record.values.get("member"),
    )
