"""What was written before there were keys: the first key countersigns it, and whoever alters it afterwards is found out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile.file import CaseFile, create, open_case
from reviewer.domain.events import BudgetSet, CaseOpened, Interest, InterestDeclared
from reviewer.mending import mend
from reviewer.own_key import countersign, enrol, enrol_secretariat, enrolment_of
from reviewer.packing import hand_in
from tests.casefile.conftest import NOON, application, received
from tests.exchange.laptops import OFFICE, Laptop, council, identity, member, own, rated

LATER = NOON + timedelta(hours=1)
HIDDEN = "2026-2"
BARE = "Event {position} has no signature and is not countersigned. If {seat} stands by it: reviewer identity mend CASE."


@pytest.fixture
def keyless(tmp_path: Path) -> Laptop:
    """Return the secretariat's laptop with a case that was worked in before anybody had a key."""
    laptop = Laptop(tmp_path, OFFICE)
    laptop.file = create(laptop.path, CaseOpened(committee=council(), committee_hash="0" * 64, program="test"), OFFICE, NOON)
    laptop.file.append(OFFICE, received(application("2026-1"), application(HIDDEN)), NOON)
    laptop.file.append("bergen", rated("2026-1", "bergen", 4, 5), NOON)
    laptop.file.append(OFFICE, [BudgetSet(amount=1000)], NOON)
    laptop.file.append(OFFICE, [InterestDeclared(application=HIDDEN, declarer="oslo", interest=Interest.RECUSED)], NOON)
    return laptop


@pytest.fixture
def keyed(keyless: Laptop) -> Laptop:
    keyless.file.signer = keyless.own
    enrol_secretariat(keyless.file, OFFICE, LATER)
    return keyless


def problems(laptop: Laptop) -> list[str]:
    file = open_case(laptop.path)
    try:
        return [said.message for said in file.verify().problems]
    finally:
        file.close()


def rewrite(path: Path, chain: tuple[str, str], change: Callable[[dict[str, Any]], None]) -> None:
    """Alter the first event of an unsigned feed as somebody would who knows how: with every later one's hash put right."""
    connection = sqlite3.connect(path)
    for trigger in ("update", "delete", "replace"):
        connection.execute(f"DROP TRIGGER events_refuse_{trigger}")
    rows = connection.execute(
        "SELECT position, bytes FROM events WHERE seat = ? AND feed = ? AND key = '' ORDER BY number", chain
    ).fetchall()
    previous = ""
    for index, (position, stored) in enumerate(rows):
        raw = json.loads(stored)
        raw["previous"] = previous
        if not index:
            change(raw)
        altered = json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode()
        previous, before = sha256(altered).hexdigest(), previous
        connection.execute("UPDATE events SET bytes = ?, id = ?, previous = ? WHERE position = ?", (altered, previous, before, position))
    connection.commit()
    connection.close()
    file = open_case(path)
    file.rebuild_lists()
    file.close()


def test_every_event_is_signed_or_countersigned(keyed: Laptop) -> None:
    found = keyed.file.verify()
    assert (found.problems, found.remarks) == ((), ())
    assert (found.signed, found.countersigned, found.unsigned) == (5, 7, 0)
    assert found.signed + found.countersigned == found.events
    assert countersign(keyed.file, OFFICE, LATER) == 0


def test_without_a_key_it_says_that_nothing_is_signed(keyless: Laptop) -> None:
    found = keyless.file.verify()
    assert (found.ok, found.signed, found.countersigned, found.unsigned) == (True, 0, 0, found.events)


def test_an_early_event_that_is_altered_with_all_its_hashes_is_found(keyed: Laptop) -> None:
    keyed.file.close()
    rewrite(keyed.path, ("bergen", "rating/2026-1"), lambda raw: raw["body"].update(score=1))
    assert "What {seat} wrote in {feed} before there were keys is not what was countersigned." in problems(keyed)


def test_without_a_countersigning_the_same_alteration_is_not_found(keyless: Laptop) -> None:
    """The other half of the claim: hashes alone do not hold it."""
    keyless.file.close()
    rewrite(keyless.path, ("bergen", "rating/2026-1"), lambda raw: raw["body"].update(score=1))
    assert problems(keyless) == []


def test_what_is_slipped_in_behind_what_was_countersigned_is_found(keyed: Laptop) -> None:
    keyed.file.close()
    source = sqlite3.connect(keyed.path)
    last = source.execute("SELECT * FROM events WHERE feed = 'rating/2026-1' ORDER BY number DESC LIMIT 1").fetchone()
    names = [name for _, name, *_ in source.execute("PRAGMA table_info(events)")]
    row = dict(zip(names, last, strict=True))
    raw = json.loads(row["bytes"]) | {"number": row["number"] + 1, "previous": row["id"], "replaces": [row["id"]]}
    stored = json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode()
    row |= {"position": None, "id": sha256(stored).hexdigest(), "number": raw["number"], "previous": raw["previous"], "bytes": stored}
    source.execute(f"INSERT INTO events VALUES ({', '.join('?' for _ in names)})", list(row.values()))  # noqa: S608
    source.commit()
    source.close()
    file = open_case(keyed.path)
    file.rebuild_lists()
    file.close()
    assert problems(keyed) == [BARE]


def test_a_countersigning_that_is_taken_away_is_missed(keyed: Laptop) -> None:
    keyed.file.close()
    connection = sqlite3.connect(keyed.path)
    connection.execute("DROP TRIGGER events_refuse_delete")
    connection.execute("DELETE FROM events WHERE feed = 'countersigned/bergen/rating/2026-1'")
    connection.commit()
    connection.close()
    assert set(problems(keyed)) == {BARE}


def test_a_member_s_copy_is_covered_too_and_tells_of_nothing_hidden(keyed: Laptop, tmp_path: Path) -> None:
    enrol(keyed.file, OFFICE, "oslo", identity("oslo").card(), LATER)
    copy = member(tmp_path, "oslo", keyed, LATER)
    found = copy.file.verify()
    assert (found.problems, found.remarks, found.unsigned) == ((), (), 0)
    assert found.countersigned
    assert not any(HIDDEN in text for event in copy.file.stored_events() for text in (event.decode(),))


def test_a_case_whose_keys_came_before_countersigning_is_put_right_once(keyless: Laptop) -> None:
    file = keyless.file
    file.signer = keyless.own
    file.append(OFFICE, [enrolment_of(keyless.own, OFFICE)], LATER)
    before = file.verify()
    assert before.ok
    assert [said.message for said in before.remarks] == [
        "{number} event from before the first key has no signature. The secretariat countersigns it: reviewer identity enrol CASE."
    ]
    assert before.unsigned == 7
    assert countersign(file, OFFICE, LATER) == 4
    after = file.verify()
    assert (after.problems, after.remarks, after.unsigned) == ((), (), 0)


def test_an_import_that_was_taken_back_does_not_keep_the_first_key_out(keyless: Laptop) -> None:
    file = keyless.file
    file.append(OFFICE, received(application("2026-9")), NOON)
    assert file.undo(OFFICE, NOON)
    file.signer = keyless.own
    enrol_secretariat(file, OFFICE, LATER)
    assert (file.verify().problems, file.verify().unsigned) == ((), 0)


def test_what_a_member_rated_before_having_a_key_is_said_again_and_comes_in(keyed: Laptop, tmp_path: Path) -> None:
    """Its drafts stood on its own laptop, unsigned, when the secretariat's key began to be demanded."""
    bergen = keyless_copy(keyed, tmp_path)
    bergen.append("bergen", rated(HIDDEN, "bergen", 3, 2), NOON + timedelta(minutes=1))
    enrol(keyed.file, OFFICE, "bergen", identity("bergen").card(), LATER)
    laptop = Laptop(tmp_path, "bergen")
    laptop.file = bergen
    bergen.signer = own("bergen")
    laptop.take(keyed.pack(LATER, to="bergen"), at=LATER)
    assert len(mend(bergen, "bergen", LATER)) == 2
    hand_in(bergen, "bergen", LATER)
    keyed.take(laptop.pack(LATER), at=LATER)
    case = keyed.file.case()
    assert {key: one.score for key, one in case.dossiers[HIDDEN].ratings.items()} == {("bergen", "reuse"): 3, ("bergen", "benefit"): 2}
    assert case.conflicts == ()
    assert mend(bergen, "bergen", LATER) == ()


def keyless_copy(keyed: Laptop, folder: Path) -> CaseFile:
    """Return a copy of the file as it was before the first key."""
    path = folder / "bergen.sak"
    source, target = sqlite3.connect(keyed.path), sqlite3.connect(path)
    source.backup(target)
    target.execute("DROP TRIGGER events_refuse_delete")
    target.execute("DELETE FROM events WHERE key <> ''")
    target.execute("CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END")
    target.commit()
    target.close()
    source.close()
    file = open_case(path)
    file.rebuild_lists()
    return file
