"""Who may do what of a meeting: each speaks for itself, the chair and the secretariat write down, the secretariat follows up."""

from __future__ import annotations

from datetime import date

import pytest

from reviewer.domain.events import Happening, Outcome
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Manner, Milestone, MotionKind, Presence, Standing, Triage
from tests.domain.test_rights import ALL, CHAIR, MEMBER, OFFICE, refused

DAY = date(2018, 3, 1)
WRITTEN_DOWN: tuple[Happening, ...] = (
    acts.MeetingCalled(meeting="m", date=DAY, place="Oslo"),
    acts.AttendanceNoted(meeting="m", attendee=MEMBER, presence=Presence.PRESENT),
    acts.ItemPlaced(application="A", meeting="m", number="1/18", position=1),
    acts.MatterPlaced(meeting="m", matter="1", number="1/18", position=1, title="Sakslisten"),
    acts.TriageSet(application="A", triage=Triage.UNLESS_ASKED),
    acts.RecusalDecided(application="A", concerned="lom", standing=Standing.RECUSED, ground="party"),
    acts.ActingChairSet(application="A", chair=MEMBER, reason="Inhabil"),
    acts.FloorGiven(application="A", meeting="m", state=FloorState.OPEN),
    acts.MotionMade(application="A", motion="1", kind=MotionKind.MAIN, proposer=MEMBER),
    acts.VoteTaken(application="A", motion="1", manner=Manner.UNANIMOUS, voters=(MEMBER,), chair=CHAIR),
    acts.Decided(application="A", meeting="m", motion="1", outcome=Outcome.POSTPONED, taking_part=(MEMBER,), chair=CHAIR),
    acts.OverrunDecided(meeting="m", up_to=1, reason="x"),
    acts.MinutesCorrected(meeting="m", number=1, text="x", reason="x", day=DAY),
)
FOLLOWED_UP: tuple[Happening, ...] = (
    acts.MinutesLocked(meeting="m", content="0", day=DAY, by=CHAIR),
    acts.FeedLocked(holder=MEMBER, key="", of="case", number=1, meeting="m"),
    acts.RecipientDecided(application="A", outcome=Outcome.POSTPONED, day=DAY),
    acts.MilestoneSet(application="A", milestone=Milestone.COMMITMENT, due=DAY),
    acts.ReserveKept(until=DAY),
)


def spoken(seat: str) -> tuple[Happening, ...]:
    return (
        acts.DiscussionAsked(application="A", asker=seat),
        acts.RemarkEntered(meeting="m", remarker=seat, text="x"),
        acts.MinutesApproved(meeting="m", approver=seat, content="0"),
        acts.InterestConfirmed(application="A", declarer=seat),
        acts.AttendanceExpected(meeting="m", attendee=seat, arrives="10:15"),
    )


@pytest.mark.parametrize("body", WRITTEN_DOWN, ids=lambda body: type(body).__name__)
def test_the_chair_and_the_secretariat_write_down_what_happens(body: Happening) -> None:
    assert [seat for seat in ALL if refused(seat, body) is None] == [CHAIR, OFFICE]


@pytest.mark.parametrize("body", FOLLOWED_UP, ids=lambda body: type(body).__name__)
def test_the_secretariat_follows_up(body: Happening) -> None:
    assert [seat for seat in ALL if refused(seat, body) is None] == [OFFICE]


@pytest.mark.parametrize("number", range(5))
def test_a_seat_speaks_for_itself_or_is_recorded(number: int) -> None:
    assert [seat for seat in ALL if refused(seat, spoken(MEMBER)[number]) is None] == [CHAIR, MEMBER, OFFICE]
    assert [seat for seat in ALL if refused(seat, spoken(CHAIR)[number]) is None] == [CHAIR, OFFICE]
    assert refused(OFFICE, spoken("ingen")[number]) is not None


def test_nobody_writes_down_the_decision_on_its_own_interest() -> None:
    own = acts.RecusalDecided(application="A", concerned=CHAIR, standing=Standing.TAKES_PART, ground="party")
    assert [seat for seat in ALL if refused(seat, own) is None] == [OFFICE]


def test_every_act_of_a_meeting_has_its_place_here() -> None:
    assert {type(body) for body in (*WRITTEN_DOWN, *FOLLOWED_UP, *spoken(MEMBER))} == set(acts.MEETING_KINDS.values())
