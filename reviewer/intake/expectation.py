"""What pydantic found wrong, as places and sentences: `rules[cost].test.at_least`, «Skriv et helt tall.»."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from reviewer.domain.events import Problem
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech

Path = tuple[str | int, ...]

NOT_KNOWN = ("unexpected_keyword_argument", "extra_forbidden")
LONGEST_VALUE = 200
NO_LINES: Mapping[Path, int] = MappingProxyType({})

BY_TYPE: Mapping[str, Said] = {
    "missing": say("This is required."),
    "int": say("Write a whole number."),
    "decimal": say("Write a number."),
    "float": say("Write a number."),
    "bool": say("Write true or false."),
    "string": say("Write text in quotation marks."),
    "date": say("Write a date, for example 2018-01-15."),
    "tuple": say("Write a list in square brackets."),
    "list": say("Write a list in square brackets."),
    "dict": say("Write a table with keys and values."),
    "mapping": say("Write a table with keys and values."),
    "dataclass": say("Write a table with keys and values."),
}
"""What to write, by the first word of pydantic's name for the error."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong at a place in nested data, before it is known which file it stands in."""

    path: Path
    value: str | None
    expected: Said


def wrongs(error: ValidationError, names_in: Callable[[Path], Sequence[str]]) -> list[Wrong]:
    """Return what pydantic found; `names_in` gives the keys that a table may have. Adapters here wrap their value in one tuple."""
    return [_wrong(dict(found), names_in) for found in error.errors(include_url=False)]


def _wrong(found: Mapping[str, Any], names_in: Callable[[Path], Sequence[str]]) -> Wrong:
    path = tuple(part for part in found["loc"][1:] if part != "[key]")
    kind = str(found["type"])
    if kind in NOT_KNOWN:
        return Wrong(path, _shown(found["input"]), _unknown_key(str(path[-1]), names_in(path[:-1])))
    if kind == "missing":
        return Wrong(path, None, BY_TYPE["missing"])
    if kind == "enum":
        return Wrong(path, _shown(found["input"]), say("Write one of: {choices}.", choices=_choices(found["ctx"]["expected"])))
    return Wrong(path, _shown(found["input"]), BY_TYPE.get(kind.split("_", 1)[0], say("Write this in the form that the format asks for.")))


def _unknown_key(name: str, known_names: Sequence[str]) -> Said:
    close = get_close_matches(name, known_names, n=1)
    if close:
        return say("This key is not known here. Did you mean “{name}”?", name=close[0])
    return say("This key is not known here. Remove it, or correct how it is spelled.")


def _choices(expected: str) -> str:
    return ", ".join(re.findall(r"'([^']*)'", expected))


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value) if isinstance(value, (dict, list, tuple)) else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of the dataclass's fields: the keys that its table may have."""
    return tuple(item.name for item in fields(kind))


def path_text(path: Path, document: object = None) -> str:
    """Return the place as `rules[cost].test.at_least`: items by their `id` where they have one, else counted from 1."""
    text = ""
    for part in path:
        document = _inside(document, part)
        if isinstance(part, int):
            name = document.get("id") if isinstance(document, Mapping) else None
            text += f"[{name if isinstance(name, str) and name else part + 1}]"
        else:
            text += f".{part}" if text else part
    return text


def _inside(document: object, part: str | int) -> object:
    if isinstance(document, Mapping):
        return document.get(part)
    if isinstance(document, (list, tuple)) and isinstance(part, int) and part < len(document):
        return document[part]
    return None


def problems_in(
    file: str, document: object, found: Iterable[Wrong], speech: Speech, lines: Mapping[Path, int] = NO_LINES
) -> tuple[Problem, ...]:
    """Return a problem for each, placed by its key path; and by its line where `lines` has it, or the one of what it stands in."""
    return tuple(
        Problem(
            file=file,
            row=line_at(lines, wrong.path),
            column=path_text(wrong.path, document) or None,
            value=wrong.value,
            expected=speech.text(wrong.expected),
        )
        for wrong in found
    )


def line_at(lines: Mapping[Path, int], place: Path) -> int | None:
    """Return the line of the place, or of the innermost one around it that stands in the file; None where none does."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place) if place else None
