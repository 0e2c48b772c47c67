"""Make the batches and cases that are measured: the illustrative round over and over, each application with its own number and amounts.

    python -m tests.benchmarks.generate FOLDER --rows 10000

The same call makes the same content, but for the random id that every case has.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from xlsxwriter import Workbook

from reviewer.casefile.file import CaseFile, open_case
from reviewer.domain.application import Application, Flow
from reviewer.domain.committee import Committee
from reviewer.domain.events import ApplicationReceived, Rated, RatingState
from reviewer.domain.seats import secretariat
from reviewer.intake.batch import read_batch
from reviewer.intake.columns import APPLICATION_COLUMNS, EFFECT_COLUMNS, FLOW_COLUMNS, extra_columns
from reviewer.intake.committee import read_committee
from reviewer.intake.sheet_titles import APPLICATIONS, EFFECTS, FLOWS
from reviewer.language.speech import Speech
from reviewer.opening import NewCase, create_case
from reviewer.shipped import committee_path, shipped
from tests.intake.writing import as_json, as_norwegian_csv, cell_of, value_at

COMMITTEE = "kommit-radet"
MEMBER = "bergen"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BUDGET = 2_000_000_000
AT_ONCE = 10_000
"""How many applications one act receives; more of them come in several acts."""

RATED_IN_LARGE = 200
"""So many applications has the member rated in a case that is only looked at."""


def committee() -> Committee:
    """Return the committee that the cases are opened with."""
    return read_committee(committee_path(COMMITTEE), Speech()).committee


def applications(count: int) -> Iterator[Application]:
    """Yield so many applications, ids `2018-000001` and on."""
    round_of_ours = read_batch(shipped("fixtures") / "digifin-illustrativ.toml", committee(), Speech()).batch.applications
    for number in range(count):
        yield _copy(round_of_ours[number % len(round_of_ours)], number)


def _copy(model: Application, number: int) -> Application:
    """Return the model with amounts of its own, so that hardly any two are worth the same."""
    step = number % 997
    return replace(
        model,
        id=f"2018-{number + 1:06}",
        title=f"{model.title} {number + 1}",
        amount_applied=None if model.amount_applied is None else model.amount_applied + 1000 * step,
        flows=tuple(_dearer(flow, step * (place + 1) % 997) for place, flow in enumerate(model.flows)),
    )


def _dearer(flow: Flow, step: int) -> Flow:
    """Return the line with its amounts so many thousandths larger."""
    return replace(flow, amounts={year: amount + amount * step // 1000 for year, amount in flow.amounts.items()})


@dataclass(frozen=True, slots=True)
class Batches:
    """The same applications in three formats."""

    xlsx: Path
    csv: Path
    json: Path


def batches_in(folder: Path) -> Batches:
    """Return where the batches of this folder are."""
    return Batches(folder / "batch.xlsx", folder / "batch.csv", folder / "batch.json")


def write_batches(folder: Path, count: int) -> Batches:
    """Write the batches; the workbook has its cash flow and effects, the CSV only what stands on one row."""
    found, rules, paths = tuple(applications(count)), committee(), batches_in(folder)
    write_workbook(paths.xlsx, found, rules)
    paths.csv.write_bytes(as_norwegian_csv(found, rules))
    paths.json.write_bytes(as_json(found))
    return paths


def write_workbook(path: Path, found: Sequence[Application], rules: Committee) -> None:
    """Write the applications under the headings of the fill-in workbook."""
    columns = (*APPLICATION_COLUMNS, *extra_columns(rules))
    years = sorted({year for application in found for flow in application.flows for year in flow.amounts})
    with Workbook(path, {"constant_memory": True, "strings_to_urls": False, "default_date_format": "dd.mm.yyyy"}) as book:
        rows: Iterable[Sequence[object]] = ([value_at(one, column.key) for column in columns] for one in found)
        _write_sheet(book, APPLICATIONS.nb, [column.nb for column in columns], rows)
        rows = (
            [one.id, *(getattr(flow, column.key) for column in FLOW_COLUMNS[1:]), *(flow.amounts.get(year) for year in years)]
            for one in found
            for flow in one.flows
        )
        _write_sheet(book, FLOWS.nb, [*(column.nb for column in FLOW_COLUMNS), *years], rows)
        rows = ([one.id, *(getattr(effect, column.key) for column in EFFECT_COLUMNS[1:])] for one in found for effect in one.effects)
        _write_sheet(book, EFFECTS.nb, [column.nb for column in EFFECT_COLUMNS], rows)


def _write_sheet(book: Workbook, title: str, headings: Sequence[object], rows: Iterable[Sequence[object]]) -> None:
    sheet = book.add_worksheet(title)
    sheet.write_row(0, 0, headings)
    for number, row in enumerate(rows, start=1):
        for index, value in enumerate(map(cell_of, row)):
            if value not in {None, ""}:
                sheet.write(number, index, value)


def write_empty_case(path: Path) -> None:
    """Write a case without applications, with the register of municipalities."""
    register = shipped("fixtures") / "kommuner-2018-illustrativ-medlemskap.csv"
    new = NewCase(committee=COMMITTEE, municipalities=register, budget=BUDGET, title="2018", illustrative=True)
    create_case(path, new, NOON, Speech())


def write_case(path: Path, count: int, rated: int) -> None:
    """Write a case of so many applications; a member has rated the first `rated` of them in every criterion."""
    write_empty_case(path)
    file = open_case(path)
    try:
        coming = applications(count)
        while some := list(islice(coming, AT_ONCE)):
            bodies = [ApplicationReceived(application=one.id, content=one, source="batch.json") for one in some]
            file.append(secretariat(committee().seats), bodies, NOON)
        _rate(file, rated)
    finally:
        file.close()


def _rate(file: CaseFile, rated: int) -> None:
    """Rate in acts of a hundred applications, as a person with a spreadsheet would hand them in."""
    rules = committee()
    for first in range(0, rated, 100):
        numbers = range(first, min(first + 100, rated))
        bodies = [
            Rated(
                application=f"2018-{number + 1:06}",
                seat=MEMBER,
                criterion=criterion.id,
                state=RatingState.SCORED,
                score=criterion.scale[number // len(criterion.scale) ** place % len(criterion.scale)].value,
            )
            for number in numbers
            for place, criterion in enumerate(rules.criteria)
        ]
        file.append(MEMBER, bodies, NOON + timedelta(minutes=first))


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a measurement by their number of applications, and what is done with them."""

    empty: Path
    judged: Path
    rated: Path
    shown: Mapping[int, Path]


def sizes(rows: int) -> tuple[int, int, int]:
    """Return how many applications the cases have that the app is opened on."""
    return (100, rows, 10 * rows)


def cases_in(folder: Path, rows: int) -> Cases:
    """Return where the cases of this folder are."""
    shown = {count: folder / f"shown-{count}.sak" for count in sizes(rows)}
    return Cases(folder / "empty.sak", folder / "judged.sak", folder / "rated.sak", shown)


def write_cases(folder: Path, rows: int) -> Cases:
    """Write all of them."""
    cases = cases_in(folder, rows)
    write_empty_case(cases.empty)
    write_case(cases.judged, rows, rated=0)
    write_case(cases.rated, rows, rated=rows)
    for count, path in cases.shown.items():
        write_case(path, count, rated=min(count, RATED_IN_LARGE))
    return cases


def main() -> None:
    """Make everything that is measured."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--rows", type=int, default=10_000)
    call = reader.parse_args()
    call.folder.mkdir(parents=True, exist_ok=True)
    write_batches(call.folder, call.rows)
    write_cases(call.folder, call.rows)


if __name__ == "__main__":
    main()
