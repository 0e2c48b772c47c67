"""A shared folder: what engines that replicate it leave lying about is passed over, and every laptop ends with what it may see."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.casefile.file import open_case
from reviewer.domain.enrolment import SeatEnrolled, SeatKeyClosed
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.domain.said import say
from reviewer.exchange import packet
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.identity import Identity
from reviewer.exchange.replication import replicated_by
from reviewer.mending import mend
from reviewer.own_key import OwnKey, close_key, enrol
from reviewer.packing import hand_in
from reviewer.syncing import sync_folder
from tests.casefile.conftest import NOON
from tests.exchange.laptops import OFFICE, Laptop, office, own, rated

DAY = timedelta(days=1)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "felles"
    folder.mkdir()
    return folder


def files(place: Path) -> set[str]:
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}


def test_laptops_meet_in_a_folder(tmp_path: Path, place: Path) -> None:
    secretariat = office(tmp_path)
    assert set(sync_folder(secretariat.path, place, secretariat.own, NOON).sent) == {"oslo", "bergen", "ks"}
    bergen = Laptop(tmp_path, "bergen")
    assert sync_folder(bergen.path, place, bergen.own, NOON).merged.sender_words == own(OFFICE).card.words
    bergen.opened()
    bergen.act(rated("2026-1", "bergen", 4), NOON + DAY)
    hand_in(bergen.file, "bergen", NOON + DAY)
    assert sync_folder(bergen.path, place, bergen.own, NOON + DAY).sent == (OFFICE,)
    assert sync_folder(bergen.path, place, bergen.own, NOON + DAY).sent == ()
    assert sync_folder(secretariat.path, place, secretariat.own, NOON + DAY).merged.added == 2
    assert secretariat.file.case().dossiers["2026-1"].ratings["bergen", "reuse"].score == 4
    secretariat.act([InterestDeclared(application="2026-2", declarer="oslo", interest=Interest.RECUSED)], NOON + DAY)
    assert set(sync_folder(secretariat.path, place, secretariat.own, NOON + DAY).sent) == {"oslo", "bergen", "ks"}
    assert len(files(place)) == 4


def test_a_key_that_cannot_be_read_today_leaves_what_lies_there_for_tomorrow(tmp_path: Path, place: Path) -> None:
    secretariat = office(tmp_path)
    sync_folder(secretariat.path, place, secretariat.own, NOON)
    bergen = Laptop(tmp_path, "bergen")

    def locked() -> Identity:
        raise ExchangeError(say("The passphrase of this machine's key is wrong."))

    with pytest.raises(ExchangeError, match="passphrase"):
        sync_folder(bergen.path, place, OwnKey(own("bergen").card, locked), NOON)
    sync_folder(bergen.path, place, bergen.own, NOON)
    bergen.opened()
    bergen.act(rated("2026-1", "bergen", 4), NOON)
    hand_in(bergen.file, "bergen", NOON)
    sync_folder(bergen.path, place, bergen.own, NOON)
    with pytest.raises(ExchangeError, match="passphrase"):
        sync_folder(secretariat.path, place, OwnKey(own(OFFICE).card, locked), NOON)
    assert sync_folder(secretariat.path, place, secretariat.own, NOON).merged.added == 2


def test_a_packet_of_a_later_program_is_read_once_the_program_reads_it(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretariat = office(tmp_path)
    sync_folder(secretariat.path, place, secretariat.own, NOON)
    bergen = Laptop(tmp_path, "bergen")
    sync_folder(bergen.path, place, bergen.own, NOON)
    bergen.opened()
    bergen.act(rated("2026-1", "bergen", 4), NOON)
    hand_in(bergen.file, "bergen", NOON)
    with monkeypatch.context() as later:
        later.setattr(packet, "_MAGIC", b"reviewer-packet 2\n")
        sync_folder(bergen.path, place, bergen.own, NOON)
    assert "newer version" in sync_folder(secretariat.path, place, secretariat.own, NOON).merged.refused[0].why.message
    monkeypatch.setattr(packet, "_MAGIC", b"reviewer-packet 2\n")
    assert sync_folder(secretariat.path, place, secretariat.own, NOON).merged.added == 2


def test_a_seat_that_nothing_can_be_sent_to_does_not_keep_the_others_from_theirs(tmp_path: Path, place: Path) -> None:
    secretariat = office(tmp_path)
    nowhere = SeatEnrolled(holder="ks", key=own("borte").key, receives="age1" + "q" * 58, name="KS")
    secretariat.act([SeatKeyClosed(holder="ks", key=own("ks").key, reason="Lost."), nowhere], NOON)
    assert set(sync_folder(secretariat.path, place, secretariat.own, NOON).sent) == {"oslo", "bergen"}


def test_the_case_file_never_lies_in_the_folder_and_nothing_there_can_be_read_by_others(tmp_path: Path, place: Path) -> None:
    secretariat = office(tmp_path)
    sync_folder(secretariat.path, place, secretariat.own, NOON)
    for path in place.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert content.startswith(b"age-encryption.org/v1\n")
            assert b"2026-1" not in content
    with pytest.raises(ExchangeError, match="nothing lies that opens"):
        sync_folder(tmp_path / "x.sak", place, own("en annen"), NOON)


def test_what_engines_leave_is_ignored_and_a_torn_file_is_taken_when_it_is_whole(tmp_path: Path, place: Path) -> None:
    secretariat = office(tmp_path)
    sync_folder(secretariat.path, place, secretariat.own, NOON)
    bergen = Laptop(tmp_path, "bergen")
    sync_folder(bergen.path, place, bergen.own, NOON)
    bergen.opened()
    bergen.act([InterestDeclared(application="2026-1", declarer="bergen", interest=Interest.NONE)], NOON + DAY)
    sync_folder(bergen.path, place, bergen.own, NOON + DAY)
    (path,) = (place / secretariat.file.case_id / OFFICE).iterdir()
    whole = path.read_bytes()
    for name in (
        "{stem} (1){suffix}",
        "{stem}-DESKTOP-1{suffix}",
        "{stem}.sync-conflict-20261122-120000-ABC{suffix}",
        "~{stem}{suffix}",
        ".{stem}.part",
    ):
        path.with_name(name.format(stem=path.stem, suffix=path.suffix)).write_bytes(whole)
    for part in (b"", whole[:100], whole[:-1], whole + b"x", b"\0" * len(whole)):
        path.write_bytes(part)
        merged = sync_folder(secretariat.path, place, secretariat.own, NOON + DAY).merged
        assert (merged.added, merged.refused) == (0, ())
    path.write_bytes(whole)
    assert sync_folder(secretariat.path, place, secretariat.own, NOON + DAY).merged.added == 1


def test_a_lost_file_is_sent_again(tmp_path: Path, place: Path) -> None:
    secretariat = office(tmp_path)
    sync_folder(secretariat.path, place, secretariat.own, NOON)
    for path in place.rglob("*.sakspakke"):
        path.unlink()
    assert set(sync_folder(secretariat.path, place, secretariat.own, NOON).sent) == {"oslo", "bergen", "ks"}


def test_an_id_that_leads_elsewhere_stays_in_the_folder(place: Path) -> None:
    from reviewer.exchange.folder import put, waiting

    for name in ("..", "../x", "a/b", "C:\\x", "/etc", ".", "con\0"):
        written = put(place, name, name, "ab" * 8, b"x")
        assert written.is_relative_to(place)
        assert written.parent.parent.parent == place
        assert [mail.content for mail in waiting(place, name, name, frozenset())] == [b"x"]


@pytest.mark.parametrize(
    ("path", "engine"),
    [
        ("/home/kari/OneDrive/sak/a.sak", "OneDrive"),
        ("/home/kari/OneDrive - Bergen kommune/a.sak", "OneDrive"),
        ("/home/kari/Dropbox/a.sak", "Dropbox"),
        ("/Users/kari/Library/Mobile Documents/a.sak", "iCloud"),
        ("/home/kari/saker/a.sak", None),
        ("/home/kari/onedriver/a.sak", None),
    ],
)
def test_a_folder_that_something_replicates_is_known(path: str, engine: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        monkeypatch.delenv(name, raising=False)
    assert replicated_by(Path(path)) == engine


def test_syncthing_and_onedrives_own_word_for_its_folder_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert replicated_by(tmp_path / "sync" / "sub" / "a.sak") is None
    (tmp_path / "sync" / ".stfolder").mkdir(parents=True)
    assert replicated_by(tmp_path / "sync" / "sub" / "a.sak") == "Syncthing"
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Sky"))
    assert replicated_by(tmp_path / "Sky" / "a.sak") == "OneDrive"


def test_a_laptop_restored_from_an_old_copy_takes_nothing_away_from_the_folder(tmp_path: Path, place: Path) -> None:
    """What was handed in and lies there unread is all that is left of it: the copy that wrote it is gone with its laptop."""
    secretariat = office(tmp_path)
    sync_folder(secretariat.path, place, secretariat.own, NOON)
    bergen = Laptop(tmp_path, "bergen")
    sync_folder(bergen.path, place, bergen.own, NOON)
    restored = tmp_path / "restored.sak"
    shutil.copyfile(bergen.path, restored)
    for path, key in ((bergen.path, "2026-1"), (restored, "2026-2")):
        file = open_case(path)
        file.signer = bergen.own
        file.append("bergen", rated(key, "bergen", 4), NOON + DAY)
        hand_in(file, "bergen", NOON + DAY)
        file.close()
        sync_folder(path, place, bergen.own, NOON + DAY)
    sync_folder(secretariat.path, place, secretariat.own, NOON + DAY)
    dossiers = secretariat.file.case().dossiers
    assert {key for key in ("2026-1", "2026-2") if ("bergen", "reuse") in dossiers[key].ratings} == {"2026-1", "2026-2"}


@pytest.mark.parametrize("where", ["own", "restored", "fresh"])
def test_after_a_fork_a_new_key_brings_all_back_through_the_folder_too(tmp_path: Path, place: Path, where: str) -> None:
    secretariat, fresh = office(tmp_path), own("kari's next laptop")
    sync_folder(secretariat.path, place, secretariat.own, NOON)
    bergen = Laptop(tmp_path, "bergen")
    sync_folder(bergen.path, place, bergen.own, NOON)
    restored = tmp_path / "restored.sak"
    shutil.copyfile(bergen.path, restored)
    for hours, path, score in ((1, bergen.path, 4), (2, restored, 2)):
        file = open_case(path)
        file.signer = bergen.own
        file.append("bergen", rated("2026-1", "bergen", score), NOON + timedelta(hours=hours))
        hand_in(file, "bergen", NOON + timedelta(hours=hours))
        file.close()
        sync_folder(path, place, bergen.own, NOON + DAY)
    assert sync_folder(secretariat.path, place, secretariat.own, NOON + DAY).merged.refused
    enrol(secretariat.file, OFFICE, "bergen", fresh.card, NOON + DAY)
    close_key(secretariat.file, OFFICE, SeatKeyClosed(holder="bergen", key=bergen.own.key, reason="an old copy"), NOON + DAY)
    sync_folder(secretariat.path, place, secretariat.own, NOON + DAY)
    path = {"own": bergen.path, "restored": restored, "fresh": tmp_path / "fresh.sak"}[where]
    sync_folder(path, place, fresh, NOON + DAY)
    file = open_case(path)
    file.signer = fresh
    assert set(file.void()) == set(secretariat.file.void())
    assert len(mend(file, "bergen", NOON + DAY)) == 2
    file.close()
    sync_folder(path, place, fresh, NOON + DAY)
    sync_folder(secretariat.path, place, secretariat.own, NOON + DAY)
    assert secretariat.file.case().dossiers["2026-1"].ratings["bergen", "reuse"].score == 2
    assert (secretariat.file.verify().problems, secretariat.file.verify().remarks) == ((), ())
