"""What every drawing of the HTML file shares: how wide it is, its numbers, and its words, escaped."""

from __future__ import annotations

from reviewer.documents.markup import marked_up
from reviewer.documents.plain import printable
from reviewer.domain.said import Value
from reviewer.language.speech import Speech

WIDTH = 640
LABEL_STEP = 17
"""How far below a label's top its drawing begins."""
LONGEST_LABEL = 88


class Words:
    """Says a value on one line, escaped."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def __call__(self, value: Value, most: int | None = None) -> str:
        line = " ".join(printable(self.speech.value(value)).split("\n"))
        return marked_up(line if most is None or len(line) <= most else f"{line[: most - 1]}…")


def number_of(value: float) -> str:
    """Return the number as SVG reads it, with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
