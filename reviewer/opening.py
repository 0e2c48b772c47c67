"""From batches on disk to a case: read, compare with what is there, and write all of it or nothing.

Used by both doors, the command line and the app. What is compared first is exactly what is written then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from reviewer import __version__
from reviewer.casefile.file import CaseFile, CaseFileError, create_signed
from reviewer.domain.application import Application, Difference, differences
from reviewer.domain.case import Case
from reviewer.domain.committee import Beginning, Committee
from reviewer.domain.events import (
    REPAIRED,
    ApplicationReceived,
    BudgetSet,
    CaseOpened,
    Happening,
    MunicipalitiesImported,
    Problem,
    RowSetAside,
    RowSettled,
    Stage,
    StageSet,
)
from reviewer.domain.said import say
from reviewer.domain.seats import secretariat
from reviewer.domain.slotted import dataclass
from reviewer.intake.batch import Reading, read_batch
from reviewer.intake.committee import CommitteeFile, read_committee
from reviewer.intake.municipalities import read_municipalities
from reviewer.language.speech import Speech
from reviewer.own_key import OwnKey, enrolment_of
from reviewer.shipped import committee_path


class Taking(StrEnum):
    """What happens where some of a batch cannot be read: nothing comes in, or the good rows do and the others are set aside."""

    ALL_OR_NOTHING = "all_or_nothing"
    GOOD_ROWS = "good_rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An application that came in again with other content: what differs from the revision before."""

    id: str
    title: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came in, or would: `written` is False where nothing was, because of the problems or because it was only asked."""

    added: int = 0
    unchanged: int = 0
    revised: int = 0
    set_aside: int = 0
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    written: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import comes to: the answer, and the events that would be written; `refused` where none may be."""

    answer: Imported
    bodies: tuple[Happening, ...]
    refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What a new case is made of; `committee` is a name that comes along or a file's path, `budget` whole kroner, `own` whoever signs."""

    committee: str
    batches: tuple[Path, ...] = ()
    municipalities: Path | None = None
    budget: int | None = None
    title: str = ""
    illustrative: bool = False
    own: OwnKey | None = None


def create_case(path: Path, new: NewCase, at: datetime, speech: Speech, taking: Taking = Taking.ALL_OR_NOTHING) -> Imported:
    """Make a case and take its batches in; where they are refused, no file is made. With a key every event is signed from the first on.

    Raises `CommitteeError` for a committee file that cannot be used, `CaseFileError` for a place that cannot be written.
    """
    source = read_committee(committee_path(new.committee), speech)
    readings = tuple(read_batch(batch, source.committee, speech) for batch in new.batches)
    register, wrong = read_municipalities(new.municipalities, speech) if new.municipalities else (None, ())
    present = _Present(applications={}, aside={}, keys=frozenset())
    plan = _planned(present, readings, taking, (*_problems(readings, speech), *wrong))
    if plan.refused or wrong:
        return Imported(problems=plan.answer.problems, notes=plan.answer.notes)
    opened = _opened(source, new, readings)
    seat = secretariat(source.committee.seats)
    keys = [enrolment_of(new.own, seat)] if new.own else []
    create_signed(path, [opened, *keys, *_settings(new, register, source.committee), *plan.bodies], seat, at, new.own).close()
    return replace(plan.answer, written=True)


def plan_import(case: Case, paths: Iterable[Path], speech: Speech, taking: Taking = Taking.ALL_OR_NOTHING) -> Plan:
    """Return what these batches would change in the case; nothing is written."""
    readings = tuple(read_batch(path, case.committee, speech) for path in paths)
    present = _Present(
        applications={key: dossier.application for key, dossier in case.dossiers.items()},
        aside=_waiting(case.set_aside),
        keys=frozenset(row.key for row in case.set_aside),
    )
    return _planned(present, readings, taking, _problems(readings, speech))


def _waiting(rows: Sequence[RowSetAside]) -> dict[str, str]:
    """Return the rows that an application repairs when it comes in: those whose application no other row names too.

    Where two rows name the same application, one of them may be another application with a wrong id: a person says which.
    """
    named = Counter(row.application for row in rows)
    return {row.application: row.key for row in rows if row.application and named[row.application] == 1}


def write_import(file: CaseFile, plan: Plan, seat: str, at: datetime) -> Imported:
    """Write a plan that is not refused, as one act; return its answer."""
    if plan.refused:
        return plan.answer
    file.append(seat, plan.bodies, at)
    return replace(plan.answer, written=True)


def drop_row(file: CaseFile, key: str, reason: str, seat: str, at: datetime) -> None:
    """Drop a row that was set aside, for a reason that is kept. Raises `CaseFileError` where there is no such row."""
    matching = [row.key for row in file.case(only=()).set_aside if row.key.startswith(key)]
    if len(matching) != 1:
        raise CaseFileError(say("There is no row {key} set aside, or more than one begins so.", key=key))
    file.append(seat, [RowSettled(key=matching[0], reason=reason)], at)


def _opened(source: CommitteeFile, new: NewCase, readings: Sequence[Reading]) -> CaseOpened:
    calls = list(dict.fromkeys(reading.batch.call for reading in readings if reading.batch.call))
    return CaseOpened(
        committee=source.committee,
        committee_hash=source.sha256,
        program=__version__,
        illustrative=new.illustrative,
        title=new.title or " · ".join(calls),
    )


def _settings(new: NewCase, register: MunicipalitiesImported | None, committee: Committee) -> Iterator[Happening]:
    if committee.procedure.begins is not Beginning.RATING:
        yield StageSet(stage=Stage(committee.procedure.begins.value))
    if register is not None:
        yield register
    if new.budget is not None:
        yield BudgetSet(amount=new.budget)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Present:
    """What is in the case before the import; `aside` are the keys of the rows set aside, by the application they name."""

    applications: Mapping[str, Application]
    aside: Mapping[str, str]
    keys: frozenset[str]


def _planned(present: _Present, readings: Sequence[Reading], taking: Taking, problems: tuple[Problem, ...]) -> Plan:
    """Sort what was read into new, changed and known."""
    bodies: list[Happening] = []
    changes: list[Change] = []
    counts = dict.fromkeys(("added", "unchanged", "revised"), 0)
    for application, source in ((one, reading.batch.source) for reading in readings for one in reading.batch.applications):
        before = present.applications.get(application.id)
        kind = "added" if before is None else "unchanged" if before == application else "revised"
        counts[kind] += 1
        if before is not None and kind == "revised":
            changes.append(Change(id=application.id, title=application.title, differences=differences(before, application)))
        if kind != "unchanged":
            bodies.append(ApplicationReceived(application=application.id, content=application, source=source))
            if application.id in present.aside:
                bodies.append(RowSettled(key=present.aside[application.id], reason=REPAIRED))
    notes = tuple(note for reading in readings for note in reading.notes)
    read_none = not any(counts.values()) and not any(reading.set_aside for reading in readings)
    if problems and (taking is Taking.ALL_OR_NOTHING or read_none):
        return Plan(answer=Imported(problems=problems, notes=notes), bodies=(), refused=True)
    aside = [row for reading in readings for row in reading.set_aside if row.key not in present.keys]
    answer = Imported(
        added=counts["added"],
        unchanged=counts["unchanged"],
        revised=counts["revised"],
        set_aside=len(aside),
        problems=problems,
        changes=tuple(changes),
        notes=notes,
    )
    return Plan(answer=answer, bodies=(*bodies, *aside), refused=False)


def _problems(readings: Sequence[Reading], speech: Speech) -> tuple[Problem, ...]:
    """Return all that is wrong in the files, and the applications that stand in two of them: which one holds is not ours to say."""
    found = [problem for reading in readings for problem in reading.problems]
    seen: dict[str, str] = {}
    for reading in readings:
        source = reading.batch.source
        for key in (application.id for application in reading.batch.applications):
            if key in seen:
                expected = speech.text(say("Each application in one file only; this one stands in {file} too.", file=seen[key]))
                found.append(Problem(expected=expected, file=source, application=key, value=key))
        seen |= {application.id: source for application in reading.batch.applications}
    return tuple(found)
