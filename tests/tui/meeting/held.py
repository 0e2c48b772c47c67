"""A small meeting that has been held: one grant on conditions, one refusal, one case postponed, nothing locked yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from reviewer.domain.events import Happening, Interest, InterestDeclared, Outcome, Stage, StageSet
from reviewer.domain.meeting.acts import (
    AttendanceNoted,
    Decided,
    FloorGiven,
    FloorState,
    ItemPlaced,
    Manner,
    MatterPlaced,
    MeetingCalled,
    MotionKind,
    MotionMade,
    Presence,
    VoteTaken,
)
from tests.tui.small_round import OPENED

ID = "2018-03-01"
ALL = ("leder", "bergen", "lom")
THEN = datetime(2018, 3, 5, 12, 30, tzinfo=UTC)
"""Some days after the meeting."""
AFTER = datetime(2018, 7, 2, 12, 30, tzinfo=UTC)
"""A day after all that follows the meeting in these tests."""

CALLED = MeetingCalled(meeting=ID, date=date(2018, 3, 1), place="Oslo", starts="10:00", ends="11:30")
Acts = list[tuple[str, Sequence[Happening]]]


def placed(key: str, at: int) -> ItemPlaced:
    return ItemPlaced(application=key, meeting=ID, number=f"{13 + at}/18", position=at, minutes=10)


AGENDA: Acts = [
    *OPENED,
    (
        "sekretariat",
        [
            CALLED,
            MatterPlaced(meeting=ID, matter="13/18", number="13/18", position=1, title="Godkjenning av innkallingen", decision="Godkjent."),
            *(placed(key, at) for at, key in enumerate(("A-1", "A-2", "A-3"), start=1)),
        ],
    ),
]


def settled_case(key: str, outcome: Outcome, amount: int | None = None, conditions: tuple[str, ...] = (), reasons: str = "") -> Acts:
    """Return a case taken up, moved, carried by all three, decided and done with."""
    motion = MotionMade(
        application=key, motion="1", kind=MotionKind.MAIN, proposer="leder", outcome=outcome, amount=amount, conditions=conditions
    )
    vote = VoteTaken(application=key, meeting=ID, motion="1", manner=Manner.UNANIMOUS, voters=ALL, chair="leder", for_count=3)
    decided = Decided(
        application=key,
        meeting=ID,
        motion="1",
        outcome=outcome,
        amount=amount,
        conditions=conditions,
        reasons=reasons or "Løsningen kan brukes av mange.",
        taking_part=ALL,
        chair="leder",
        departure="Resten gjelder et senere år." if amount else "",
    )
    state = [FloorGiven(application=key, meeting=ID, state=one) for one in (FloorState.OPEN, FloorState.CLOSED)]
    return [("sekretariat", [one]) for one in (state[0], motion, vote, decided, state[1])]


HELD: Acts = [
    *AGENDA,
    *((seat, [InterestDeclared(application=key, declarer=seat, interest=Interest.NONE) for key in ("A-1", "A-2", "A-3")]) for seat in ALL),
    ("sekretariat", [StageSet(stage=Stage.MEETING)]),
    ("sekretariat", [AttendanceNoted(meeting=ID, attendee=seat, presence=Presence.PRESENT, at_time="10:00") for seat in ALL]),
    *settled_case("A-1", Outcome.CONDITIONS, 4_000_000, ("Gevinstplanen er godkjent.",)),
    *settled_case("A-2", Outcome.NOT_RECOMMENDED, reasons="Bare én kommune har bruk for den."),
    *settled_case("A-3", Outcome.POSTPONED, reasons="Tall mangler."),
]
