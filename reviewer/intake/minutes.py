"""Minutes that were kept on paper: a TOML or JSON file in, the record of the meeting out, or everything that is wrong with it at once.

Keys are the fields of `reviewer.domain.meeting.paper.record`; votes have `for`, `against` and `abstained`, each a list of seats or a
number, or the text `unanimous`. `present`, `absent` and `deputies` may stand at the top or under `[meeting]`. A seat may be written by
its id or its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_json

from reviewer.domain.committee import Committee
from reviewer.domain.events import Problem
from reviewer.domain.meeting.paper import record as model
from reviewer.domain.meeting.paper.record import Record
from reviewer.domain.meeting.times import clock
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.intake.expectation import NO_LINES, Wrong, field_names, problems_in, wrongs
from reviewer.intake.expectation import Path as Place
from reviewer.intake.key_lines import key_lines
from reviewer.intake.minutes_checks import checks
from reviewer.intake.parsers import Amended
from reviewer.intake.tables import UnreadableError, file_bytes
from reviewer.intake.text import decoded, folded
from reviewer.intake.tree import document_in
from reviewer.language.speech import Speech

WRITTEN = {"ayes": "for", "noes": "against"}
"""How a key is written in the file, where that is no name in Python."""

_OF_MEETING = ("present", "absent", "deputies", "arrived", "left", "moves")
_UNANIMOUS = frozenset({"unanimous", "enstemmig", "samrøystes", "einstemmig"})
_LISTED = ("dissent", "remarks")
_HOLDS: Mapping[str, type[Any]] = {
    "meeting": model.Head,
    "recusals": model.Recusal,
    "matters": model.Matter,
    "items": model.Item,
    "motions": model.Motion,
    "votes": model.Votes,
    "ballots": model.Ballot,
    "leading": model.Leading,
    "moves": model.Movement,
    "dissent": model.Statement,
    "remarks": model.Statement,
    "decision": model.Decision,
    "overrun": model.Overrun,
    "overruns": model.Overrun,
    "course": model.Line,
}


@dataclass(frozen=True, slots=True)
class MinutesFile:
    """What the file held: the record, or None and what is wrong; `document` is what places in it are named by, `lines` where they stand."""

    file: str
    record: Record | None
    problems: tuple[Problem, ...]
    document: object = None
    lines: Mapping[Place, int] = field(default_factory=lambda: NO_LINES)

    def problem(self, wrong: Wrong, application: str | None, speech: Speech) -> Problem:
        """Return a fault that was found later, with its key path and what it is about."""
        found = problems_in(self.file, self.document, [wrong], speech, self.lines)
        return replace(next(iter(found)), application=application)


def read_minutes(path: Path, committee: Committee, applications: frozenset[str], speech: Speech) -> MinutesFile:
    """Return the record that the file holds, with every seat by its id; `applications` are those of the case."""
    try:
        text = decoded(file_bytes(path)).text
        written = document_in(path, text, Amended())
    except UnreadableError as error:
        return MinutesFile(
            path.name, None, (Problem(file=path.name, row=error.row, value=error.value, expected=speech.text(error.expected)),)
        )
    if not isinstance(written, dict):
        return _refused(path, written, [Wrong((), None, say("Write a table with keys and values."))], speech, NO_LINES)
    document, lines = _plain(written, _by_name(committee)), _lines(path, text)
    try:
        record: Record = _adapter().validate_json(to_json((document,)), strict=True)[0]
    except ValidationError as error:
        return _refused(path, document, list(dict.fromkeys(map(_as_written, wrongs(error, _names_in)))), speech, lines)
    found = [_as_written(wrong) for wrong in checks(record, committee, applications)]
    if found:
        return _refused(path, document, found, speech, lines)
    return MinutesFile(path.name, record, (), document, lines)


def _refused(path: Path, document: object, found: list[Wrong], speech: Speech, lines: Mapping[Place, int]) -> MinutesFile:
    return MinutesFile(path.name, None, problems_in(path.name, document, found, speech, lines))


def _lines(path: Path, text: str) -> Mapping[Place, int]:
    """Return the line of each place as the record has it: what may stand at the top is the meeting's."""
    lines = key_lines(path, text)
    at_top = {("meeting", *place): line for place, line in lines.items() if place[0] in _OF_MEETING}
    outcomes = {(*place[:-1], "outcome"): line for place, line in lines.items() if place[-1] == "proposed_outcome"}
    return {**at_top, **outcomes, **lines}


def _as_written(wrong: Wrong) -> Wrong:
    """Return the fault at the key as it stands in the file; a side of a vote is a list or a number, and is neither in one fault."""
    place = tuple(WRITTEN.get(part, part) if isinstance(part, str) else part for part in wrong.path)
    if "votes" in place:
        end = place.index("votes") + 2
        if len(place) > end:
            return Wrong(place[:end], wrong.value, say("Write a list of seats, or how many they were."))
    return Wrong(place, wrong.value, wrong.expected)


def _names_in(place: Place) -> tuple[str, ...]:
    tables = [part for part in place if isinstance(part, str) and part in _HOLDS]
    return tuple(WRITTEN.get(name, name) for name in field_names(_HOLDS[tables[-1]] if tables else Record))


@cache
def _adapter() -> TypeAdapter[Any]:
    wrapped: Any = GenericAlias(tuple, (Record,))
    return TypeAdapter(wrapped, config=ConfigDict(extra="forbid"))


Named = Callable[[object], object]
"""Gives the id of a seat that is written by its name, and anything else as it is."""


def _by_name(committee: Committee) -> Named:
    ids = {folded(seat.name): seat.id for seat in committee.seats} | {folded(seat.id): seat.id for seat in committee.seats}

    def named(written: object) -> object:
        return ids.get(folded(written), written) if isinstance(written, str) else written

    return named


def _plain(written: Mapping[str, Any], named: Named) -> dict[str, Any]:
    """Return the document in the record's own keys."""
    document = {key: value for key, value in written.items() if key not in _OF_MEETING}
    head = document.get("meeting")
    if isinstance(head, dict):
        at_top = {key: written[key] for key in _OF_MEETING if key in written and key not in head}
        document["meeting"] = _head({**head, **at_top}, named)
    for key, inner in (("items", _item), ("recusals", _with_seats), ("remarks", _with_seats), ("course", _with_seats)):
        if isinstance(document.get(key), list):
            document[key] = [inner(one, named) if isinstance(one, dict) else one for one in document[key]]
    if isinstance(document.get("overrun"), dict):
        document["overrun"] = _renamed(_with_seats(document["overrun"], named))
    if isinstance(document.get("overruns"), list):
        document["overruns"] = [_renamed(_with_seats(one, named)) if isinstance(one, dict) else one for one in document["overruns"]]
    return document


def _head(head: dict[str, Any], named: Named) -> dict[str, Any]:
    plain = dict(head)
    for key in ("present", "absent"):
        plain[key] = _seats(plain.get(key, []), named)
    for key in ("deputies", "arrived", "left"):
        given = plain.get(key, {})
        if isinstance(given, list) and all(isinstance(one, dict) for one in given):
            given = dict(_pairs(given))
        plain[key] = {str(named(seat)): value for seat, value in given.items()} if isinstance(given, dict) else given
    for key in ("arrived", "left"):
        if isinstance(plain[key], dict):
            plain[key] = {seat: _clock(value) for seat, value in plain[key].items()}
    return _all_with_seats({**plain, **{key: _clock(plain[key]) for key in ("starts", "ends") if key in plain}}, "moves", named)


def _clock(written: object) -> object:
    return clock(written) if isinstance(written, str) else written


def _pairs(given: list[dict[str, Any]]) -> Iterator[tuple[str, object]]:
    """Yield seat and value of tables such as `{ seat = "oslo", name = "Kari Nordmann" }`."""
    for one in given:
        rest = [value for key, value in one.items() if key != "seat"]
        yield str(one.get("seat", "")), rest[0] if rest else ""


def _seats(given: object, named: Named) -> object:
    return [named(one) for one in given] if isinstance(given, list) else given


def _with_seats(table: dict[str, Any], named: Named) -> dict[str, Any]:
    """Return the table with its seats by their ids."""
    plain = dict(table)
    for key in ("seat", "chair", "proposer"):
        if key in plain:
            plain[key] = named(plain[key])
    if "at" in plain:
        plain["at"] = _clock(plain["at"])
    for key in ("introducers", "absent", "decided_by"):
        if key in plain:
            plain[key] = _seats(plain[key], named)
    return plain


def _all_with_seats(table: dict[str, Any], key: str, named: Named) -> dict[str, Any]:
    """Return the table with the seats in the tables under that key by their ids."""
    if isinstance(table.get(key), list):
        table[key] = [_with_seats(one, named) if isinstance(one, dict) else one for one in table[key]]
    return table


def _item(item: dict[str, Any], named: Named) -> dict[str, Any]:
    plain = _with_seats(item, named)
    if "proposed_outcome" in plain and "outcome" not in plain:
        plain["outcome"] = plain.pop("proposed_outcome")
    for key in _LISTED:
        if isinstance(plain.get(key), dict):
            plain[key] = [plain[key]]
        if isinstance(plain.get(key), list):
            plain[key] = [_with_seats(one, named) if isinstance(one, dict) else one for one in plain[key]]
    if isinstance(plain.get("motions"), list):
        plain["motions"] = [_item(one, named) if isinstance(one, dict) else one for one in plain["motions"]]
    if isinstance(plain.get("ballots"), list):
        plain["ballots"] = [_item(one, named) if isinstance(one, dict) else one for one in plain["ballots"]]
    if "votes" in plain:
        plain["votes"] = _votes(plain["votes"], named)
    return _all_with_seats(plain, "leading", named)


def _votes(votes: object, named: Named) -> object:
    if isinstance(votes, str) and folded(votes) in _UNANIMOUS:
        return {"unanimous": True}
    if not isinstance(votes, dict):
        return votes
    return {key: _seats(value, named) for key, value in _renamed(votes).items()}


def _renamed(table: Mapping[str, Any]) -> dict[str, Any]:
    names = {written: key for key, written in WRITTEN.items()}
    return {names.get(key, key): value for key, value in table.items()}
