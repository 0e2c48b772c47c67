"""What a case waits for, the first thing first; and how long it has been open, whatever the laptops' clocks say of the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reviewer.domain.events import Interest, InterestDeclared, Outcome, Stage, StageSet
from reviewer.domain.meeting.acts import (
    ActingChairSet,
    Decided,
    FloorGiven,
    FloorState,
    Manner,
    MinutesLocked,
    MotionKind,
    MotionMade,
    RecusalDecided,
    Standing,
    VoteTaken,
)
from reviewer.domain.meeting.balloting import decision_refused
from reviewer.domain.meeting.deciding import carrying
from reviewer.domain.meeting.drafting import carried_motions, drafted, next_motion
from reviewer.domain.meeting.objections import objection
from reviewer.domain.meeting.progress import Awaits, awaits, unvoted
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.sitting import Item, meeting
from reviewer.domain.said import Said
from tests.domain.meeting.room import CHAIR, MEETING, SEATS, Room, left


def floor(state: FloorState, key: str = "A") -> FloorGiven:
    return FloorGiven(application=key, meeting=MEETING, state=state)


def moved(number: str = "1", kind: MotionKind = MotionKind.MAIN, amount: int | None = 3_000_000, **given: object) -> MotionMade:
    outcome = given.pop("outcome", Outcome.RECOMMENDED)
    return MotionMade(application="A", motion=number, kind=kind, proposer=CHAIR, outcome=outcome, amount=amount, **given)  # type: ignore[arg-type]


def vote(ayes: int, noes: int, number: str = "1", chair_voted: str = "", against: str = "") -> VoteTaken:
    return VoteTaken(
        application="A",
        meeting=MEETING,
        motion=number,
        manner=Manner.SHOW,
        voters=SEATS,
        chair=CHAIR,
        for_count=ayes,
        against_count=noes,
        chair_voted=chair_voted,
        against_motion=against,
    )


def decided(outcome: Outcome = Outcome.RECOMMENDED) -> Decided:
    return Decided(application="A", meeting=MEETING, motion="1", outcome=outcome, taking_part=SEATS, chair=CHAIR, amount=3_000_000)


def item(room: Room) -> Item:
    found = meeting(room.case, MEETING)
    assert found is not None
    one = found.item("A")
    assert one is not None
    return one


def waits(room: Room) -> Awaits:
    found = meeting(room.case, MEETING)
    assert found is not None
    return awaits(room.case, found, item(room))


def recused(seat: str, interest: Interest = Interest.RECUSED) -> InterestDeclared:
    return InterestDeclared(application="A", declarer=seat, interest=interest, ground="Ansatt hos søkeren.")


OPEN = floor(FloorState.OPEN)
WAYS = {
    "another phase": ([StageSet(stage=Stage.OPENED)], Awaits.PHASE),
    "a doubt": ([recused("medlem1", Interest.POSSIBLE)], Awaits.INTEREST),
    "another case is open": ([floor(FloorState.OPEN, "B")], Awaits.OTHER_CASE),
    "somebody leaves": ([recused("medlem1")], Awaits.LEAVING),
    "nobody leaves": ([], Awaits.OPENING),
    "the chair is recused": ([recused(CHAIR), OPEN], Awaits.CHAIR),
    "too few": ([OPEN, *(left(seat) for seat in SEATS[3:])], Awaits.QUORUM),
    "opened": ([OPEN], Awaits.MOTION),
    "moved": ([OPEN, moved()], Awaits.VOTE),
    "equal votes": ([OPEN, moved(), vote(4, 4)], Awaits.LEADERS_VOTE),
    "equal votes, the leader for": ([OPEN, moved(), vote(4, 4, chair_voted="for")], Awaits.DECISION),
    "carried": ([OPEN, moved(), vote(5, 3)], Awaits.DECISION),
    "carried, with an amendment left": ([OPEN, moved(), vote(5, 3), moved("2", MotionKind.AMENDMENT, 1)], Awaits.VOTE),
    "withdrawn": ([OPEN, moved("1", MotionKind.WITHDRAWN)], Awaits.MOTION),
    "lost": ([OPEN, moved(), vote(3, 5)], Awaits.OTHER_MOTION),
    "decided": ([OPEN, moved(), vote(5, 3), decided()], Awaits.CLOSING),
    "concluded": ([OPEN, moved(), vote(5, 3), decided(), floor(FloorState.CLOSED)], Awaits.NEXT),
    "closed without a decision": ([OPEN, floor(FloorState.CLOSED)], Awaits.REOPENING),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_case_waits_for_the_first_thing_that_is_missing(way: str) -> None:
    bodies, expected = WAYS[way]
    room = Room().sit(*SEATS)
    room.write(*bodies)
    assert waits(room) is expected


def test_locked_minutes_wait_for_nothing() -> None:
    room = Room().sit(*SEATS)
    found = meeting(room.case, MEETING)
    assert found is not None
    locked = MinutesLocked(meeting=MEETING, content="0", day=room.events[0].at.date(), by=CHAIR)
    assert awaits(room.case, replace(found, locked=locked), item(room)) is Awaits.NOTHING


def test_before_anybody_is_noted_the_attendance_comes_first() -> None:
    assert waits(Room().sit()) is Awaits.ATTENDANCE


def test_what_the_body_has_decided_and_an_acting_chair_let_the_case_go_on() -> None:
    room = Room().sit(*SEATS)
    room.write(recused("medlem1", Interest.POSSIBLE))
    by = tuple(seat for seat in SEATS if seat != "medlem1")
    room.write(RecusalDecided(application="A", concerned="medlem1", standing=Standing.TAKES_PART, ground="x", decided_by=by))
    assert waits(room) is Awaits.OPENING
    room.write(recused(CHAIR), OPEN, ActingChairSet(application="A", chair="medlem2", reason="Lederen er inhabil."))
    assert waits(room) is Awaits.MOTION


def test_the_next_motion_has_the_next_number_and_a_vote_against_another_counts_for_both() -> None:
    room = Room().sit(*SEATS)
    room.write(OPEN, moved(), moved("2", MotionKind.ALTERNATIVE, None, outcome=Outcome.NOT_RECOMMENDED))
    assert next_motion(item(room)) == "3"
    assert [one.motion for one in unvoted(item(room))] == ["1", "2"]
    room.write(vote(3, 5, against="2"))
    assert unvoted(item(room)) == ()
    assert carried_motions(item(room), voting_rules(room.case.committee)) == ("2",)


def test_a_motion_that_another_was_carried_against_has_fallen_though_it_was_carried_alone() -> None:
    room = Room().sit(*SEATS)
    room.write(OPEN, moved(), vote(8, 0), moved("2", MotionKind.ALTERNATIVE, 1_000_000), vote(5, 3, "2", against="1"))
    rules = voting_rules(room.case.committee)
    assert carrying(item(room), "1", rules) is None
    assert carrying(item(room), "2", rules) is not None
    assert isinstance(decision_refused(room.case, decided()), Said)


def test_the_decision_is_drafted_with_the_amendment_that_was_carried_and_its_conditions() -> None:
    room = Room().sit(*SEATS)
    room.write(OPEN, moved(outcome=Outcome.CONDITIONS, conditions=("Én.",)), vote(8, 0))
    room.write(moved("2", MotionKind.AMENDMENT, 2_000_000, amends="1", conditions=("To.",), outcome=None), vote(6, 2, "2"))
    draft = drafted(room.case.committee, MEETING, item(room), "1")
    assert isinstance(draft, Decided)
    assert (draft.outcome, draft.amount, draft.conditions) == (Outcome.CONDITIONS, 2_000_000, ("To.",))
    assert (draft.taking_part, draft.chair) == (SEATS, CHAIR)


PLAN = ("Plan.",)
YES, ON_TERMS, NO = Outcome.RECOMMENDED, Outcome.CONDITIONS, Outcome.NOT_RECOMMENDED


@pytest.mark.parametrize(
    ("main", "amendment", "came_to"),
    [
        ((YES, 3, ()), (None, None, PLAN), (ON_TERMS, 3, PLAN)),
        ((YES, 3, ()), (None, 2, PLAN), (ON_TERMS, 2, PLAN)),
        ((YES, 3, ()), (ON_TERMS, None, PLAN), (ON_TERMS, 3, PLAN)),
        ((ON_TERMS, 3, PLAN), (None, 2, ()), (ON_TERMS, 2, PLAN)),
        ((ON_TERMS, 3, PLAN), (None, None, ("Ny.",)), (ON_TERMS, 3, ("Ny.",))),
        ((ON_TERMS, 3, PLAN), (YES, None, ()), (YES, 3, ())),
        ((ON_TERMS, 3, PLAN), (NO, None, ()), (NO, None, ())),
        ((YES, 3, ()), (Outcome.POSTPONED, None, ()), (Outcome.POSTPONED, None, ())),
        ((NO, None, ()), (ON_TERMS, 3, PLAN), (ON_TERMS, 3, PLAN)),
    ],
)
def test_what_an_amendment_makes_of_a_motion_can_be_decided_as_it_is_drafted(
    main: tuple[Outcome, int | None, tuple[str, ...]],
    amendment: tuple[Outcome | None, int | None, tuple[str, ...]],
    came_to: tuple[Outcome, int | None, tuple[str, ...]],
) -> None:
    room = Room().sit(*SEATS)
    outcome, amount, conditions = main
    room.write(OPEN, moved(amount=amount, outcome=outcome, conditions=conditions), vote(8, 0))
    outcome_, amount, conditions = amendment
    changed = moved("2", MotionKind.AMENDMENT, amount, amends="1", outcome=outcome_, conditions=conditions)
    assert objection(room.case, changed) is None
    room.write(changed, vote(6, 2, "2"))
    draft = drafted(room.case.committee, MEETING, item(room), "1")
    assert isinstance(draft, Decided)
    assert (draft.outcome, draft.amount, draft.conditions) == came_to
    assert decision_refused(room.case, draft) is None


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.CONDITIONS])
@pytest.mark.parametrize("kind", [MotionKind.MAIN, MotionKind.AMENDMENT, MotionKind.ALTERNATIVE])
def test_no_motion_with_another_outcome_has_conditions(outcome: Outcome, kind: MotionKind) -> None:
    room = Room().sit(*SEATS)
    room.write(OPEN, moved())
    amount = 3_000_000 if outcome is Outcome.RECOMMENDED else None
    body = moved("2", kind, amount, outcome=outcome, conditions=PLAN)
    assert "onditions" in str(objection(room.case, body))
    assert objection(room.case, replace(body, conditions=())) is None


def test_a_decision_has_no_conditions_that_were_not_voted_on_to_one_without_any() -> None:
    room = Room().sit(*SEATS)
    room.write(OPEN, moved(), vote(8, 0))
    for outcome in (Outcome.RECOMMENDED, Outcome.CONDITIONS):
        why = decision_refused(room.case, replace(decided(outcome), conditions=PLAN))
        assert why is not None
        assert "Make an amendment with the conditions" in why.message
    assert decision_refused(room.case, decided()) is None


def test_a_motion_that_is_lost_or_says_no_outcome_drafts_nothing() -> None:
    room = Room().sit(*SEATS)
    room.write(OPEN, moved(), vote(2, 6), moved("2", MotionKind.ALTERNATIVE, None, outcome=None), vote(8, 0, "2"))
    for number, words in (("1", "has not been carried"), ("2", "says no outcome")):
        draft = drafted(room.case.committee, MEETING, item(room), number)
        assert isinstance(draft, Said)
        assert words in draft.message


def test_a_grant_without_an_amount_drafts_nothing_until_an_amendment_names_one() -> None:
    room = Room().sit(*SEATS)
    room.write(OPEN, moved(amount=None), vote(8, 0))
    draft = drafted(room.case.committee, MEETING, item(room), "1")
    assert isinstance(draft, Said)
    assert "says no amount" in draft.message
    room.write(moved("2", MotionKind.AMENDMENT, 2_000_000, amends="1", outcome=None), vote(6, 2, "2"))
    named = drafted(room.case.committee, MEETING, item(room), "1")
    assert isinstance(named, Decided)
    assert named.amount == 2_000_000


def test_what_was_written_last_holds_also_where_its_laptops_clock_is_behind() -> None:
    room = Room().sit(*SEATS)
    (opened,) = room.write(OPEN)
    (closed,) = room.write(floor(FloorState.CLOSED), seat=CHAIR)
    room.events[-1] = replace(closed, at=opened.at - timedelta(minutes=3))
    assert item(room).floor is FloorState.CLOSED


def test_the_time_that_a_case_was_open_before_counts_too() -> None:
    room = Room().sit(*SEATS)
    for minutes, state in ((0, FloorState.OPEN), (4, FloorState.WAITING), (60, FloorState.OPEN)):
        (event,) = room.write(floor(state))
        room.events[-1] = replace(event, at=event.at + timedelta(minutes=minutes))
    one = item(room)
    assert one.open_since == room.events[-1].at
    assert timedelta(minutes=4) <= one.spent < timedelta(minutes=5)
