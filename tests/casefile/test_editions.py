"""The lists of a case that an earlier program wrote are made again once; its events stay as they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from reviewer.casefile.browse import Browser
from reviewer.casefile.file import create, open_case
from reviewer.domain.committee import RankMethod
from reviewer.domain.events import CaseOpened
from tests.casefile.conftest import NOON, small_committee


@contextmanager
def changing(path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


def stored(path):
    with changing(path) as connection:
        return connection.execute("SELECT id, bytes FROM events ORDER BY position").fetchall()


def test_lists_of_an_earlier_program_are_made_again_once_when_the_case_is_opened(case, path):
    case.close()
    events = stored(path)
    with changing(path) as connection:
        connection.execute("DELETE FROM info WHERE key = 'lists'")
        connection.execute("UPDATE applications SET place_key = 'as it was written then'")
    browser = Browser(path)
    assert not browser.current()
    with closing(open_case(path)) as file:
        assert file.verify().ok
    assert browser.current()
    browser.close()
    assert stored(path) == events
    before = path.read_bytes()
    open_case(path).close()
    assert path.read_bytes() == before


def test_an_order_without_ratings_in_a_file_from_before_it_was_listed_is_verified(path):
    committee = small_committee()
    by_worth = replace(committee, ranking=replace(committee.ranking, method=RankMethod.NPV_PER_KRONE))
    create(path, CaseOpened(committee=by_worth, committee_hash="0" * 64, program="test"), "sekretariat", NOON).close()
    with changing(path) as connection:
        connection.execute("DELETE FROM info WHERE key IN ('lists', 'order_without_ratings')")
    with closing(open_case(path)) as file:
        assert file.verify().ok


def test_where_the_events_cannot_be_read_the_lists_stay_and_verify_tells_what_is_wrong(case, path):
    case.close()
    with changing(path) as connection:
        connection.execute("DELETE FROM info WHERE key = 'lists'")
        connection.execute("DROP TRIGGER events_refuse_update")
        connection.execute("UPDATE events SET bytes = x'7b7d' WHERE position = 2")
    with closing(open_case(path)) as file:
        assert not file.verify().ok
    with closing(Browser(path)) as browser:
        assert browser.info().applications == 3
