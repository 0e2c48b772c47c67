"""Read the lists a window at a time, as one seat may see them: what the first screen and scrolling need, and nothing more.

Only the standard library's sqlite3 is used here, so that the app's first paint waits for no other import.
"""

from __future__ import annotations

import json
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any

from reviewer.casefile.connection import connect_to_read, guarded, lists_are_current
from reviewer.casefile.views import Only, Sort, View, narrowed_by, narrowing
from reviewer.domain.seats import Seat, SeatRole
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome, Stage


@dataclass(frozen=True, slots=True)
class Line:
    """One application in a list. `score` and `rank` are as the seat may see them; `rated` counts the seat's own criteria.

    `moved` is whether the council has put it on its place by hand.
    """

    id: str
    title: str
    applicant: str
    amount: int | None
    met: int
    not_met: int
    unknown: int
    not_applicable: int
    waived: int
    eligible: bool | None
    npv_per_krone: Fraction | None
    score: Fraction | None
    rank: int | None
    tied: bool
    outcome: Outcome | None
    granted: int | None
    rated: int
    below_threshold: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFrame:
    """What a screen's frame says of the case, read at once however large the case is."""

    title: str
    committee: str
    short: str
    scheme: str
    stage: Stage
    budget: int | None
    illustrative: bool
    language: str
    seats: tuple[Seat, ...]
    criteria: int
    criteria_adopted: bool

    @property
    def call(self) -> str:
        """The round's own name."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInfo(CaseFrame):
    """The frame with sums over the case; `applied` in kroner. What the seat may not see is in none of them, nor is it counted."""

    applications: int
    applied: int
    set_aside: int


_COLUMNS = (
    "a.id, a.title, a.applicant, a.amount, a.met, a.not_met, a.unknown, a.not_applicable, a.waived, a.eligible, a.npv_per_krone, "
    "a.score, a.outcome, a.granted, a.place_key, a.placed, o.given, o.score, o.score_key"
)
_BELOW_THRESHOLD = "2"
"""How the place key begins of those that stand below a threshold: their part of the list."""
_SCORE, _PLACE_KEY, _PLACED, _OWN_SCORE = 11, 14, 15, 17
_JOINED = "applications a LEFT JOIN own_ratings o ON o.seat = :seat AND o.application = a.id"
_SEEN = "a.id NOT IN (SELECT application FROM recusals WHERE seat = :seat)"
_ORDERS = {
    Sort.ID: "a.id_key {dir}",
    Sort.TITLE: "a.title_key {dir}, a.id_key",
    Sort.APPLICANT: "a.applicant_key {dir}, a.id_key",
    Sort.AMOUNT: "a.amount IS NULL, a.amount {rev}, a.id_key",
    Sort.NPV_PER_KRONE: "a.npv_key = '', a.npv_key {rev}, a.id_key",
}
_OPEN_ORDERS = {
    Sort.PLACE: "a.place_key {dir}, a.id_key",
    Sort.SCORE: "a.score_key = '', a.score_key {rev}, a.id_key",
}
_BLIND_ORDERS = {
    Sort.PLACE: "o.score_key IS NULL, o.score_key {rev}, a.id_key",
    Sort.SCORE: "o.score_key IS NULL, o.score_key {rev}, a.id_key",
}


class Browser:
    """The lists of one case file, read only. Use it from the thread that made it; raises `CaseFileError`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = connect_to_read(path)
        self._listed: tuple[View, int] | None = None

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def current(self) -> bool:
        """Whether the lists are of this program's edition; opening the file for work makes others again."""
        with guarded(self.path):
            return lists_are_current(self._connection)

    def data_version(self) -> int:
        """Return a number that is another one once somebody else has written in the file."""
        with guarded(self.path):
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def frame(self) -> CaseFrame:
        """Return what the case is, without counting anything."""
        with guarded(self.path):
            stored: dict[str, Any] = {key: json.loads(value) for key, value in self._connection.execute("SELECT key, value FROM info")}
        return CaseFrame(
            title=stored["title"],
            committee=stored["committee"],
            short=stored["short"],
            scheme=stored["scheme"],
            stage=Stage(stored["stage"]),
            budget=stored["budget"],
            illustrative=stored["illustrative"],
            language=stored["language"],
            seats=tuple(Seat(id=key, name=name, role=SeatRole(role), number=number) for key, name, role, number in stored["seats"]),
            criteria=stored["criteria"],
            criteria_adopted=stored["criteria_adopted"],
        )

    def seats_of(self, key: str) -> tuple[str, ...]:
        """Return the seats that a key (hex) speaks for now; none for a case that demands no signatures."""
        sql = "SELECT kind, bytes FROM events WHERE kind IN ('seat_enrolled', 'seat_key_closed') ORDER BY position"
        with guarded(self.path):
            bodies = [(kind, json.loads(stored)["body"]) for kind, stored in self._connection.execute(sql)]
        if any(kind == "seat_key_closed" and body["key"] == key for kind, body in bodies):
            return ()
        return tuple(dict.fromkeys(body["holder"] for kind, body in bodies if kind == "seat_enrolled" and body["key"] == key))

    def declares_first(self) -> bool:
        """Whether the round has asked the seats to declare their interests; one that took it back has asked all the same."""
        sql = "SELECT 1 FROM events WHERE application = '' AND kind = 'stage_set' AND instr(bytes, CAST(? AS BLOB)) LIMIT 1"
        with guarded(self.path):
            return self._connection.execute(sql, (f'"stage":"{Stage.DECLARING.value}"',)).fetchone() is not None

    def info(self, seat: str = "") -> CaseInfo:
        """Return what the case is, with sums over what this seat may see."""
        frame = self.frame()
        with guarded(self.path):
            sql = f"SELECT count(*), ifnull(sum(amount), 0) FROM applications a WHERE {_SEEN}"  # noqa: S608 - own words
            applications, applied = self._connection.execute(sql, {"seat": seat}).fetchone()
            sql = "SELECT count(*) FROM set_aside WHERE application NOT IN (SELECT application FROM recusals WHERE seat = ?)"
            (set_aside,) = self._connection.execute(sql, (seat,)).fetchone()
        framed = {one.name: getattr(frame, one.name) for one in fields(frame)}
        return CaseInfo(**framed, applications=applications, applied=applied, set_aside=set_aside)

    def count(self, view: View) -> int:
        """Return how many applications the view shows."""
        with guarded(self.path):
            tables = _JOINED if view.only is Only.UNRATED or view.bounds else "applications a"
            sql = f"SELECT count(*) FROM {tables} WHERE {self._where(view)}"  # noqa: S608 - own words
            return int(self._connection.execute(sql, self._parameters(view)).fetchone()[0])

    def left(self, seat: str) -> int:
        """Return how many applications this seat has not rated or given another state in every criterion."""
        return self.count(View(seat=seat, only=Only.UNRATED))

    def lines(self, view: View, start: int, count: int) -> tuple[Line, ...]:
        """Return the applications from position `start` (from 0) on, at most `count`."""
        with guarded(self.path):
            if not view.plain:
                return self._listed_lines(view, start, count)
            if self._own_order(view):
                return self._blind_lines(view, start, count)
            return self._placed_lines(view, start, count)

    def position(self, view: View, application: str) -> int | None:
        """Return where the application stands in the view (from 0), or None where it does not show."""
        with guarded(self.path):
            self._list(view)
            sql = "SELECT l.position - 1 FROM listed l JOIN applications a ON a.rowid = l.application WHERE a.id = ?"
            row = self._connection.execute(sql, (application,)).fetchone()
        return row[0] if row else None

    def _blind(self, view: View) -> bool:
        """Whether this seat sees its own ratings only."""
        (stage,) = self._connection.execute("SELECT value FROM info WHERE key = 'stage'").fetchone()
        return bool(view.seat) and not Stage(json.loads(stage)).ratings_open

    def _own_order(self, view: View) -> bool:
        """Whether the places are those of the seat's own ratings: an order that no rating has a part in is everybody's from the start."""
        stored = self._connection.execute("SELECT value FROM info WHERE key = 'order_without_ratings'").fetchone()
        return self._blind(view) and not (stored and json.loads(stored[0]))

    def _placed_lines(self, view: View, start: int, count: int) -> tuple[Line, ...]:
        """Return a run in place order along the index; the lines on either side tell whether the ends share a place."""
        before = min(start, 1)
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM {_JOINED} WHERE {_SEEN} ORDER BY a.place_key, a.id_key LIMIT :count OFFSET :start",  # noqa: S608 - own words
            {"seat": view.seat, "start": start - before, "count": count + before + 1},
        )
        lines: list[Line] = []
        rank, score = 0, _OWN_SCORE if self._blind(view) else _SCORE
        for index, row in enumerate(rows):
            if index == 0:
                rank = self._better(row[_PLACE_KEY], view.seat) + 1
            elif row[_PLACE_KEY] != rows[index - 1][_PLACE_KEY]:
                rank = start - before + index + 1
            near = (rows[index - 1] if index else None, rows[index + 1] if index + 1 < len(rows) else None)
            tied = any(other and other[_PLACE_KEY] == row[_PLACE_KEY] for other in near)
            lines.append(_line(row, rank if row[_PLACED] else None, tied and bool(row[_PLACED]), row[score]))
        return tuple(lines[before : before + count])

    def _better(self, key: str, seat: str) -> int:
        sql = f"SELECT count(*) FROM applications a WHERE a.place_key < :key AND {_SEEN}"  # noqa: S608 - own words
        return int(self._rows(sql, {"key": key, "seat": seat})[0][0])

    def _blind_lines(self, view: View, start: int, count: int) -> tuple[Line, ...]:
        """Return a run of what the seat has scored itself, best first, and then of the rest by id."""
        scored = self._rows(
            f"SELECT {_COLUMNS}, rank() OVER best, count(*) OVER (PARTITION BY o.score_key) "  # noqa: S608 - own words
            f"FROM own_ratings o JOIN applications a ON a.id = o.application "
            f"WHERE o.seat = :seat AND o.score_key IS NOT NULL AND {_SEEN} "
            "WINDOW best AS (ORDER BY o.score_key DESC) ORDER BY o.score_key DESC, a.id_key",
            {"seat": view.seat},
        )
        lines = [_line(row, row[-2], row[-1] > 1, row[_OWN_SCORE]) for row in scored[start : start + count]]
        left = count - len(lines)
        rest = self._rows(
            f"SELECT {_COLUMNS} FROM {_JOINED} WHERE {_SEEN} AND a.id NOT IN "  # noqa: S608 - own words
            "(SELECT application FROM own_ratings WHERE seat = :seat AND score_key IS NOT NULL) "
            "ORDER BY a.id_key LIMIT :count OFFSET :start",
            {"seat": view.seat, "start": max(0, start - len(scored)), "count": left},
        )
        return (*lines, *(_line(row, None, False, None) for row in rest))

    def _listed_lines(self, view: View, start: int, count: int) -> tuple[Line, ...]:
        """Return a run of any other view, from its list of positions."""
        self._list(view)
        rows = self._rows(
            f"SELECT {_COLUMNS}, l.rank, l.tied FROM listed l JOIN applications a ON a.rowid = l.application "  # noqa: S608 - own words
            "LEFT JOIN own_ratings o ON o.seat = :seat AND o.application = a.id "
            "WHERE l.position > :start AND l.position <= :start + :count ORDER BY l.position",
            {"seat": view.seat, "start": start, "count": count},
        )
        score = _OWN_SCORE if self._blind(view) else _SCORE
        return tuple(_line(row, row[-2], bool(row[-1]), row[score]) for row in rows)

    def _list(self, view: View) -> None:
        """Make the view's list of positions, unless it stands and the file has not changed since."""
        version = self.data_version()
        if self._listed == (view, version):
            return
        blind = self._own_order(view)
        key, placed = ("o.score_key", "o.score_key IS NOT NULL") if blind else ("a.place_key", "a.placed")
        own = blind or (view.sort is Sort.SCORE and self._blind(view))
        order = (_BLIND_ORDERS if own else _OPEN_ORDERS).get(view.sort) or _ORDERS[view.sort]
        turned = order.format(dir="DESC" if view.descending else "ASC", rev="ASC" if view.descending else "DESC")
        self._connection.execute("DROP TABLE IF EXISTS temp.listed")
        self._connection.execute("CREATE TEMP TABLE listed (position INTEGER PRIMARY KEY, application INTEGER, rank INTEGER, tied INTEGER)")
        self._connection.execute(
            "INSERT INTO listed SELECT row_number() OVER (ORDER BY " + turned + "), a.rowid, "  # noqa: S608 - own words
            f"CASE WHEN {placed} THEN p.rank END, {placed} AND p.sharing > 1 FROM {_JOINED} JOIN "
            f"(SELECT a.rowid AS place, rank() OVER (ORDER BY {placed} DESC, {key} {'DESC' if blind else 'ASC'}) AS rank, "
            f"count(*) OVER (PARTITION BY {key}) AS sharing FROM {_JOINED} WHERE {_SEEN}) p ON p.place = a.rowid "
            f"WHERE {self._where(view)}",
            self._parameters(view),
        )
        self._listed = (view, version)

    def _where(self, view: View) -> str:
        return f"{_SEEN}{narrowing(view, own=self._blind(view))}"

    def _parameters(self, view: View) -> dict[str, object]:
        (criteria,) = self._connection.execute("SELECT value FROM info WHERE key = 'criteria'").fetchone()
        return {"seat": view.seat, "criteria": json.loads(criteria), **narrowed_by(view)}

    def _rows(self, sql: str, parameters: dict[str, object]) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, parameters).fetchall()


def _line(row: tuple[Any, ...], rank: int | None, tied: object, score: str | None) -> Line:
    key, title, applicant, amount, met, not_met, unknown, not_applicable, waived = row[:9]
    return Line(
        id=key,
        title=title,
        applicant=applicant,
        amount=amount,
        met=met,
        not_met=not_met,
        unknown=unknown,
        not_applicable=not_applicable,
        waived=waived,
        eligible=None if row[9] is None else bool(row[9]),
        npv_per_krone=None if row[10] is None else Fraction(row[10]),
        score=None if score is None else Fraction(score),
        rank=rank,
        tied=bool(tied),
        outcome=Outcome(row[12]) if row[12] else None,
        granted=row[13],
        rated=row[16] or 0,
        below_threshold=bool(row[_PLACED]) and row[_PLACE_KEY].startswith(_BELOW_THRESHOLD),
    )
