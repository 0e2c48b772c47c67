"""Laptops that exchange packets: what comes in, what waits, what is refused; and that the order never matters."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from reviewer.domain.events import Interest, InterestDeclared, Outcome, Recommended, Stage, StageSet
from reviewer.domain.said import Listed
from reviewer.packing import hand_in
from tests.casefile.conftest import NOON
from tests.exchange.laptops import OFFICE, Laptop, member, office, own, parsed, rated

DAY = timedelta(days=1)


def test_a_members_copy_is_the_case_as_the_member_sees_it(tmp_path: Path) -> None:
    secretariat = office(tmp_path)
    bergen = member(tmp_path, "bergen", secretariat)
    assert bergen.file.case().dossiers.keys() == secretariat.file.case().dossiers.keys()
    assert bergen.file.hash() == secretariat.file.hash()
    assert bergen.file.verify().problems == ()


def test_drafts_stay_at_home_and_what_is_handed_in_comes_in(tmp_path: Path) -> None:
    secretariat = office(tmp_path)
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated("2026-1", "bergen", 1, 2, "a first thought"), NOON + DAY)
    bergen.act(rated("2026-2", "bergen", 3), NOON + DAY)
    bergen.act(rated("2026-1", "bergen", 4, comment="considered"), NOON + DAY)
    secretariat.take(bergen.pack(NOON + DAY), at=NOON + DAY)
    assert not any(dossier.ratings for dossier in secretariat.file.case().dossiers.values())
    hand_in(bergen.file, "bergen", NOON + DAY, ["2026-1"])
    content = bergen.pack(NOON + DAY)
    assert b"a first thought" in content  # the rating of the second criterion was handed in with its comment
    assert content.count(b"a first thought") == 1
    answer = secretariat.take(content, at=NOON + DAY)
    assert (answer.refused, answer.held) == ((), ())
    case = secretariat.file.case()
    assert {key: one.score for key, one in case.dossiers["2026-1"].ratings.items()} == {("bergen", "reuse"): 4, ("bergen", "benefit"): 2}
    assert case.dossiers["2026-2"].ratings == {}
    assert case.dossiers["2026-1"].handed_in == {"bergen"}
    assert case.conflicts == ()
    assert secretariat.file.verify().problems == ()


def test_what_was_handed_in_again_takes_the_place_of_the_former(tmp_path: Path) -> None:
    secretariat = office(tmp_path)
    bergen = member(tmp_path, "bergen", secretariat)
    packets = []
    for score in (2, 3, 5):
        bergen.act(rated("2026-1", "bergen", 1), NOON + DAY)
        bergen.act(rated("2026-1", "bergen", score), NOON + DAY)
        hand_in(bergen.file, "bergen", NOON + DAY)
        packets.append(bergen.pack(NOON + DAY))
    hashes = set()
    for index, order in enumerate(permutations(packets)):
        folder = tmp_path / str(index)
        copy = Laptop(folder, OFFICE)
        folder.mkdir()
        copy.path.write_bytes(secretariat.path.read_bytes())
        copy.opened()
        for packet in (*order, order[0]):
            assert copy.take(packet, at=NOON + DAY).refused == ()
        case = copy.file.case()
        assert case.dossiers["2026-1"].ratings["bergen", "reuse"].score == 5
        assert case.conflicts == ()
        assert copy.file.verify().problems == ()
        hashes.add(copy.file.hash())
    assert len(hashes) == 1


def test_a_key_that_is_not_enrolled_waits_and_comes_in_by_itself_when_it_is(tmp_path: Path) -> None:
    from reviewer.own_key import enrol

    secretariat = office(tmp_path)
    deputy = Laptop(tmp_path, "bergen", name="vara")
    deputy.take(secretariat.pack(NOON, to="bergen"), at=NOON)
    deputy.act(rated("2026-1", "bergen", 4), NOON + DAY)
    hand_in(deputy.file, "bergen", NOON + DAY)
    answer = secretariat.take(deputy.pack(NOON + DAY), at=NOON + DAY)
    assert (answer.added, [told.why.message for told in answer.held]) == (
        0,
        ["{seat}'s key is not enrolled. Confirm its words with the person, and enrol it."],
    )
    enrol(secretariat.file, OFFICE, "bergen", own("vara").card, NOON + DAY)
    assert secretariat.file.held() == []
    assert secretariat.file.case().dossiers["2026-1"].ratings["bergen", "reuse"].score == 4
    assert secretariat.file.verify().problems == ()


def test_what_is_dated_in_the_future_waits_until_then(tmp_path: Path) -> None:
    secretariat = office(tmp_path)
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.wrong = 3 * DAY
    bergen.act([InterestDeclared(application="2026-1", declarer="bergen", interest=Interest.NONE)], NOON)
    packet = bergen.pack(NOON)
    assert "dated in the future" in secretariat.take(packet, at=NOON).held[0].why.message
    assert secretariat.take(packet, at=NOON + 4 * DAY).added == 1


def test_a_field_set_in_two_places_is_one_conflict_and_all_else_goes_in(tmp_path: Path) -> None:
    secretariat = office(tmp_path)
    chair = member(tmp_path, "oslo", secretariat)
    recommended = {"application": "2026-1", "fields": ("outcome", "reasons")}
    chair.act([Recommended(**recommended, outcome=Outcome.RECOMMENDED, reasons="x")], NOON + DAY)
    secretariat.act([Recommended(application="2026-1", fields=("outcome",), outcome=Outcome.POSTPONED)], NOON + DAY)
    secretariat.take(chair.pack(NOON + DAY), at=NOON + DAY)
    case = secretariat.file.case()
    assert [one.register for one in case.conflicts] == [("recommendation", "2026-1", "outcome")]
    assert {event.seat for event in case.conflicts[0].events} == {"oslo", OFFICE}
    assert case.dossiers["2026-1"].recommendation.reasons == "x"
    secretariat.act([Recommended(application="2026-1", fields=("outcome",), outcome=Outcome.RECOMMENDED)], NOON + DAY)
    assert secretariat.file.case().conflicts == ()


def test_a_laptop_restored_from_an_old_copy_is_caught_and_goes_on_with_a_new_key(tmp_path: Path) -> None:
    from reviewer.domain.enrolment import SeatKeyClosed
    from reviewer.own_key import close_key, enrol

    secretariat = office(tmp_path)
    bergen = member(tmp_path, "bergen", secretariat)
    old = bergen.path.read_bytes()
    bergen.act(rated("2026-1", "bergen", 4), NOON + DAY)
    hand_in(bergen.file, "bergen", NOON + DAY)
    first = bergen.pack(NOON + DAY)
    bergen.file.close()
    bergen.path.write_bytes(old)
    bergen.opened()
    bergen.act(rated("2026-1", "bergen", 2), NOON + 2 * DAY)
    hand_in(bergen.file, "bergen", NOON + 2 * DAY)
    second = bergen.pack(NOON + 2 * DAY)
    at = NOON + 3 * DAY
    hashes = set()
    for order in ((first, second), (second, first)):
        folder = tmp_path / str(len(hashes))
        folder.mkdir()
        copy = Laptop(folder, OFFICE)
        copy.path.write_bytes(secretariat.path.read_bytes())
        copy.opened()
        copy.take(order[0], at=at)
        answer = copy.take(order[1], at=at)
        assert "two different events number" in answer.refused[0].why.message
        assert copy.file.case().dossiers["2026-1"].ratings == {}
        assert any("Neither counts" in problem.message for problem in copy.file.verify().problems)
        hashes.add(copy.file.hash())
    assert len(hashes) == 1
    close_key(copy.file, OFFICE, SeatKeyClosed(holder="bergen", key=own("bergen").key, reason="restored"), at)
    enrol(copy.file, OFFICE, "bergen", own("ny").card, at)
    assert copy.file.verify().problems == ()


def test_a_lost_laptops_key_is_closed_and_what_it_signed_before_stays(tmp_path: Path) -> None:
    from reviewer.domain.enrolment import SeatKeyClosed
    from reviewer.own_key import close_key

    secretariat = office(tmp_path)
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated("2026-1", "bergen", 4), NOON + DAY)
    hand_in(bergen.file, "bergen", NOON + DAY)
    secretariat.take(bergen.pack(NOON + DAY), at=NOON + DAY)
    close_key(secretariat.file, OFFICE, SeatKeyClosed(holder="bergen", key=own("bergen").key, reason="lost"), NOON + DAY)
    bergen.act(rated("2026-1", "bergen", 1), NOON + 2 * DAY)
    bergen.act(rated("2026-2", "bergen", 1), NOON + 2 * DAY)
    hand_in(bergen.file, "bergen", NOON + 2 * DAY)
    answer = secretariat.take(bergen.pack(NOON + 2 * DAY), at=NOON + 2 * DAY)
    assert answer.added == 0
    assert {told.why.message for told in answer.refused} == {"{seat}'s event {number} was signed with a key that was closed before."}
    case = secretariat.file.case()
    assert case.dossiers["2026-1"].ratings["bergen", "reuse"].score == 4
    assert case.dossiers["2026-2"].ratings == {}
    assert secretariat.file.verify().problems == ()


@pytest.mark.parametrize("seat", ["bergen", "oslo", "ks"])
def test_the_fold_of_a_packet_is_what_the_seat_sees(tmp_path: Path, seat: str) -> None:
    secretariat = office(tmp_path)
    for other in ("bergen", "oslo"):
        laptop = member(tmp_path, other, secretariat)
        laptop.act(rated("2026-1", other, 4, 5), NOON + DAY)
        laptop.act(rated("2026-2", other, 3, 1), NOON + DAY)
        hand_in(laptop.file, other, NOON + DAY)
        secretariat.take(laptop.pack(NOON + DAY), at=NOON + DAY)
    secretariat.act([InterestDeclared(application="2026-2", declarer=seat, interest=Interest.RECUSED, ground="§ 6")], NOON + DAY)
    for stage in (Stage.RATING, Stage.OPENED):
        secretariat.act([StageSet(stage=stage)], NOON + DAY)
        copy = Laptop(tmp_path / stage.value, seat)
        copy.folder.mkdir()
        copy.take(secretariat.pack(NOON + DAY, to=seat), at=NOON + DAY)
        assert copy.file.case().seen_by(seat) == secretariat.file.case().seen_by(seat)
        assert copy.file.case() == secretariat.file.case().seen_by(seat)
        assert copy.file.verify().problems == ()
        assert b"2026-2" not in secretariat.pack(NOON + DAY, to=seat)
        assert parsed(secretariat.pack(NOON + DAY, to=seat)).seals == ()


def test_a_copy_that_holds_what_its_seat_may_no_longer_see_says_so(tmp_path: Path) -> None:
    secretariat = office(tmp_path)
    bergen = member(tmp_path, "bergen", secretariat)
    before = secretariat.pack(NOON + DAY, to="bergen")
    assert bergen.take(before, at=NOON + DAY).held == ()
    secretariat.act([InterestDeclared(application="2026-2", declarer="bergen", interest=Interest.RECUSED)], NOON + DAY)
    after = secretariat.pack(NOON + 2 * DAY, to="bergen")
    (told,) = bergen.take(after, at=NOON + 2 * DAY).held
    assert told.why.message.startswith("The secretariat no longer sends you {ids}.")
    assert dict(told.why.values)["ids"] == Listed(("2026-2",))
    again = Laptop(tmp_path, "bergen", name="bergen")
    again.path.unlink()
    assert again.take(after, at=NOON + 2 * DAY).held == ()
    assert "2026-2" not in again.file.case().dossiers
