"""Where the exchange stands: what a seat is told, and that it is told of nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.casefile.errors import Refused
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.exchange_state import Exchanged, Way, last_exchange, remember_exchange, state_of
from reviewer.packing import hand_in, outgoing_as, outgoing_for, write_packet
from tests.casefile.conftest import NOON
from tests.exchange.laptops import OFFICE, Laptop, member, office, rated

DAY = timedelta(days=1)
AT = NOON + DAY


@pytest.fixture
def secretariat(tmp_path: Path) -> Laptop:
    return office(tmp_path)


@pytest.fixture
def bergen(tmp_path: Path, secretariat: Laptop) -> Laptop:
    return member(tmp_path, "bergen", secretariat)


def test_a_member_sees_what_is_begun_handed_in_and_not_sent_yet(bergen: Laptop, tmp_path: Path) -> None:
    bergen.act(rated("2026-1", "bergen", 4, 5), AT)
    bergen.act(rated("2026-2", "bergen", 1), AT)
    state = state_of(bergen.file, "bergen", AT)
    assert (state.progress.begun, state.progress.handed_in, state.progress.of, state.waiting) == (2, 0, 3, 0)
    hand_in(bergen.file, "bergen", AT, ["2026-1"])
    assert state_of(bergen.file, "bergen", AT).waiting == 3
    write_packet(bergen.file, outgoing_as(bergen.file, "bergen", bergen.own, AT), tmp_path / "p.sakspakke", AT)
    assert state_of(bergen.file, "bergen", AT).waiting == 0
    bergen.act([InterestDeclared(application="2026-2", declarer="bergen", interest=Interest.NONE)], AT)
    assert state_of(bergen.file, "bergen", AT).waiting == 1


def test_handing_in_is_undone_until_it_was_sent(bergen: Laptop, tmp_path: Path) -> None:
    bergen.act(rated("2026-1", "bergen", 4, 5), AT)
    hand_in(bergen.file, "bergen", AT)
    bergen.file.undo("bergen", AT)
    assert state_of(bergen.file, "bergen", AT).progress.handed_in == 0
    hand_in(bergen.file, "bergen", AT)
    write_packet(bergen.file, outgoing_as(bergen.file, "bergen", bergen.own, AT), tmp_path / "p.sakspakke", AT)
    with pytest.raises(Refused, match="handed in and sent"):
        bergen.file.undo("bergen", AT)
    assert state_of(bergen.file, "bergen", AT).progress.handed_in == 1


def test_a_new_copy_knows_what_the_secretariat_has_of_its_own(secretariat: Laptop, bergen: Laptop, tmp_path: Path) -> None:
    bergen.act(rated("2026-1", "bergen", 4, 5), AT)
    hand_in(bergen.file, "bergen", AT)
    secretariat.take(bergen.pack(AT), at=AT)
    (tmp_path / "ny").mkdir()
    fresh = member(tmp_path / "ny", "bergen", secretariat, at=AT)
    assert state_of(fresh.file, "bergen", AT).waiting == 0
    with pytest.raises(Refused, match="handed in and sent"):
        fresh.file.undo("bergen", AT)
    fresh.act(rated("2026-2", "bergen", 4, 5), AT)
    hand_in(fresh.file, "bergen", AT)
    assert state_of(fresh.file, "bergen", AT).waiting == 3


def test_the_secretariat_knows_who_has_begun_and_how_many_but_not_what(secretariat: Laptop, bergen: Laptop) -> None:
    bergen.act(rated("2026-1", "bergen", 4, 5), AT)
    bergen.act(rated("2026-2", "bergen", 1), AT)
    hand_in(bergen.file, "bergen", AT, ["2026-1"])
    secretariat.take(bergen.pack(AT), at=AT)
    seats = {one.seat: one for one in state_of(secretariat.file, OFFICE, AT).seats}
    far = seats["bergen"].progress
    assert (far.begun, far.handed_in, far.of) == (2, 1, 3)
    assert seats["oslo"].progress.begun == 0
    assert seats["oslo"].heard is None
    assert seats["bergen"].heard == AT
    assert "2026-2" not in {event.application for event in secretariat.file.events() if event.seat == "bergen"}


def test_a_seat_whose_copy_is_behind_is_named(secretariat: Laptop, tmp_path: Path) -> None:
    for seat in ("oslo", "bergen"):
        packet = outgoing_for(secretariat.file, seat, secretariat.own, AT)
        write_packet(secretariat.file, packet, tmp_path / f"{seat}.sakspakke", AT)
    assert state_of(secretariat.file, OFFICE, AT).behind == ("ks",)
    recusal = InterestDeclared(application="2026-1", declarer="bergen", interest=Interest.RECUSED)
    secretariat.act([recusal], AT)
    assert set(state_of(secretariat.file, OFFICE, AT).behind) == {"oslo", "bergen", "ks"}
    packet = outgoing_for(secretariat.file, "bergen", secretariat.own, AT)
    write_packet(secretariat.file, packet, tmp_path / "again.sakspakke", AT)
    secretariat.act(list(rated_by_office("2026-1")), AT)
    assert "bergen" not in state_of(secretariat.file, OFFICE, AT).behind


def rated_by_office(key: str) -> tuple[InterestDeclared, ...]:
    return (InterestDeclared(application=key, declarer="oslo", interest=Interest.NONE),)


def test_a_member_is_told_nothing_of_the_others(secretariat: Laptop, bergen: Laptop) -> None:
    bergen.act(rated("2026-1", "bergen", 4, 5), AT)
    hand_in(bergen.file, "bergen", AT)
    before = state_of(secretariat.file, "oslo", AT)
    secretariat.take(bergen.pack(AT), at=AT)
    after = state_of(secretariat.file, "oslo", AT)
    assert after.seats == before.seats == ()
    assert (after.progress, after.conflicts, after.held) == (before.progress, before.conflicts, before.held)


def test_the_last_exchange_is_remembered_by_this_copy_only(secretariat: Laptop, bergen: Laptop) -> None:
    assert last_exchange(secretariat.file) is None
    done = Exchanged(at=AT, way=Way.FOLDER, came=3, sent=("bergen",))
    remember_exchange(secretariat.file, done)
    assert last_exchange(secretariat.file) == done
    bergen.take(secretariat.pack(AT, to="bergen"), at=AT)
    assert last_exchange(bergen.file) == Exchanged(at=AT, way=Way.PACKET)


def test_what_waits_is_told_with_its_reason(secretariat: Laptop, bergen: Laptop, tmp_path: Path) -> None:
    stranger = Laptop(tmp_path, "bergen", name="stranger")
    stranger.take(secretariat.pack(NOON, to="bergen"), at=NOON)
    stranger.file.signer = stranger.own
    stranger.act(rated("2026-1", "bergen", 4, 5), AT)
    hand_in(stranger.file, "bergen", AT)
    secretariat.take(stranger.pack(AT), at=AT)
    (held,) = state_of(secretariat.file, OFFICE, AT).held
    assert (held.seat, held.times) == ("bergen", 3)
    assert "not enrolled" in held.why.message
    assert state_of(secretariat.file, "oslo", AT).held == ()
    assert bergen.file.held() == []
