"""Problems of a batch, as lines for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reviewer.domain.events import Problem


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield one line a problem: where, what stood there, what was expected."""
    for problem in problems:
        place = [problem.file, problem.sheet, None if problem.row is None else str(problem.row), problem.column, problem.application]
        found = "" if problem.value is None else f" «{_short(problem.value)}»"
        yield f"{':'.join(part for part in place if part)}{':' if any(place) else ''}{found} {problem.expected}".strip()


def problem_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return the problems as the interface names their keys."""
    return [
        {
            "file": problem.file,
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "application": problem.application,
            "value": problem.value,
            "expected": problem.expected,
        }
        for problem in problems
    ]


def _short(value: str, most: int = 80) -> str:
    line = " ".join(value.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
