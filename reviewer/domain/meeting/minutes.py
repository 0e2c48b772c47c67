"""The minutes of a meeting as a value: who was there, what came of each case, the sums against the budget, and what is lacking.

The checklist is kommuneloven § 11-4: time and place, who met and who was absent, the cases, the decisions, the results of votes, and
the decisions on who takes part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reviewer.domain.application import Application
from reviewer.domain.case import Case, Dossier
from reviewer.domain.committee import Committee
from reviewer.domain.meeting.acts import Decided, FloorState, Manner, MotionMade, RecusalDecided
from reviewer.domain.meeting.attending import Attendee, attendee, present_at, stood_out
from reviewer.domain.meeting.course import Ballot
from reviewer.domain.meeting.deciding import carried_amendments, conditions_apart
from reviewer.domain.meeting.interests import interests_told
from reviewer.domain.meeting.quorum import counted_quorum
from reviewer.domain.meeting.recusals import SeatStanding, standing
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.sitting import Item, Meeting, meeting
from reviewer.domain.meeting.taken_up import TakenUp, taken_up
from reviewer.domain.meeting.times import times_apart
from reviewer.domain.meeting.unsure import unsure
from reviewer.domain.meeting.voting import Result, Verdict, tallied
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Kroner, Listed, Said, Value, say
from reviewer.domain.seats import SeatRole
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome

_DECIDING = frozenset({SeatRole.CHAIR, SeatRole.MEMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOf:
    """A seat that took no part in a case, or whose part was in question: what it declared, and what the body decided of that.

    `before` is what the body had decided earlier in the case. `code` is the ground as it is kept; `left` says that it left the meeting
    for the case.
    """

    seat: str
    recused: bool
    ground: Value = ""
    code: str = ""
    decided: RecusalDecided | None = None
    before: tuple[RecusalDecided, ...] = ()
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A vote as it was taken, and what it came to."""

    ballot: Ballot
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """One case as the minutes tell it; `results` are by motion, `absent` were out of the room without being recused.

    `ballots` are all votes in the order in which they were taken. `too_few` says why the case could not be decided for lack of a quorum.
    `earlier` are the times that it came up and was left before. `amendments` are those to the motion decided on that were carried. `unsure`
    says who may have left before a vote that counted it.
    """

    item: Item
    application: Application
    interests: tuple[OutOf, ...]
    taking_part: tuple[str, ...]
    absent: tuple[str, ...]
    results: Mapping[str, Result]
    ballots: tuple[Told, ...] = ()
    waiting: tuple[str, ...] = ()
    too_few: Said | None = None
    earlier: tuple[TakenUp, ...] = ()
    amendments: tuple[MotionMade, ...] = ()
    unsure: tuple[Said, ...] = ()

    @property
    def counted_out(self) -> tuple[str, ...]:
        """The seats that a vote or the decision counted, and that are recused: it became known afterwards."""
        known = [seat for told in self.ballots for seat in told.ballot.out]
        decided = self.item.course.overtaken
        if decided is not None:
            known += [seat for seat in (*decided.taking_part, decided.chair) if seat in self.item.recused]
        return tuple(dict.fromkeys(known))

    @property
    def made_by(self) -> str:
        """The motion that made the decision what it is: the last amendment carried that says what was decided, else the one decided on."""
        decided = self.item.decided
        if decided is None:
            return ""
        carried = [one for one in self.amendments if (one.outcome, one.amount) != (None, None)]
        return carried[-1].motion if carried else decided.motion

    @property
    def result(self) -> Result | None:
        """The result of the vote that made the decision what it is; None without one."""
        return self.result_on(self.made_by)

    def result_on(self, motion: str) -> Result | None:
        """Return the result of the vote on a motion, its own or one that another motion lost against it; None without one."""
        own = self.results.get(motion)
        against = next((self.results[vote.motion] for vote in self.item.votes if vote.against_motion == motion), None)
        return against if against and (own is None or own.verdict is Verdict.LOST) else own

    @property
    def tally(self) -> tuple[int, int] | None:
        """How many were for what was decided, and how many against; None where that was not put to the vote."""
        result = self.result
        if result is None:
            return None
        turned = result is not self.results.get(self.made_by)
        return (result.votes_against, result.votes_for) if turned else (result.votes_for, result.votes_against)

    @property
    def granted(self) -> int:
        """Kroner that the decision gives; 0 where it gives none."""
        decided = self.item.decided
        return (decided.amount or 0) if decided and decided.outcome in GRANTING else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """The whole meeting. `frame` is the round's, `before` what other meetings have granted of it, in kroner.

    `apart` is what is recommended now of what no meeting has decided: it is in none of the sums.
    """

    meeting: Meeting
    present: tuple[Attendee, ...]
    absent: tuple[str, ...]
    not_noted: tuple[str, ...]
    observers: tuple[Attendee, ...]
    secretariat: tuple[Attendee, ...]
    cases: tuple[Treated, ...]
    frame: int | None
    before: int
    apart: int
    committee: Committee

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
    there = {seat.id: attendee(sat, seat.id) for seat in case.committee.seats}
    present = [one for one in there.values() if one]
    roles = {seat.id: seat.role for seat in case.committee.seats}
    deciding = [seat for seat, role in roles.items() if role in _DECIDING and not there[seat]]
    here = {item.application for item in sat.items if item.decided}
    elsewhere = (_granted_then(case, meeting_id, one) for key, one in case.dossiers.items() if one.decision and key not in here)
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
        apart=sum(one.recommendation.granted for one in case.dossiers.values() if one.decision is None),
        committee=case.committee,
    )


def _granted_then(case: Case, meeting_id: str, dossier: Dossier) -> int:
    """Return the kroner that another meeting has granted; once the minutes are locked, only what it had granted by then."""
    locks = case.locks_of(meeting_id)
    if not locks.meetings:
        return dossier.recommendation.granted
    known = [event.body for event in dossier.history if locks.covers((event.seat, event.key, event.feed), event.number)]
    last = next((body for body in reversed(known) if isinstance(body, Decided)), None)
    return (last.amount or 0) if last and last.outcome in GRANTING else 0


def _treated(case: Case, sat: Meeting, item: Item) -> Treated:
    dossier = _as_then(case.dossiers[item.application], item)
    ballots = item.course.ballots
    taking_part = item.decided.taking_part if item.decided else ballots[-1].vote.voters if ballots else ()
    rating = [seat.id for seat in case.committee.rating_seats()]
    came = [seat for seat in rating if attendee(sat, seat)]
    there = taking_part or present_at(sat, item)
    in_meeting = [seat for seat in came if seat not in item.recused]
    return Treated(
        item=item,
        application=dossier.application,
        interests=_interests(case.committee, sat, dossier, item),
        taking_part=taking_part,
        absent=tuple(seat for seat in in_meeting if seat not in there) if there is not None and came_up(item) else (),
        results={vote.motion: tallied(vote, case.committee) for vote in item.votes},
        ballots=tuple(Told(ballot=one, result=tallied(one.vote, case.committee)) for one in ballots),
        waiting=tuple(seat for seat in rating if seat in came and standing(dossier, seat) is SeatStanding.POSSIBLE),
        too_few=_too_few(case.committee, sat, item),
        earlier=taken_up(case.committee, sat, item),
        amendments=carried_amendments(item, item.decided.motion, voting_rules(case.committee)) if item.decided else (),
        unsure=tuple(unsure(case.committee, sat, item)),
    )


def came_up(item: Item) -> bool:
    """Whether the case is before the meeting, done with, or was voted on; one that was put back without a vote was not treated."""
    return item.floor is not FloorState.WAITING or bool(item.course.ballots)


def _as_then(dossier: Dossier, item: Item) -> Dossier:
    """Return the application with its interests as the meeting has them: as they were locked, where its minutes are."""
    return replace(dossier, interests=item.interests, standings=item.standings)


def _interests(committee: Committee, sat: Meeting, dossier: Dossier, item: Item) -> tuple[OutOf, ...]:
    rating = {seat.id for seat in committee.rating_seats()}
    told = [one for one in interests_told(committee, dossier) if one.seat in rating and (one.seat in item.recused or one.decided)]
    return tuple(
        OutOf(
            seat=one.seat,
            recused=one.seat in item.recused,
            ground=one.ground,
            code=one.code,
            decided=one.decided,
            before=tuple(ruled.decided for ruled in item.course.ruled if ruled.decided.concerned == one.seat),
            left=one.seat in item.recused and stood_out(sat, item, one.seat),
        )
        for one in told
    )


def _too_few(committee: Committee, sat: Meeting, item: Item) -> Said | None:
    """Return that too few took part where the case was done with and nothing could be decided, or None."""
    if item.floor is not FloorState.CLOSED or item.decided or item.course.ballots:
        return None
    there = present_at(sat, item) or frozenset()
    count = sum(seat.id in there and seat.id not in item.recused for seat in committee.rating_seats())
    found = counted_quorum(committee, count)
    return None if found.quorate else found.why


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
    yield from times_apart(kept.meeting)
    if not kept.present:
        yield say("Note who met.")
    elif kept.not_noted:
        yield say("Note whether these met: {seats}.", seats=_names(kept.not_noted, committee))
    if not kept.cases and not kept.meeting.matters:
        yield say("There is nothing on the agenda.")


def _of_case(one: Treated, committee: Committee) -> Iterator[Said]:
    item, number = one.item, one.item.number
    yield from one.unsure
    if item.floor is not FloorState.WAITING or item.decided or item.votes:
        for out in one.interests:
            if out.recused and not out.ground:
                yield say("Case {number}: write the ground on which {seat} is recused.", number=number, seat=_name(out.seat, committee))
        if one.waiting:
            yield say("Case {number}: decide whether these take part: {seats}.", number=number, seats=_names(one.waiting, committee))
    if item.decided is None:
        if one.counted_out:
            yield say(
                "Case {number}: {seats} voted and is recused. Treat the case again without the recused.",
                number=number,
                seats=_names(one.counted_out, committee),
            )
        yield say("Case {number} is neither decided nor postponed.", number=number)
        return
    result = one.result_on(item.decided.motion)
    if result is None:
        yield say("Case {number}: note the vote on what was decided.", number=number)
    elif result.verdict is Verdict.UNDECIDED:
        yield say("Case {number}: the votes are equal. Note how the leader voted.", number=number)
    if apart := conditions_apart(item, voting_rules(committee)):
        yield apart
    yield from _of_decision(one)
    yield from _of_dissents(one, committee)


def _of_dissents(one: Treated, committee: Committee) -> Iterator[Said]:
    """Yield the dissents that do not go with the votes: of who voted for all that was decided, and of who did not vote."""
    taken = [told for told in one.ballots if told.ballot.counts]
    voters = frozenset(seat for told in taken for seat in told.ballot.vote.voters)
    agreed = voters.intersection(*map(_prevailed, taken))
    if agreeing := tuple(seat for seat in one.item.dissents if seat in agreed):
        yield say(
            "Case {number}: {seats} dissented, but voted for what was decided. Take the dissent back, or vote again.",
            number=one.item.number,
            seats=_names(agreeing, committee),
        )
    if outside := tuple(seat for seat in one.item.dissents if taken and seat not in voters):
        yield say(
            "Case {number}: {seats} dissented, but did not vote. Take the dissent back.",
            number=one.item.number,
            seats=_names(outside, committee),
        )


def _prevailed(told: Told) -> frozenset[str]:
    """Return the seats that are known to have voted as it was decided in this vote."""
    vote, verdict = told.ballot.vote, told.result.verdict
    if verdict is Verdict.LOST:
        return frozenset(vote.voted_against)
    return frozenset(vote.voters if vote.manner is Manner.UNANIMOUS else vote.voted_for)


def _of_decision(one: Treated) -> Iterator[Said]:
    decided, number = one.item.decided, one.item.number
    if decided is None:
        return
    if decided.outcome in GRANTING and not decided.amount:
        yield say("Case {number}: write the amount.", number=number)
    asked = one.application.amount_applied
    if asked is not None and one.granted > max(asked, 0) and not decided.departure.strip():
        yield say(
            "Case {number}: {amount} is more than was applied for, {applied}. Write why it departs.",
            number=number,
            amount=Kroner(one.granted),
            applied=Kroner(asked),
        )
    if decided.outcome is Outcome.CONDITIONS and not decided.conditions:
        yield say("Case {number}: write the conditions.", number=number)
    if not decided.reasons.strip() and not decided.reason_codes:
        yield say("Case {number}: write the reasons.", number=number)


def _of_the_money(kept: Minutes) -> Iterator[Said]:
    overrun = kept.meeting.overrun
    if overrun is not None and not overrun.for_count:
        yield say("Note the vote on exceeding the budget.")
    if kept.left is not None and kept.left < 0 and overrun is None:
        yield say("The budget is exceeded by {amount}, and no decision allows that.", amount=Kroner(-kept.left))


def _name(seat_id: str, committee: Committee) -> str:
    seat = committee.seat(seat_id)
    return seat.name if seat else seat_id


def _names(seats: tuple[str, ...], committee: Committee) -> Listed:
    return Listed(tuple(_name(seat, committee) for seat in seats))
