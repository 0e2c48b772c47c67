"""A label comes from what has happened, not from what holds now: it stays when the decision behind it changes."""

from __future__ import annotations

from reviewer.documents.markdown import markdown_text
from reviewer.domain.assessment import assess
from reviewer.domain.events import Outcome, Recommended, Undone
from reviewer.domain.interventions import PlaceMoved
from reviewer.domain.labels import Label, labels
from reviewer.domain.meeting.acts import Decided
from reviewer.domain.proposal import Kind
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.language.speech import Speech
from tests.domain.meeting.room import CHAIR, MEETING, SEATS, Room
from tests.domain.small_round import IMPRINT


def recommended(outcome: Outcome) -> Recommended:
    return Recommended(application="A", fields=("outcome",), outcome=outcome)


def found(room: Room) -> tuple[Label, ...]:
    return labels(room.case.dossiers["A"])


def test_what_was_recommended_on_conditions_and_is_no_more_keeps_its_label() -> None:
    room = Room()
    room.write(recommended(Outcome.CONDITIONS))
    room.write(recommended(Outcome.RECOMMENDED))
    assert room.case.dossiers["A"].recommendation.outcome is Outcome.RECOMMENDED
    assert found(room) == (Label.ON_CONDITIONS,)


def test_what_a_meeting_postponed_and_the_next_one_granted_has_been_postponed() -> None:
    room = Room().sit(*SEATS)
    for outcome in (Outcome.POSTPONED, Outcome.RECOMMENDED):
        room.write(Decided(application="A", meeting=MEETING, motion="1", outcome=outcome, taking_part=SEATS, chair=CHAIR, amount=None))
    assert found(room) == (Label.POSTPONED,)


def test_what_was_moved_by_hand_and_back_has_been_moved() -> None:
    room = Room()
    room.write(PlaceMoved(application="A", to=2, reason="x"))
    room.write(PlaceMoved(application="A", to=None, reason="x"))
    assert room.case.dossiers["A"].move is None
    assert found(room) == (Label.MOVED,)


def test_what_was_undone_has_not_been_and_nothing_gives_no_label() -> None:
    room = Room()
    (event,) = room.write(recommended(Outcome.POSTPONED))
    room.write(Undone(events=(event.id,), application="A", of=event.feed))
    assert found(room) == ()
    assert labels(room.case.dossiers["B"]) == ()


def test_the_case_paper_tells_it_among_its_facts() -> None:
    room = Room()
    room.write(recommended(Outcome.POSTPONED))
    room.write(recommended(Outcome.RECOMMENDED))
    paper = compose(Kind.CASE_PAPER, reading_of(assess(room.case), IMPRINT), "A")
    assert "har vært utsatt" in markdown_text(paper, Speech("nb"))
