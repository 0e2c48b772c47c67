"""Minutes kept on paper, taken into a case as one act or not at all: each thing in them weighed as if it were done in the room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from reviewer.casefile.file import CaseFile
from reviewer.domain.case import Case
from reviewer.domain.events import Happening, InterestDeclared, Problem, Stage, StageSet
from reviewer.domain.meeting.acts import MEETING_ACTS, Decided, MotionKind, RecusalDecided
from reviewer.domain.meeting.ahead import held_ahead
from reviewer.domain.meeting.minutes import Minutes, minutes
from reviewer.domain.meeting.paper.record import Record
from reviewer.domain.meeting.paper.reheard import reheard
from reviewer.domain.meeting.paper.restaged import Step, meeting_id, restaged
from reviewer.domain.meeting.sitting import meetings
from reviewer.domain.registers import IN_TURN
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.intake.expectation import Wrong
from reviewer.intake.minutes import read_minutes
from reviewer.language.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a file: what is wrong with it, or the acts that it made and the minutes as they stand with them.

    `steps` is empty where the case holds just these minutes already.
    """

    problems: tuple[Problem, ...] = ()
    steps: tuple[Step, ...] = ()
    kept: Minutes | None = None
    case: Case | None = None


def hear_minutes(file: CaseFile, seat: str, path: Path, at: datetime, speech: Speech) -> Taken:
    """Read the minutes and try them on the case; nothing is written."""
    case = file.case()
    found = read_minutes(path, case.committee, frozenset(case.dossiers), speech)
    if found.record is None:
        return Taken(problems=found.problems)
    if said := held_ahead(found.record, at.astimezone().date()):
        wrong = Wrong(("meeting", "date"), found.record.meeting.date.isoformat(), said)
        return Taken(problems=(found.problem(wrong, None, speech),))
    key, steps = meeting_id(found.record), _steps(found.record, case)
    if _all_done(case, steps):
        return Taken(kept=minutes(case, key), case=case)
    events, sealed = file.in_force()
    heard = reheard(events, seat, steps, at, sealed)
    if heard.refused:
        refused = ((step, _with_the_key(found.record, step, said)) for step, said in heard.refused)
        wrongs = {Wrong(step.place, None, said): getattr(step.body, "application", "") for step, said in refused}
        return Taken(problems=tuple(found.problem(wrong, application or None, speech) for wrong, application in wrongs.items()))
    return Taken(steps=heard.steps, kept=minutes(heard.case, key), case=heard.case)


def _with_the_key(record: Record, step: Step, said: Said) -> Said:
    """Return why a decision is refused, with how the file says what was decided where an amendment may have changed it."""
    if not isinstance(step.body, Decided):
        return said
    item = next((one for one in record.items if one.application == getattr(step.body, "application", "")), None)
    if item is None or item.decision is not None or not any(one.kind is MotionKind.AMENDMENT for one in item.motions):
        return said
    shape = 'decision = { outcome = "…", amount = …, conditions = [] }'
    return say("{why} What was decided with an amendment is written so: {shape}", why=said, shape=shape)


def _all_done(case: Case, steps: tuple[Step, ...]) -> bool:
    """Whether the case holds every one of these acts already; who decided on an interest may be more than the record says."""
    events = (*case.meeting_history, *(event for dossier in case.dossiers.values() for event in dossier.history))
    done = {_plain(event.body) for event in events if isinstance(event.body, MEETING_ACTS)}
    return all(_plain(step.body) in done for step in steps if isinstance(step.body, (*MEETING_ACTS, StageSet)))


def _plain(body: Happening) -> Happening:
    return replace(body, decided_by=()) if isinstance(body, RecusalDecided) else body


def write_minutes(file: CaseFile, seat: str, heard: Taken, at: datetime) -> Taken:
    """Write what was heard as one act of this seat. Raises `Refused` where the seat may not; then nothing is written."""
    if heard.kept is None or not heard.steps:
        return heard
    file.append(seat, [step.body for step in heard.steps], at, IN_TURN)
    case = file.case()
    return replace(heard, kept=minutes(case, heard.kept.meeting.id), case=case)


def _steps(record: Record, case: Case) -> tuple[Step, ...]:
    """Return the acts; that the round has come to its meeting goes before them where it has not been said."""
    used = tuple(number for met in meetings(case) if met.id != meeting_id(record) for number in met.numbers)
    acted = restaged(record, case.committee, used, {key: dossier.recused() for key, dossier in case.dossiers.items()})
    steps = tuple(_not_said_before(acted, case))
    order = list(Stage)
    if order.index(case.stage) < order.index(Stage.MEETING):
        return (Step(("meeting",), StageSet(stage=Stage.MEETING)), *steps)
    return steps


def _not_said_before(steps: Iterable[Step], case: Case) -> Iterator[Step]:
    """Yield the steps without what a seat had declared in the case just so already, before anything else it said in the record."""
    spoken: set[tuple[str, str]] = set()
    for step in steps:
        if isinstance(step.body, InterestDeclared):
            key, seat = step.body.application, step.body.declarer
            known = case.dossiers[key].interests.get(seat) if (key, seat) not in spoken else None
            spoken.add((key, seat))
            if known == step.body:
                continue
        yield step
