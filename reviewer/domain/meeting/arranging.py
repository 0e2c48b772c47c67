"""Putting a meeting's cases in order: what is written when somebody chooses one, or moves a case by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reviewer.domain.assessment import Assessment
from reviewer.domain.case import Case, Dossier
from reviewer.domain.events import Happening
from reviewer.domain.meeting.acts import ItemPlaced, MatterPlaced, Triage, TriageSet
from reviewer.domain.meeting.agenda import Plan, introduced, placed, told_by_order, triage
from reviewer.domain.meeting.sitting import Item, Meeting, meetings
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome

Row = Item | MatterPlaced
"""What stands on one line of an agenda: a case, or a matter that is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """The agenda in a new order: the cases `items`, and all that is written (`bodies`).

    `told` are the seats that could read from the order how a case stands that they are recused from.
    """

    items: tuple[ItemPlaced, ...]
    bodies: tuple[Happening, ...]
    told: tuple[str, ...]


def unsettled(case: Case, met: Meeting) -> tuple[str, ...]:
    """Return the applications that no meeting has settled, and that stand on no other meeting's agenda that is still open."""
    elsewhere = {item.application for one in meetings(case) if one.id != met.id and one.locked is None for item in one.items}
    here = {item.application for item in met.items}
    return tuple(key for key, dossier in case.dossiers.items() if key in here or (key not in elsewhere and _waits(dossier)))


def _waits(dossier: Dossier) -> bool:
    settled = dossier.decision is not None and dossier.decision.outcome is not Outcome.POSTPONED
    return not settled and dossier.declined is None


def numbers_given(case: Case) -> tuple[str, ...]:
    """Return every number that is given in the case: of cases, and of matters that are none."""
    return tuple(number for met in meetings(case) for number in met.numbers)


def arranged(assessment: Assessment, met: Meeting, keys: Sequence[str], plan: Plan, reserved: Iterable[str]) -> Arrangement:
    """Return these cases in the plan's order; others that are not decided come off.

    Introducers and minutes that a case has already stay where the plan says nothing of them. `reserved` are all numbers that are given.
    """
    given = {item.application: item.number for item in met.items}
    quiet = undiscussed(met, plan.triage)
    found = (_as_it_was(one, met, plan) for one in placed(assessment, keys, plan, given, reserved))
    items = tuple(replace(one, minutes=None) if one.application in quiet else one for one in found)
    if plan.introducers:
        items = introduced(assessment, met, items, plan.introducers)
    return Arrangement(items=items, bodies=(*items, *_taken_off(met, keys), *plan.triage), told=told_by_order(assessment, keys, plan))


def undiscussed(met: Meeting, triage: Iterable[TriageSet] = ()) -> frozenset[str]:
    """Return which cases nobody has asked to discuss and that are discussed only then, with these acts done too."""
    set_so = {item.application: item.triage for item in met.items} | {one.application: one.triage for one in triage}
    wanted = {item.application for item in met.items if item.asked}
    return frozenset(key for key, found in set_so.items() if found is Triage.UNLESS_ASKED) - wanted


def _as_it_was(one: ItemPlaced, met: Meeting, plan: Plan) -> ItemPlaced:
    item = met.item(one.application)
    if item is None:
        return one
    return replace(one, introducers=item.introducers, minutes=one.minutes if plan.minutes is not None else item.minutes)


def _taken_off(met: Meeting, keys: Sequence[str]) -> tuple[ItemPlaced, ...]:
    left = (item for item in met.items if item.application not in keys and item.decided is None)
    return tuple(replace(as_placed(met, item), position=None) for item in left)


def triaged(assessment: Assessment, met: Meeting, keys: Iterable[str]) -> tuple[TriageSet, ...]:
    """Return which cases are triaged otherwise than they are now: those that the ratings leave clearly below the line."""
    now = {item.application: item.triage for item in met.items}
    return tuple(one for one in triage(assessment, keys) if one.triage is not now.get(one.application))


def as_placed(met: Meeting, item: Item) -> ItemPlaced:
    """Return the act by which the case stands on the agenda as it does."""
    return ItemPlaced(
        application=item.application,
        meeting=met.id,
        number=item.number,
        position=item.position,
        minutes=item.minutes,
        introducers=item.introducers,
    )


def rows_of(met: Meeting) -> tuple[Row, ...]:
    """Return the whole agenda in its order; a matter stands before a case of the same position."""
    return tuple(sorted((*met.matters, *met.items), key=lambda row: (row.position or 0, isinstance(row, Item))))


def moved(met: Meeting, row: int, step: int) -> tuple[ItemPlaced | MatterPlaced, ...]:
    """Return what is written to move this line of the agenda so many lines on (negative: back); nothing where that is past its end."""
    rows = list(rows_of(met))
    if not 0 <= row + step < len(rows):
        return ()
    positions = sorted(one.position or 0 for one in rows)
    if len(set(positions)) < len(positions):
        positions = list(range(1, len(rows) + 1))
    rows.insert(row + step, rows.pop(row))
    return tuple(_at(met, one, position) for one, position in zip(rows, positions, strict=True) if one.position != position)


def _at(met: Meeting, row: Row, position: int) -> ItemPlaced | MatterPlaced:
    return replace(as_placed(met, row) if isinstance(row, Item) else row, position=position)
