"""A meeting kept on paper: two recusals, an acting chair, a tie, a dissent, a partial grant, a postponed case, somebody who left early."""

from __future__ import annotations

from datetime import date

from reviewer.domain.events import Outcome
from reviewer.domain.meeting.acts import MotionKind
from reviewer.domain.meeting.paper.record import Head, Item, Matter, Motion, Record, Recusal, Statement, Votes
from reviewer.domain.meeting.paper.restaged import restaged
from tests.domain.meeting.room import CHAIR, MEMBERS, OFFICE, Room

IDS = ("A", "B", "C", "D")
SIX = (CHAIR, *MEMBERS[:5])
RECORD = Record(
    meeting=Head(
        id="2018-03-01",
        date=date(2018, 3, 1),
        place="Oslo, Haakon VIIs gate 9",
        kind="Ordinært møte",
        starts="10:00",
        ends="12:15",
        present=(*SIX, OFFICE),
        absent=MEMBERS[5:],
        deputies={"medlem2": "Kari Nordmann"},
        left={"medlem5": "11:40"},
    ),
    recusals=(
        Recusal(seat="medlem1", application="A", ground="office", reason="Kommunen er søker.", decided_by=(CHAIR, *MEMBERS[1:5])),
        Recusal(seat=CHAIR, application="B", ground="partner", decided_by=MEMBERS[:5]),
    ),
    matters=(
        Matter(number="13/18", title="Godkjenning av innkalling og saksliste", decision="Godkjent."),
        Matter(number="18/18", title="Eventuelt", decision="Ingen saker.", after=4),
    ),
    items=(
        Item(
            application="A",
            number="14/18",
            motion="Tiltak A får det meste av det som er søkt.",
            outcome=Outcome.CONDITIONS,
            amount=4_000_000,
            conditions=("Gevinstplanen er godkjent.",),
            votes=Votes(ayes=(CHAIR, "medlem2", "medlem3"), noes=("medlem4", "medlem5")),
            dissent=(Statement(seat="medlem4", text="Beløpet er for høyt."),),
            reasons="Tiltaket er lønnsomt.",
            departure="En million spares til neste runde.",
            proposer=CHAIR,
            introducers=("medlem2",),
            minutes=15,
        ),
        Item(
            application="B",
            number="15/18",
            motion="Innstilles ikke.",
            outcome=Outcome.NOT_RECOMMENDED,
            votes=Votes(ayes=2, noes=2, abstained=1, chair_voted="against"),
            chair="medlem1",
            chair_reason="Leder er inhabil.",
            proposer="medlem2",
            motions=(
                Motion(
                    number="2",
                    kind=MotionKind.ALTERNATIVE,
                    proposer="medlem3",
                    text="Innstilles med 1 million kroner.",
                    outcome=Outcome.RECOMMENDED,
                    amount=1_000_000,
                    votes=Votes(ayes=3, noes=2, abstained=0),
                ),
            ),
            reasons="Flertallet vil ha et forprosjekt.",
            remarks=(Statement(seat="medlem2", text="Saken burde vært utsatt."),),
        ),
        Item(
            application="C",
            number="16/18",
            motion="Utsettes.",
            outcome=Outcome.POSTPONED,
            votes=Votes(unanimous=True),
            proposer=CHAIR,
            absent=("medlem5",),
            reasons="Tall mangler.",
            postponed_to="Neste møte",
        ),
        Item(
            application="D",
            number="17/18",
            motion="Innstilles.",
            outcome=Outcome.RECOMMENDED,
            amount=5_000_000,
            votes=Votes(unanimous=True),
            proposer=CHAIR,
            absent=("medlem5",),
            reasons="God.",
        ),
    ),
    remarks=(Statement(seat="medlem3", text="Sakspapirene kom sent."),),
)


def held(record: Record = RECORD) -> Room:
    """Return the room in which that meeting was held."""
    room = Room(ids=IDS)
    room.write(*(step.body for step in restaged(record, room.case.committee)))
    return room
