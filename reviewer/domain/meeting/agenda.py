"""The agenda: in which order the cases come up, under which numbers, who introduces them and which are discussed only if asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from math import floor

from reviewer.domain.assessment import Assessment, setting
from reviewer.domain.committee import Committee, FieldKind
from reviewer.domain.events import Interest
from reviewer.domain.funding import rows_above_line
from reviewer.domain.meeting.acts import MOST_INTRODUCERS, DiscussionAsked, ItemPlaced, Triage, TriageSet
from reviewer.domain.meeting.comings import Away, fewest_moves
from reviewer.domain.meeting.recusals import pointed_at
from reviewer.domain.meeting.sitting import Meeting, meeting
from reviewer.domain.meeting.timetable import planned, window_of
from reviewer.domain.overview import by_disagreement, overview
from reviewer.domain.ranking.uncertainty import uncertainty
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.thresholds import order_without_ratings

_NUMBER = re.compile(r"(\d+)/(\d\d)", re.ASCII)


class Order(StrEnum):
    """What the cases are ordered by; `line` is how near the budget line, `recusals` the fewest people going in and out.

    `bands` takes the highest whole step of the members' median scores first, and within each step the places.
    `attendance` takes first what is introduced by somebody who leaves early, and last what is by somebody who comes late; where the plan
    has the introducers chosen anew, it goes by the places, and they are chosen among those who are there.
    """

    PLACE = "place"
    LINE = "line"
    DISAGREEMENT = "disagreement"
    BANDS = "bands"
    THEME = "theme"
    RECUSALS = "recusals"
    ATTENDANCE = "attendance"
    RECEIVED = "received"


ORDERS: Mapping[Order, Said] = {
    Order.PLACE: say("by preliminary place"),
    Order.LINE: say("nearest the budget line first"),
    Order.DISAGREEMENT: say("greatest disagreement first"),
    Order.BANDS: say("grouped by median, the highest first"),
    Order.THEME: say("by theme"),
    Order.RECUSALS: say("so that the fewest people go in and out"),
    Order.ATTENDANCE: say("while those who introduce are there"),
    Order.RECEIVED: say("as the applications came in"),
}
_NOT_OPENED = say("The agenda cannot follow the ratings before they are opened: the order would tell them.")
_BY_RATINGS = frozenset({Order.PLACE, Order.LINE, Order.DISAGREEMENT, Order.BANDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked of an agenda.

    `year` is the meeting's, as printed in the numbers. `first_number` numbers all cases anew from there on; None keeps the numbers that
    cases have in this meeting already and goes on after the highest. `minutes` are planned for each case that is discussed. `field`
    names the committee's own field that holds the theme; empty: its first field with fixed choices. `triage` is done in the same act: what
    is discussed only if somebody asks has no minutes set aside.
    """

    meeting: str
    year: int
    order: Order = Order.PLACE
    first_number: int | None = None
    minutes: int | None = None
    introducers: int = 0
    field: str = ""
    triage: tuple[TriageSet, ...] = ()


def order_refused(assessment: Assessment, plan: Plan) -> Said | None:
    """Return why the cases cannot be put in this order, or None where they can."""
    committee = assessment.case.committee
    if plan.order is Order.THEME and theme_field(committee, plan.field) is None:
        names = Listed(tuple(one.id for one in committee.fields)) if committee.fields else "–"
        return say("The committee has no such field to order by. Its own fields are: {names}.", names=names)
    if plan.order in _BY_RATINGS and not assessment.case.stage.ratings_open and not order_without_ratings(committee):
        return _NOT_OPENED
    if not 0 <= plan.introducers <= MOST_INTRODUCERS:
        return say("A case has at most {most} introducers.", most=MOST_INTRODUCERS)
    return None


def triage_refused(assessment: Assessment) -> Said | None:
    """Return why the cases cannot be triaged by the ratings, or None where they can."""
    return None if assessment.case.stage.ratings_open else _NOT_OPENED


def theme_field(committee: Committee, asked: str) -> str | None:
    """Return the id of the committee's own field that holds the theme, or None where it has no such field."""
    if asked:
        return asked if any(one.id == asked for one in committee.fields) else None
    return next((one.id for one in committee.fields if one.kind is FieldKind.CHOICE), None)


def ordered(assessment: Assessment, applications: Iterable[str], plan: Plan) -> tuple[str, ...]:
    """Return these applications in the plan's order; equals by place, then as they came in."""
    wanted = set(applications)
    rank = {place.id: position for position, place in enumerate(assessment.places)}
    came_in = {key: position for position, key in enumerate(assessment.judged)}
    by_place = sorted((key for key in assessment.judged if key in wanted), key=lambda key: (rank.get(key, len(rank)), came_in[key]))
    match plan.order:
        case Order.PLACE:
            return tuple(by_place)
        case Order.LINE:
            return tuple(sorted(by_place, key=_distance(assessment)))
        case Order.DISAGREEMENT:
            found = {line.id: position for position, line in enumerate(by_disagreement(overview(assessment)))}
            return tuple(sorted(by_place, key=lambda key: found.get(key, len(found))))
        case Order.BANDS:
            bands = {line.id: floor(line.median) for line in overview(assessment) if line.median is not None}
            return tuple(sorted(by_place, key=lambda key: (key not in bands, -bands.get(key, 0))))
        case Order.THEME:
            return tuple(sorted(by_place, key=_theme(assessment, theme_field(assessment.case.committee, plan.field))))
        case Order.RECUSALS:
            return fewest_moves({key: _away(assessment, key) for key in sorted(wanted & came_in.keys(), key=came_in.__getitem__)}).order
        case Order.RECEIVED:
            return tuple(key for key in assessment.judged if key in wanted)
        case Order.ATTENDANCE:
            met = None if plan.introducers else meeting(assessment.case, plan.meeting)
            return tuple(sorted(by_place, key=lambda key: window_of(assessment.case, met, key)))


def _distance(assessment: Assessment) -> Callable[[str], int]:
    """Return how many places an application stands from the budget line: the last above it and the first below both stand 0."""
    awarded = {award.id for award in assessment.allocation.awards}
    above = rows_above_line([(place.rank, place.id in awarded) for place in assessment.places])
    rows = {place.id: row for row, place in enumerate(assessment.places)}
    return lambda key: above - 1 - rows[key] if rows.get(key, len(rows)) < above else rows.get(key, len(rows)) - above


def _theme(assessment: Assessment, name: str | None) -> Callable[[str], tuple[bool, str]]:
    """Return the application's theme to sort by; those without one come last."""

    def theme(key: str) -> tuple[bool, str]:
        value = assessment.judged[key].dossier.application.extra.get(name or "")
        return (not value, str(value or ""))

    return theme


def _away(assessment: Assessment, key: str) -> Away:
    rating = {seat.id for seat in assessment.case.committee.rating_seats()}
    return frozenset(assessment.judged[key].dossier.recused() & rating)


def told_by_order(assessment: Assessment, applications: Iterable[str], plan: Plan) -> tuple[str, ...]:
    """Return the seats that could read from the order how a case stands that they are recused from."""
    if plan.order not in _BY_RATINGS:
        return ()
    recused = {seat for key in applications for seat in _away(assessment, key)}
    return tuple(seat.id for seat in assessment.case.committee.rating_seats() if seat.id in recused)


def placed(
    assessment: Assessment, applications: Iterable[str], plan: Plan, given: Mapping[str, str], reserved: Iterable[str] = ()
) -> tuple[ItemPlaced, ...]:
    """Return the agenda: each application with its number and position from 1. Who introduces is for `introduced`.

    `given` are the numbers that applications have in this meeting already, `reserved` all numbers that are in use in the case.
    """
    keys = ordered(assessment, applications, plan)
    fresh = _numbers(plan, (*given.values(), *reserved))
    kept = {} if plan.first_number is not None else given
    quiet = {key for key, triage in _triaged(assessment, keys) if triage is Triage.UNLESS_ASKED}
    return tuple(
        ItemPlaced(
            application=key,
            meeting=plan.meeting,
            number=kept.get(key) or next(fresh),
            position=position,
            minutes=None if key in quiet else plan.minutes,
        )
        for position, key in enumerate(keys, start=1)
    )


def _numbers(plan: Plan, used: Iterable[str]) -> Iterator[str]:
    """Yield the numbers that come next: from the plan's first one, else after the highest of the year."""
    number = plan.first_number if plan.first_number is not None else next_number(used, plan.year)
    while True:
        yield case_number(number, plan.year)
        number += 1


def case_number(number: int, year: int) -> str:
    """Return a case's number as it is printed: `14/18`."""
    return f"{number}/{year % 100:02}"


def next_number(used: Iterable[str], year: int) -> int:
    """Return the number after the highest of these in that year, 1 where there is none."""
    found = (_NUMBER.fullmatch(one) for one in used)
    return max((int(one[1]) for one in found if one and int(one[2]) == year % 100), default=0) + 1


def triage(assessment: Assessment, applications: Iterable[str]) -> tuple[TriageSet, ...]:
    """Return which cases to discuss only if somebody asks: those whose ratings put them below the line nearly whoever had rated."""
    return tuple(TriageSet(application=key, triage=found) for key, found in _suggested(assessment, applications))


def _suggested(assessment: Assessment, applications: Iterable[str]) -> Iterator[tuple[str, Triage]]:
    certain = uncertainty(setting(assessment), assessment.places)
    awarded = {award.id for award in assessment.allocation.awards}
    grey = set(certain.grey) if certain else set()
    for key in applications:
        clear = certain is not None and key not in awarded and key not in grey and assessment.judged[key].score.value is not None
        yield key, Triage.UNLESS_ASKED if clear else Triage.DISCUSSED


def _triaged(assessment: Assessment, applications: Iterable[str]) -> Iterator[tuple[str, Triage]]:
    """Yield how the cases are triaged now; one that somebody has asked to discuss is discussed."""
    for key in applications:
        dossier = assessment.judged[key].dossier
        happened, out = [event.body for event in dossier.history], dossier.recused()
        asked = any(isinstance(body, DiscussionAsked) and body.asker not in out for body in happened)
        triaged = [body.triage for body in happened if isinstance(body, TriageSet)]
        yield key, triaged[-1] if triaged and not asked else Triage.DISCUSSED


def introduced(assessment: Assessment, met: Meeting, items: Sequence[ItemPlaced], count: int) -> tuple[ItemPlaced, ...]:
    """Return these cases of the agenda, in its order, with `count` introducers each that are expected there when the case comes up."""
    away = {slot.application: slot.away for slot in planned(assessment.case, met, items)}
    found = introducers(assessment, [item.application for item in items], count, away)
    return tuple(replace(item, introducers=found[item.application]) for item in items)


def introducers(
    assessment: Assessment, applications: Sequence[str], count: int, away: Mapping[str, Collection[str]]
) -> Mapping[str, tuple[str, ...]]:
    """Return up to `count` introducers a case, as evenly as may be: none that is recused or in doubt, or should be by the application.

    `away` says of each case who is not expected there. Cases with the fewest seats to choose from choose first; equals are given in the
    order of the committee's seats, begun where the one before ended.
    """
    seats = [seat.id for seat in assessment.case.committee.rating_seats()]
    free = {
        key: [seat for seat in seats if seat not in away.get(key, ()) and not _concerned(assessment, key, seat)] for key in applications
    }
    load = dict.fromkeys(seats, 0)
    first = dict.fromkeys(seats, 0)
    chosen: dict[str, tuple[str, ...]] = {}
    for key in sorted(applications, key=lambda one: len(free[one])):
        speakers = sorted(free[key], key=lambda seat: (load[seat], first[seat], seats.index(seat)))[:count]
        for seat in speakers:
            load[seat] += 1
        if speakers:
            first[speakers[0]] += 1
        chosen[key] = tuple(speakers)
    return chosen


def _concerned(assessment: Assessment, key: str, seat: str) -> bool:
    dossier = assessment.judged[key].dossier
    declared = dossier.interests.get(seat)
    doubtful = declared is not None and declared.interest is Interest.POSSIBLE
    return doubtful or seat in dossier.recused() or seat in pointed_at(assessment.case, key)
