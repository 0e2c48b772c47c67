"""The minutes of a meeting as a value: who was there, what came of each case, the sums against the budget, and what is lacking.

The checklist is kommuneloven § 11-4: time and place, who met and who was absent, the cases, the decisions, the results of votes, and
the decisions on who takes part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from reviewer.domain.application import Application
from reviewer.domain.case import Case, Dossier
from reviewer.domain.committee import Committee
from reviewer.domain.meeting.acts import AttendanceNoted, FloorState, Presence, RecusalDecided
from reviewer.domain.meeting.interests import interests_told
from reviewer.domain.meeting.recusals import SeatStanding, standing
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.sitting import Item, Meeting, meeting
from reviewer.domain.meeting.voting import Result, Verdict, counted
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Kroner, Listed, Said, Value, say
from reviewer.domain.seats import SeatRole
from reviewer.domain.stages import Outcome

_DECIDING = frozenset({SeatRole.CHAIR, SeatRole.MEMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A seat that was there, with who sat there for it, and when it came and left, as far as that is noted."""

    seat: str
    deputy: str = ""
    arrived: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOf:
    """A seat that took no part in a case, or whose part was in question: what it declared, and what the body decided of that."""

    seat: str
    recused: bool
    ground: Value = ""
    decided: RecusalDecided | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """One case as the minutes tell it; `results` are by motion, `absent` were out of the room without being recused."""

    item: Item
    application: Application
    interests: tuple[OutOf, ...]
    taking_part: tuple[str, ...]
    absent: tuple[str, ...]
    results: Mapping[str, Result]
    waiting: tuple[str, ...] = ()

    @property
    def result(self) -> Result | None:
        """The result of the vote that the decision rests on, its own or one that another motion lost against it; None without one."""
        decided = self.item.decided
        if decided is None:
            return None
        own = self.results.get(decided.motion)
        against = next((self.results[vote.motion] for vote in self.item.votes if vote.against_motion == decided.motion), None)
        return against if against and (own is None or own.verdict is Verdict.LOST) else own

    @property
    def tally(self) -> tuple[int, int] | None:
        """How many were for what was decided, and how many against; None where that was not put to the vote."""
        decided, result = self.item.decided, self.result
        if decided is None or result is None:
            return None
        turned = result is not self.results.get(decided.motion)
        return (result.votes_against, result.votes_for) if turned else (result.votes_for, result.votes_against)

    @property
    def granted(self) -> int:
        """Kroner that the decision gives; 0 where it gives none."""
        decided = self.item.decided
        return (decided.amount or 0) if decided and decided.outcome in GRANTING else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """The whole meeting. `frame` is the round's, `before` what other meetings have granted of it, in kroner."""

    meeting: Meeting
    present: tuple[Attendee, ...]
    absent: tuple[str, ...]
    not_noted: tuple[str, ...]
    observers: tuple[Attendee, ...]
    secretariat: tuple[Attendee, ...]
    cases: tuple[Treated, ...]
    frame: int | None
    before: int

    @property
    def granted(self) -> int:
        """Kroner granted in this meeting."""
        return sum(case.granted for case in self.cases)

    @property
    def left(self) -> int | None:
        """Kroner of the frame that are left; negative where it is exceeded, None where there is no frame."""
        return None if self.frame is None else self.frame - self.before - self.granted


def minutes(case: Case, meeting_id: str) -> Minutes | None:
    """Return the minutes of the meeting as it stands in this view of the case, or None where there is no such meeting."""
    sat = meeting(case, meeting_id)
    if sat is None:
        return None
    there = {seat.id: _attendee(sat, seat.id) for seat in case.committee.seats}
    present = [one for one in there.values() if one]
    roles = {seat.id: seat.role for seat in case.committee.seats}
    deciding = [seat for seat, role in roles.items() if role in _DECIDING and not there[seat]]
    here = {item.application for item in sat.items if item.decided}
    elsewhere = (one.recommendation.granted for key, one in case.dossiers.items() if one.decision and key not in here)
    return Minutes(
        meeting=sat,
        present=tuple(one for one in present if roles[one.seat] in _DECIDING),
        absent=tuple(seat for seat in deciding if seat in sat.attendance),
        not_noted=tuple(seat for seat in deciding if seat not in sat.attendance),
        observers=tuple(one for one in present if roles[one.seat] in {SeatRole.OBSERVER, SeatRole.RECIPIENT}),
        secretariat=tuple(one for one in present if roles[one.seat] is SeatRole.SECRETARIAT),
        cases=tuple(_treated(case, sat, item) for item in sat.items),
        frame=case.budget,
        before=sum(elsewhere),
    )


def _attendee(sat: Meeting, seat: str) -> Attendee | None:
    """Return how the seat was there, or None where it never was."""
    came = _arrivals(sat, seat)
    took_part = any(item.decided and seat in item.decided.taking_part for item in sat.items)
    last = sat.attendance.get(seat)
    if last is None or not (came or took_part):
        return None
    return Attendee(seat=seat, deputy=_deputy(sat, last), arrived=came[0].at_time if came else "", left=_left(last))


def _arrivals(sat: Meeting, seat: str) -> list[AttendanceNoted]:
    """Return the seat's arrivals; one that was put right within its own minute is none."""
    noted = [one for one in sat.movements if one.attendee == seat]
    return [
        one
        for one, after in zip_longest(noted, noted[1:])
        if one.presence is Presence.PRESENT
        and not (after and one.at_time and (after.presence, after.at_time) == (Presence.ABSENT, one.at_time))
    ]


def _left(last: AttendanceNoted) -> str:
    return last.at_time if last.presence is Presence.ABSENT else ""


def _deputy(sat: Meeting, last: AttendanceNoted) -> str:
    named = [one.deputy for one in (*sat.movements, last) if one.attendee == last.attendee and one.deputy]
    return named[-1] if named else ""


def _treated(case: Case, sat: Meeting, item: Item) -> Treated:
    dossier, rules = case.dossiers[item.application], voting_rules(case.committee)
    taking_part = item.decided.taking_part if item.decided else item.votes[-1].voters if item.votes else ()
    rating = [seat.id for seat in case.committee.rating_seats()]
    came = {seat for seat in rating if _attendee(sat, seat)}
    away = [seat for seat in rating if seat in came and seat not in item.recused and seat not in taking_part] if taking_part else []
    return Treated(
        item=item,
        application=dossier.application,
        interests=_interests(case.committee, dossier, item),
        taking_part=taking_part,
        absent=tuple(away),
        results={vote.motion: counted(vote, rules) for vote in item.votes},
        waiting=tuple(seat for seat in rating if seat in came and standing(dossier, seat) is SeatStanding.POSSIBLE),
    )


def _interests(committee: Committee, dossier: Dossier, item: Item) -> tuple[OutOf, ...]:
    rating = {seat.id for seat in committee.rating_seats()}
    told = [one for one in interests_told(committee, dossier) if one.seat in rating and (one.seat in item.recused or one.decided)]
    return tuple(OutOf(seat=one.seat, recused=one.seat in item.recused, ground=one.ground, decided=one.decided) for one in told)


def missing(kept: Minutes, committee: Committee) -> tuple[Said, ...]:
    """Return what kommuneloven § 11-4 and good order ask for and the minutes lack, each as a sentence that says what to do."""
    return (
        *meeting_lacks(kept, committee),
        *(said for case in kept.cases for said in case_lacks(case, committee)),
        *money_lacks(kept),
    )


def meeting_lacks(kept: Minutes, committee: Committee) -> tuple[Said, ...]:
    """Return what is lacking of the meeting as such."""
    return tuple(_of_the_meeting(kept, committee))


def case_lacks(one: Treated, committee: Committee) -> tuple[Said, ...]:
    """Return what is lacking of one case."""
    return tuple(_of_case(one, committee))


def money_lacks(kept: Minutes) -> tuple[Said, ...]:
    """Return that the frame is exceeded without a decision to that, or nothing."""
    return tuple(_of_the_money(kept))


def _of_the_meeting(kept: Minutes, committee: Committee) -> Iterator[Said]:
    called = kept.meeting.called
    if not called.place.strip():
        yield say("Write where the meeting was held.")
    if not called.starts.strip():
        yield say("Write when the meeting began.")
    if not called.ends.strip():
        yield say("Write when the meeting ended.")
    if not kept.present:
        yield say("Note who met.")
    elif kept.not_noted:
        yield say("Note whether these met: {seats}.", seats=_names(kept.not_noted, committee))
    if not kept.cases and not kept.meeting.matters:
        yield say("There is nothing on the agenda.")


def _of_case(one: Treated, committee: Committee) -> Iterator[Said]:
    item, number = one.item, one.item.number
    if item.floor is not FloorState.WAITING or item.decided or item.votes:
        for out in one.interests:
            if out.recused and not out.ground:
                yield say("Case {number}: write the ground on which {seat} is recused.", number=number, seat=_name(out.seat, committee))
        if one.waiting:
            yield say("Case {number}: decide whether these take part: {seats}.", number=number, seats=_names(one.waiting, committee))
    if item.decided is None:
        yield say("Case {number} is neither decided nor postponed.", number=number)
        return
    result = one.result
    if result is None:
        yield say("Case {number}: note the vote on what was decided.", number=number)
    elif result.verdict is Verdict.UNDECIDED:
        yield say("Case {number}: the votes are equal. Note how the leader voted.", number=number)
    yield from _of_decision(one)


def _of_decision(one: Treated) -> Iterator[Said]:
    decided, number = one.item.decided, one.item.number
    if decided is None:
        return
    if decided.outcome in GRANTING and not decided.amount:
        yield say("Case {number}: write the amount.", number=number)
    if decided.outcome is Outcome.CONDITIONS and not decided.conditions:
        yield say("Case {number}: write the conditions.", number=number)
    if not decided.reasons.strip() and not decided.reason_codes:
        yield say("Case {number}: write the reasons.", number=number)


def _of_the_money(kept: Minutes) -> Iterator[Said]:
    if kept.left is not None and kept.left < 0 and kept.meeting.overrun is None:
        yield say("The frame is exceeded by {amount}, and no decision allows that.", amount=Kroner(-kept.left))


def _name(seat_id: str, committee: Committee) -> str:
    seat = committee.seat(seat_id)
    return seat.name if seat else seat_id


def _names(seats: tuple[str, ...], committee: Committee) -> Listed:
    return Listed(tuple(_name(seat, committee) for seat in seats))
