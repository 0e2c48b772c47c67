"""An illustrative round that is in its meeting: a council of six, four cases on the agenda, two recusals."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from reviewer.casefile.file import create, open_case
from reviewer.domain.application import Application, Organisation, OrganisationKind
from reviewer.domain.committee import Phrase, PhraseUse, Seat, SeatRole
from reviewer.domain.events import BudgetSet, CaseOpened, Happening, Interest, InterestDeclared, Stage, StageSet
from reviewer.domain.meeting.acts import (
    AttendanceNoted,
    FloorGiven,
    FloorState,
    ItemPlaced,
    MeetingCalled,
    MotionKind,
    MotionMade,
    Presence,
)
from reviewer.domain.stages import Outcome
from tests.tui.small_round import COMMITTEE, FIRST, NOW, SECOND, rated, received

MEETING = "2018-02-01"
MEMBERS = ("bergen", "lom", "voss", "narvik", "molde")
SEATS = ("leder", *MEMBERS)
COUNCIL = replace(
    COMMITTEE,
    seats=(
        Seat(id="leder", name="Oslo kommune (leder)", role=SeatRole.CHAIR, number="0301"),
        *(Seat(id=one, name=f"{one.title()} kommune", role=SeatRole.MEMBER) for one in MEMBERS),
        Seat(id="sekretariat", name="Sekretariatet", role=SeatRole.SECRETARIAT),
        Seat(id="observator", name="Digitaliseringsutvalget", role=SeatRole.OBSERVER),
    ),
    phrases=(
        Phrase(id="plan", use=PhraseUse.CONDITION, text="Planen skal være godkjent."),
        Phrase(id="nasjonal", use=PhraseUse.REASON, text="Løsningen er nasjonal."),
    ),
)
THIRD = Application(
    id="A-3",
    title="Varsling ved brudd på vann og avløp",
    applicant=Organisation(name="Oslo kommune", kind=OrganisationKind.MUNICIPALITY, number="0301"),
    amount_applied=2_000_000,
    project_cost=4_000_000,
    call="2018-1",
)
FOURTH = replace(THIRD, id="A-4", title="Felles vaktliste", applicant=Organisation(name="Voss kommune"))
CALLED = MeetingCalled(meeting=MEETING, date=date(2018, 2, 1), place="Oslo", starts="13:00")
AGENDA = tuple(
    ItemPlaced(application=key, meeting=MEETING, number=f"{number}/18", position=number - 13, minutes=10)
    for number, key in enumerate(("A-1", "A-2", "A-3", "A-4"), start=14)
)
RECUSALS = (("bergen", "A-1"), ("leder", "A-3"))
RATED = {"A-1": (5, 4), "A-2": (2, 3), "A-3": (3, 3)}


def came(*seats: str) -> list[Happening]:
    return [AttendanceNoted(meeting=MEETING, attendee=seat, presence=Presence.PRESENT, at_time="13:00") for seat in seats]


def left(*seats: str) -> list[Happening]:
    return [AttendanceNoted(meeting=MEETING, attendee=seat, presence=Presence.ABSENT, at_time="13:30") for seat in seats]


def floor(key: str, state: FloorState = FloorState.OPEN) -> FloorGiven:
    return FloorGiven(application=key, meeting=MEETING, state=state)


def moved(key: str, amount: int, motion: str = "1", proposer: str = "lom") -> MotionMade:
    return MotionMade(
        application=key,
        motion=motion,
        kind=MotionKind.MAIN,
        proposer=proposer,
        outcome=Outcome.RECOMMENDED,
        amount=amount,
        text="Innstilles.",
    )


def sitting_case(folder: Path, acts: Sequence[Sequence[Happening]] = (), present: Sequence[str] = SEATS) -> Path:
    """Write the case, called and with these present, and after that these acts of the secretariat, five minutes before `NOW`."""
    path = folder / "mote.sak"
    opened = CaseOpened(committee=COUNCIL, committee_hash="0" * 64, program="0", illustrative=True, title="Prøverunden 2018-1")
    before = NOW - timedelta(minutes=5)
    file = create(path, opened, "sekretariat", before)
    file.append("sekretariat", [received(one) for one in (FIRST, SECOND, THIRD, FOURTH)], before)
    for number, seat in enumerate(SEATS):
        for key, (first, second) in RATED.items():
            if (seat, key) not in RECUSALS:
                file.append(seat, rated(seat, key, max(1, first - number % 3), second), before)
    for seat, key in RECUSALS:
        declared = InterestDeclared(application=key, declarer=seat, interest=Interest.RECUSED, ground="Søker selv.")
        file.append(seat, [declared], before)
    file.append("sekretariat", [StageSet(stage=Stage.OPENED), BudgetSet(amount=9_000_000)], before)
    file.append("sekretariat", [CALLED, *AGENDA, StageSet(stage=Stage.MEETING)], before)
    file.append("sekretariat", came(*present), before)
    for bodies in acts:
        file.append("sekretariat", bodies, before)
    file.close()
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    return path


def does(path: Path, *bodies: Happening) -> None:
    """Write as another program would that has the case open."""
    file = open_case(path)
    try:
        file.append("sekretariat", bodies, NOW)
    finally:
        file.close()
