"""One rating saved in the largest case, as a screen saves it: checked, written, on disk, and the list brought up to date."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from reviewer.casefile.connection import connect
from reviewer.casefile.file import CaseFile, open_case
from reviewer.domain.committee import Committee
from reviewer.domain.events import Rated, RatingState
from tests.benchmarks.generate import MEMBER, NOON, committee
from tests.benchmarks.measures import Bench, Measured

PRACTICE = 2


def saving(bench: Bench, shown: Mapping[int, Path]) -> list[Measured]:
    """Return what saving one rating costs, against one row written as durably by bare SQLite."""
    largest, rules = max(shown), committee()
    target, plain = bench.folder / "saved.sak", bench.folder / "plain.db"
    shutil.copyfile(shown[largest], target)
    plain.unlink(missing_ok=True)
    file, bare = open_case(target), connect(plain)
    bare.execute("CREATE TABLE saved (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    ours: list[float] = []
    rows: list[float] = []
    try:
        for number in range(PRACTICE + 4 * bench.rounds):
            rows.append(_milliseconds(lambda: _row(bare)))
            ours.append(_milliseconds(lambda: _rate(file, rules, 1 + number * largest // 1000 % largest)))  # noqa: B023 - called at once
    finally:
        file.close()
        bare.close()
    return [Measured(name=f"one rating saved, {largest:,}", unit="ms", values=tuple(ours[PRACTICE:]), against=tuple(rows[PRACTICE:]))]


def _milliseconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def _row(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO saved (text) VALUES ('rated')")


def _rate(file: CaseFile, rules: Committee, number: int) -> None:
    criterion = rules.criteria[0]
    score = criterion.scale[number % len(criterion.scale)].value
    body = Rated(application=f"2018-{number:06}", seat=MEMBER, criterion=criterion.id, state=RatingState.SCORED, score=score)
    file.append(MEMBER, [body], NOON)
