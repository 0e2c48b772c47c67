"""In a round that asks for declarations, an application opens to a seat when it has declared its interest in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.domain.application import Application, Organisation, OrganisationKind, TakeUp
from reviewer.domain.case import Case
from reviewer.domain.events import ApplicationReceived, Interest, InterestDeclared, Stage, StageSet
from reviewer.domain.meeting.acts import RecusalDecided, Standing
from reviewer.domain.meeting.opened import content_open, read_by, readable
from reviewer.domain.meeting.recusals import suggested
from tests.domain.meeting.room import MEMBERS, OFFICE, Room, application

SEAT = MEMBERS[0]
SECRET = "bare den som har erklært seg, leser dette"  # noqa: S105 - a summary, not a password


def _told(case: Case) -> str:
    return repr({key: (one.revisions, one.history) for key, one in case.dossiers.items()})


def _room(*stages: Stage) -> Room:
    room = Room(ids=("A", "B"))
    whole = replace(
        application("A"),
        summary=SECRET,
        partners=(Organisation(name="Voss kommune", kind=OrganisationKind.MUNICIPALITY, number="4621"),),
        reuse=TakeUp(municipalities=("1000",), statement=SECRET),
    )
    room.write(ApplicationReceived(application="A", content=whole, source="s.toml"))
    room.write(*(StageSet(stage=stage) for stage in stages))
    return room


@pytest.mark.parametrize("later", [(), (Stage.RATING,), (Stage.OPENED,), (Stage.MEETING,)])
def test_what_it_has_not_declared_in_is_closed_to_a_seat_in_every_later_phase(later: tuple[Stage, ...]) -> None:
    room = _room(Stage.DECLARING, *later)
    assert not content_open(room.case, "A", SEAT)
    assert SECRET not in _told(read_by(room.case, SEAT))
    assert SECRET not in repr(readable(room.case, SEAT, room.events))
    room.write(InterestDeclared(application="A", declarer=SEAT, interest=Interest.NONE), seat=SEAT)
    assert content_open(room.case, "A", SEAT)
    assert SECRET in _told(read_by(room.case, SEAT))


def test_what_it_takes_to_declare_stays_open() -> None:
    room = _room(Stage.DECLARING)
    found: Application = read_by(room.case, SEAT).dossiers["A"].application
    assert found.title
    assert found.applicant.name
    assert [one.name for one in found.partners] == ["Voss kommune"]
    assert found.reuse.municipalities == ("1000",)
    assert suggested(read_by(room.case, SEAT)) == suggested(room.case)


def test_the_secretariat_and_a_round_that_never_asked_read_everything() -> None:
    assert SECRET in _told(read_by(_room(Stage.DECLARING).case, OFFICE))
    assert SECRET in _told(read_by(_room(Stage.RATING).case, SEAT))


def test_the_bodys_decision_that_a_seat_takes_part_opens_the_case_to_it() -> None:
    room = _room(Stage.DECLARING)
    room.write(RecusalDecided(application="A", concerned=SEAT, standing=Standing.TAKES_PART, ground="x"))
    assert content_open(room.case, "A", SEAT)


def test_a_recused_seat_reads_nothing_whatever_it_has_declared() -> None:
    room = _room(Stage.DECLARING)
    room.write(InterestDeclared(application="A", declarer=SEAT, interest=Interest.RECUSED, ground="x"), seat=SEAT)
    assert "A" not in read_by(room.case, SEAT).dossiers
