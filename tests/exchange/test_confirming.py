"""A seat confirms after the meeting what it declared of cases that its own copy holds no trace of."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.casefile.errors import Refused
from reviewer.closing import lock_minutes
from reviewer.domain.events import Interest, InterestDeclared, Stage, StageSet
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.approving import Confirmation, confirmations, to_confirm
from reviewer.domain.meeting.minutes import minutes
from tests.casefile.conftest import NOON
from tests.exchange.laptops import OFFICE, Laptop, member, office

OUT, MEETING = "2026-1", "m1"
DAY = timedelta(days=1)


def held(laptop: Laptop) -> None:
    """Hold a meeting of two cases and lock its minutes."""
    start = NOON + DAY
    laptop.act([StageSet(stage=Stage.MEETING), acts.MeetingCalled(meeting=MEETING, date=start.date(), place="Oslo")], start)
    here = [acts.AttendanceNoted(meeting=MEETING, attendee=seat, presence=acts.Presence.PRESENT) for seat in ("oslo", "bergen")]
    placed = [acts.ItemPlaced(application=key, meeting=MEETING, number=f"{at}/26", position=at) for at, key in ((1, OUT), (2, "2026-2"))]
    laptop.act([*here, *placed], start + timedelta(minutes=1))
    done = [acts.FloorGiven(application=key, meeting=MEETING, state=acts.FloorState.CLOSED) for key in (OUT, "2026-2")]
    laptop.act(done, start + timedelta(minutes=2))
    lock_minutes(laptop.file, OFFICE, MEETING, start + timedelta(hours=1), "oslo")


def declared(laptop: Laptop, *keys: str, interest: Interest = Interest.NONE) -> None:
    ground = "" if interest is Interest.NONE else "Søker."
    laptop.act([InterestDeclared(application=key, declarer="bergen", interest=interest, ground=ground) for key in keys], NOON)


@pytest.mark.parametrize("before", [False, True], ids=["no trace of it", "its former laptop had written there"])
def test_what_it_is_recused_from_is_confirmed_from_a_copy_without_it(tmp_path: Path, *, before: bool) -> None:
    secretariat = office(tmp_path)
    if before:
        former = member(tmp_path, "bergen", secretariat)
        declared(former, OUT)
        secretariat.take(former.pack(NOON), at=NOON)
        former.path.rename(tmp_path / "former.sak")
    declared(secretariat, OUT, interest=Interest.RECUSED)
    declared(secretariat, "2026-2")
    held(secretariat)
    later = NOON + 2 * DAY
    laptop = member(tmp_path, "bergen", secretariat, at=later)
    assert OUT not in laptop.file.case().dossiers, "the copy holds no trace of the case"
    laptop.act(to_confirm(laptop.file.case(), "bergen"), later)
    assert to_confirm(laptop.file.case(), "bergen") == ()
    answer = secretariat.take(laptop.pack(later), at=later + DAY)
    assert (answer.refused, answer.held, answer.no_longer) == ((), (), ())
    assert secretariat.file.verify().ok
    case = secretariat.file.case()
    kept = minutes(case, MEETING)
    assert kept is not None
    assert [one for one in confirmations(case, kept) if one.seat == "bergen"] == [Confirmation(seat="bergen", confirmed=2, declared=2)]


def test_the_same_is_confirmed_whatever_the_seat_is_recused_from(tmp_path: Path) -> None:
    found = []
    for folder, keys in (("one", ()), ("two", (OUT,)), ("three", (OUT, "2026-2"))):
        (tmp_path / folder).mkdir()
        secretariat = office(tmp_path / folder)
        if keys:
            declared(secretariat, *keys, interest=Interest.RECUSED)
        held(secretariat)
        found.append(to_confirm(member(tmp_path / folder, "bergen", secretariat, at=NOON + 2 * DAY).file.case(), "bergen"))
    assert found == [(acts.InterestConfirmed(application="", declarer="bergen", meeting=MEETING),)] * 3


def test_a_meetings_cases_are_not_confirmed_at_once_before_its_minutes_are_locked(tmp_path: Path) -> None:
    secretariat = office(tmp_path)
    secretariat.act([acts.MeetingCalled(meeting=MEETING, date=NOON.date(), place="Oslo")], NOON)
    for meeting in (MEETING, "m2"):
        with pytest.raises(Refused):
            secretariat.act([acts.InterestConfirmed(application="", declarer="bergen", meeting=meeting)], NOON)
