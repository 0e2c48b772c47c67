"""The projector shows nothing that somebody in the room may not see."""

from __future__ import annotations

from reviewer.domain.events import Interest, InterestDeclared, Outcome, Rated, RatingState, Stage, StageSet
from reviewer.domain.meeting.acts import (
    Decided,
    DiscussionAsked,
    FloorGiven,
    FloorState,
    Manner,
    MinutesLocked,
    MotionKind,
    MotionMade,
    Triage,
    TriageSet,
    VoteTaken,
)
from reviewer.domain.meeting.slide import Slide, slide
from tests.domain.meeting.room import CALLED, CHAIR, MEETING, OFFICE, SEATS, Room, came, council, left


def opened(room: Room, key: str, state: FloorState = FloorState.OPEN) -> None:
    room.write(FloorGiven(application=key, meeting=MEETING, state=state))


def out(room: Room, seat: str, key: str) -> None:
    room.write(InterestDeclared(application=key, declarer=seat, interest=Interest.RECUSED), seat=seat)


def decide(room: Room, key: str, amount: int) -> None:
    taking = tuple(seat for seat in SEATS if seat not in room.case.dossiers[key].recused())
    room.write(
        MotionMade(application=key, motion="1", kind=MotionKind.MAIN, proposer=CHAIR, outcome=Outcome.RECOMMENDED, amount=amount),
        VoteTaken(application=key, meeting=MEETING, motion="1", manner=Manner.UNANIMOUS, voters=taking, chair=CHAIR),
        Decided(application=key, meeting=MEETING, motion="1", outcome=Outcome.RECOMMENDED, amount=amount, taking_part=taking, chair=CHAIR),
    )


def shown(room: Room) -> Slide:
    found = slide(room.case, MEETING)
    assert found is not None
    return found


def test_before_a_case_opens_there_is_its_number_and_who_leaves() -> None:
    room = Room().sit(*SEATS)
    out(room, "medlem1", "A")
    out(room, "medlem2", "B")
    found = shown(room)
    assert (found.here and (found.here.number, found.here.leaving), found.facts) == (("1/18", ("medlem1",)), None)
    assert found.upcoming
    assert (found.upcoming.number, found.upcoming.leaving) == ("2/18", ("medlem2",))


def test_only_those_in_the_room_have_to_leave() -> None:
    room = Room().sit(*SEATS)
    out(room, "medlem1", "A")
    room.write(left("medlem1"))
    here = shown(room).here
    assert here
    assert here.leaving == ()


def test_an_open_case_shows_what_the_others_may_see() -> None:
    room = Room().sit(*SEATS)
    out(room, "medlem1", "A")
    opened(room, "A")
    facts = shown(room).facts
    assert facts is not None
    assert facts.title == "Tiltak A"
    assert "medlem1" not in facts.quorum.taking_part


def test_what_one_in_the_room_may_not_see_is_in_no_sum_and_no_place() -> None:
    """medlem1 is back in the room for B: what A was given would be told by a sum."""
    room = Room(ids=("A", "B")).sit(*SEATS)
    out(room, "medlem1", "A")
    opened(room, "A")
    decide(room, "A", 3_000_000)
    assert (shown(room).granted, shown(room).left_out) == (3_000_000, False)
    opened(room, "A", FloorState.CLOSED)
    opened(room, "B")
    found = shown(room)
    assert (found.granted, found.left_out) == (0, True)
    assert found.facts
    assert found.facts.places <= 1
    room.write(left("medlem1"))
    assert (shown(room).granted, shown(room).left_out) == (3_000_000, False)


def test_a_case_that_a_present_seat_is_recused_from_changes_no_picture_of_another() -> None:
    def picture(amount: int, score: int) -> tuple[object, ...]:
        room = Room(ids=("A", "B")).sit(*SEATS)
        rated = (Rated(application="A", criterion=one, state=RatingState.SCORED, score=score, seat="medlem2") for one in ("nytte", "evne"))
        room.write(*rated, seat="medlem2")
        out(room, "medlem1", "A")
        opened(room, "A")
        decide(room, "A", amount)
        opened(room, "A", FloorState.CLOSED)
        opened(room, "B")
        found = shown(room)
        assert found.facts is not None
        return (found.granted, found.left_out, found.here, found.upcoming, found.facts.place, found.facts.interval, found.facts.scores)

    assert picture(3_000_000, 5) == picture(1_000_000, 1)


def test_ratings_that_are_not_opened_to_all_are_not_shown() -> None:
    room = Room(council()).sit(*SEATS)
    room.events = [event for event in room.events if event.kind != "stage_set"]
    room.write(
        *(
            Rated(application="A", criterion=criterion, state=RatingState.SCORED, score=4, seat="medlem1")
            for criterion in ("nytte", "evne")
        ),
        seat="medlem1",
    )
    opened(room, "A")
    facts = shown(room).facts
    assert facts is not None
    assert facts.scores == ()


def test_the_open_case_goes_before_the_order_of_the_agenda() -> None:
    room = Room(ids=("A", "B", "C")).sit(*SEATS, items=("A", "B", "C"))
    opened(room, "C")
    found = shown(room)
    assert found.here
    assert found.upcoming
    assert (found.here.application, found.upcoming.application) == ("C", "A")
    assert found.done == 0


def test_there_is_no_picture_of_a_meeting_that_is_not_called() -> None:
    assert slide(Room().case, "other") is None
    assert OFFICE not in SEATS


def test_who_left_for_the_case_has_left_it_however_that_is_noted() -> None:
    room = Room().sit(*SEATS)
    out(room, "medlem1", "A")
    room.write(left("medlem1"))
    opened(room, "A")
    here = shown(room).here
    assert here
    assert here.leaving == ("medlem1",)


def test_until_there_is_a_quorum_the_meeting_gathers_and_who_is_not_noted_may_have_to_leave() -> None:
    room = Room().sit(*SEATS[:3])
    out(room, "medlem7", "A")
    found = shown(room)
    assert found.gathering
    assert (len(found.gathering.taking_part), found.here and found.here.leaving) == (3, ("medlem7",))
    room.write(came(SEATS[3]))
    assert shown(room).gathering is None
    opened(room, "A")
    room.write(left(SEATS[3]))
    found = shown(room)
    assert (found.gathering, found.here and found.here.leaving) == (None, ())


def test_between_two_cases_it_is_told_that_there_is_no_quorum_for_the_one_that_waits() -> None:
    room = Room().sit(*SEATS[:4])
    opened(room, "A")
    opened(room, "A", FloorState.CLOSED)
    assert shown(room).short is None
    out(room, SEATS[3], "B")
    found = shown(room)
    assert found.short
    assert len(found.short.taking_part) == 3
    opened(room, "B")
    assert shown(room).short is None


def test_who_is_noted_neither_as_there_nor_as_absent_may_be_in_the_room_and_sees_no_sum_with_its_own_case() -> None:
    room = Room().sit(*SEATS[:5])
    out(room, "medlem7", "A")
    opened(room, "A")
    decide(room, "A", 4_000_000)
    opened(room, "A", FloorState.CLOSED)
    opened(room, "B")
    assert (shown(room).granted, shown(room).left_out) == (0, True)
    room.write(left("medlem7"))
    assert (shown(room).granted, shown(room).left_out) == (4_000_000, False)


def test_in_a_round_that_asks_for_declarations_an_open_case_is_shown_when_all_in_the_room_have_declared() -> None:
    room = Room(ids=("A", "B"))
    room.write(StageSet(stage=Stage.DECLARING), StageSet(stage=Stage.MEETING))
    room.sit(*SEATS)
    for seat in SEATS[1:]:
        room.write(InterestDeclared(application="A", declarer=seat, interest=Interest.NONE), seat=seat)
    assert shown(room).silent == ()
    opened(room, "A")
    assert (shown(room).facts, shown(room).silent, shown(room).unread) == (None, SEATS[:1], True)
    room.write(InterestDeclared(application="A", declarer=SEATS[0], interest=Interest.NONE), seat=SEATS[0])
    found = shown(room)
    assert found.facts is not None
    assert (found.facts.title, found.silent, found.unread) == ("Tiltak A", (), True)
    for seat in SEATS:
        room.write(InterestDeclared(application="B", declarer=seat, interest=Interest.NONE), seat=seat)
    assert (shown(room).unread, shown(room).left_out) == (False, False)


def test_that_a_case_is_discussed_only_if_somebody_asks_is_told_where_nobody_in_the_room_is_recused_from_it() -> None:
    room = Room().sit(*SEATS)
    assert not shown(room).quiet
    room.write(TriageSet(application="A", triage=Triage.UNLESS_ASKED))
    assert shown(room).quiet
    out(room, "medlem1", "A")
    assert not shown(room).quiet
    room.write(left("medlem1"))
    assert shown(room).quiet
    room.write(DiscussionAsked(application="A", asker="medlem2"), seat="medlem2")
    assert not shown(room).quiet


def test_after_the_lock_no_case_waits_and_none_comes_next() -> None:
    room = Room().sit(*SEATS)
    opened(room, "A")
    decide(room, "A", 1_000_000)
    opened(room, "A", FloorState.CLOSED)
    assert shown(room).here
    room.write(MinutesLocked(meeting=MEETING, content="0" * 64, day=CALLED.date, by=CHAIR))
    found = shown(room)
    assert (found.here, found.upcoming, found.facts) == (None, None, None)
