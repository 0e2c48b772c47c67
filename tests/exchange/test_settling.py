"""A field set in two places: the same said twice is no conflict, the owner or the secretariat settles one, in any order on every laptop."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from reviewer.casefile.errors import Refused
from reviewer.domain.conflicts import settled_words, settlement
from reviewer.domain.events import Event, Stage, StageSet
from reviewer.domain.registers import Conflict
from reviewer.domain.settlement import ConflictSettled
from reviewer.language.speech import Speech
from reviewer.own_key import enrol
from reviewer.packing import hand_in
from tests.casefile.conftest import NOON
from tests.exchange.laptops import OFFICE, Laptop, identity, office, own, rated
from tests.exchange.test_forgeries import forged, sent

DAY = timedelta(days=1)


@pytest.fixture
def secretariat(tmp_path: Path) -> Laptop:
    laptop = office(tmp_path)
    enrol(laptop.file, OFFICE, "bergen", identity("vara").card(), NOON)
    enrol(laptop.file, OFFICE, OFFICE, identity("kontor 2").card(), NOON)
    return laptop


def of_bergen(folder: Path, name: str, secretariat: Laptop, score: int, at: timedelta = DAY) -> Laptop:
    """Return the laptop of the member, or of the deputy for the same seat, with one rating handed in."""
    laptop = Laptop(folder, "bergen", name=name)
    laptop.take(secretariat.pack(NOON, to="bergen"), at=NOON)
    laptop.act(rated("2026-1", "bergen", score), NOON + at)
    hand_in(laptop.file, "bergen", NOON + at)
    return laptop


def both_in(folder: Path, secretariat: Laptop, scores: tuple[int, int]) -> tuple[Laptop, Laptop]:
    first, second = (of_bergen(folder, name, secretariat, score) for name, score in zip(("bergen", "vara"), scores, strict=True))
    secretariat.take(first.pack(NOON + DAY), second.pack(NOON + DAY), at=NOON + 2 * DAY)
    secretariat.act([StageSet(stage=Stage.OPENED)], NOON + 2 * DAY)
    return first, second


def conflict(laptop: Laptop) -> Conflict:
    (found,) = laptop.file.case().conflicts
    return found


def keeping(laptop: Laptop, score: int, seat: str = "") -> object:
    found, case = conflict(laptop), laptop.file.case()
    kept = next(event for event in found.events if getattr(event.body, "score", None) == score)
    return settlement(found, kept, case.committee, seat or laptop.seat)


def score(laptop: Laptop) -> int | None:
    return laptop.file.case().dossiers["2026-1"].ratings["bergen", "reuse"].score


def test_the_same_said_in_two_places_is_no_conflict(tmp_path: Path, secretariat: Laptop) -> None:
    both_in(tmp_path, secretariat, (4, 4))
    assert secretariat.file.case().conflicts == ()
    assert score(secretariat) == 4


def test_the_deputy_signs_as_itself(tmp_path: Path, secretariat: Laptop) -> None:
    both_in(tmp_path, secretariat, (2, 5))
    people = secretariat.file.case().enrolments
    named = {event.body.score: people.person(event.seat, event.key) for event in conflict(secretariat).events}  # type: ignore[union-attr]
    assert named == {2: "bergen", 5: "vara"}
    assert people.person("oslo", own("oslo").key) == ""


@pytest.mark.parametrize("kept", [2, 5])
def test_the_secretariat_settles_what_it_may_not_set_and_no_word_is_put_in_anybodys_mouth(
    tmp_path: Path, secretariat: Laptop, kept: int
) -> None:
    first, _ = both_in(tmp_path, secretariat, (2, 5))
    act = keeping(secretariat, kept)
    assert isinstance(act, ConflictSettled)
    secretariat.act([act], NOON + 2 * DAY)
    assert (secretariat.file.case().conflicts, score(secretariat)) == ((), kept)
    assert secretariat.file.verify().problems == ()
    first.take(secretariat.pack(NOON + 2 * DAY, to="bergen"), at=NOON + 2 * DAY)
    assert (first.file.case().conflicts, score(first)) == ((), kept)
    secretariat.file.undo(OFFICE, NOON + 3 * DAY)
    assert len(conflict(secretariat).events) == 2


def test_the_owner_settles_by_setting_it_again(tmp_path: Path, secretariat: Laptop) -> None:
    first, _ = both_in(tmp_path, secretariat, (2, 5))
    first.take(secretariat.pack(NOON + 2 * DAY, to="bergen"), at=NOON + 2 * DAY)
    act = keeping(first, 5)
    assert not isinstance(act, ConflictSettled)
    first.act([act], NOON + 2 * DAY)  # type: ignore[list-item]
    hand_in(first.file, "bergen", NOON + 2 * DAY)
    secretariat.take(first.pack(NOON + 2 * DAY), at=NOON + 2 * DAY)
    assert (secretariat.file.case().conflicts, score(secretariat)) == ((), 5)


def test_two_settlements_that_contradict_each_other_leave_the_conflict_in_every_order(tmp_path: Path, secretariat: Laptop) -> None:
    both_in(tmp_path, secretariat, (2, 5))
    other = Laptop(tmp_path, OFFICE, name="kontor 2")
    other.take(secretariat.pack(NOON + 2 * DAY, to=OFFICE), at=NOON + 2 * DAY)
    base = secretariat.pack(NOON + 2 * DAY, to=OFFICE)
    secretariat.act([keeping(secretariat, 2)], NOON + 2 * DAY)  # type: ignore[list-item]
    other.act([keeping(other, 5)], NOON + 2 * DAY)  # type: ignore[list-item]
    packets = [base, secretariat.pack(NOON + 3 * DAY, to=OFFICE), other.pack(NOON + 3 * DAY, to=OFFICE)]
    hashes = set()
    for index, order in enumerate(permutations(packets)):
        laptop = Laptop(tmp_path / str(index), OFFICE)
        laptop.folder.mkdir()
        for packet in order:
            laptop.take(packet, at=NOON + 3 * DAY)
        assert len(conflict(laptop).events) == 2
        hashes.add(laptop.file.hash())
        laptop.file.close()
    assert len(hashes) == 1
    secretariat.take(packets[2], at=NOON + 3 * DAY)
    secretariat.act([keeping(secretariat, 5)], NOON + 3 * DAY)  # type: ignore[list-item]
    assert (secretariat.file.case().conflicts, score(secretariat)) == ((), 5)


def test_a_settlement_is_seen_by_those_only_who_see_the_field(tmp_path: Path, secretariat: Laptop) -> None:
    both_in(tmp_path, secretariat, (2, 5))
    secretariat.act([keeping(secretariat, 2)], NOON + 2 * DAY)  # type: ignore[list-item]
    secretariat.act([StageSet(stage=Stage.RATING)], NOON + 2 * DAY)

    def settlements(seat: str) -> list[Event]:
        return [event for event in secretariat.file.events_seen(seat) if isinstance(event.body, ConflictSettled)]

    assert (len(settlements("bergen")), settlements("oslo"), settlements("ks")) == (1, [], [])


def test_a_member_settles_nobody_elses_field_at_the_act_nor_at_the_merge(tmp_path: Path, secretariat: Laptop) -> None:
    both_in(tmp_path, secretariat, (2, 5))
    act = keeping(secretariat, 2)
    oslo = Laptop(tmp_path, "oslo")
    oslo.take(secretariat.pack(NOON + 2 * DAY, to="oslo"), at=NOON + 2 * DAY)
    with pytest.raises(Refused, match="secretariat"):
        oslo.act([act], NOON + 2 * DAY)  # type: ignore[list-item]
    before = secretariat.file.hash()
    answer = sent(secretariat, "oslo", forged(secretariat.file.case_id, act, "oslo", "oslo"))  # type: ignore[arg-type]
    assert (answer.added, len(answer.refused), secretariat.file.hash()) == (0, 1, before)


def test_what_has_one_value_is_dropped_by_no_settlement(tmp_path: Path, secretariat: Laptop) -> None:
    laptop = of_bergen(tmp_path, "bergen", secretariat, 3)
    secretariat.take(laptop.pack(NOON + DAY), at=NOON + 2 * DAY)
    (only,) = [event for event in secretariat.file.events() if event.kind == "rated"]
    field = only.body.registers[0]
    act = ConflictSettled(field=field, kept="0" * 64, dropped=(only.id,), holder="bergen", of=only.feed, application="2026-1")
    secretariat.act([act], NOON + 2 * DAY)
    assert score(secretariat) == 3


@pytest.mark.parametrize("by", ["the secretariat", "the owner"])
def test_the_log_tells_the_field_both_values_which_was_kept_and_by_whom(tmp_path: Path, secretariat: Laptop, by: str) -> None:
    first, _ = both_in(tmp_path, secretariat, (2, 5))
    first.take(secretariat.pack(NOON + 2 * DAY, to="bergen"), at=NOON + 2 * DAY)
    laptop = secretariat if by == "the secretariat" else first
    (event,) = laptop.act([keeping(laptop, 5)], NOON + 2 * DAY)
    known = {one.id: one for one in laptop.file.events()}
    told = [Speech("en").text(said) for said in settled_words(event, known, laptop.file.case().committee)]
    assert told == ["Settled, Gjenbruk, Bergen: kept “5”; not “2”."]
    assert event.seat == laptop.seat
    others = [one for one in known.values() if one.id != event.id]
    assert all(settled_words(one, known, laptop.file.case().committee) == () for one in others)
    assert settled_words(event, {}, laptop.file.case().committee) == ()
