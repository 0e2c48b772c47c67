"""What every drawing of the HTML file shares: its numbers, its words, escaped, and what a narrow screen shows in their place.

A drawing is as wide as the screen: what lies across is written in per cent, and what stands upright, and the words, in pixels.
"""

from __future__ import annotations

from reviewer.documents.markup import marked_up
from reviewer.documents.plain import printable
from reviewer.domain.said import Value
from reviewer.language.speech import Speech

WIDTH, PHONE = 640, 330
"""How many pixels a drawing is wide on a page and on a phone: which words have room is reckoned by these."""
TRACK = 0.7
"""How much of the width bars and axes take; the rest is for the figures beside them."""
LABEL_STEP = 17
"""How far below a label's top its drawing begins."""
LONGEST_LABEL, LONGEST_ON_PHONE = 88, 46


class Words:
    """Says a value on one line, escaped."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def __call__(self, value: Value, most: int | None = None) -> str:
        line = self._line(value)
        return marked_up(line if most is None or len(line) <= most else f"{line[: most - 1]}…")

    def label(self, value: Value, y: float, more: str = "") -> str:
        """Return a bar's name, and a shorter one for a phone where it is long; `more` is the class of the text."""
        own = f' class="{more}"' if more else ""
        if len(self._line(value)) <= LONGEST_ON_PHONE:
            return f'<text{own} x="0" y="{number_of(y)}">{self(value)}</text>'
        sizes = (("wide", LONGEST_LABEL), ("slim", LONGEST_ON_PHONE))
        return "".join(
            f'<text class="{f"{more} {size}".strip()}" x="0" y="{number_of(y)}">{self(value, most)}</text>' for size, most in sizes
        )

    def _line(self, value: Value) -> str:
        return " ".join(printable(self.speech.value(value)).split("\n"))


def rule(told: Value, y: float, words: Words) -> str:
    """Return the frame's line across the drawing with its words below; a phone has the first of its sums, and all in the table."""
    all_of_it = words(told)
    first, _, rest = all_of_it.partition(" · ")
    end = share(1 / TRACK)
    text = f'<text class="line{" wide" if rest else ""}" x="{end}" y="{number_of(y + 18)}" text-anchor="end">{all_of_it}</text>'
    if rest:
        text += f'<text class="line slim" x="{end}" y="{number_of(y + 18)}" text-anchor="end">{first}</text>'
    return f'<line class="frame" x1="0" x2="{end}" y1="{number_of(y + 4)}" y2="{number_of(y + 4)}"/>{text}'


def number_of(value: float) -> str:
    """Return the number as SVG reads it, with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def share(value: float) -> str:
    """Return the part of a drawing's width in per cent."""
    return f"{number_of(100 * value)}%"
