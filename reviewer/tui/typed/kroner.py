"""Kroner as a person writes them in a field: `40 000 000`, `40 mill`, `12,5 mill.`, `kr 5.000.000`."""

from __future__ import annotations

import re
from decimal import Decimal

from reviewer.domain.said import Said, say

_WRITTEN = re.compile(r"(?P<whole>\d+)(?:,(?P<decimals>\d+))?(?P<mill>mill(?:\.|ioner)?)?")


def kroner_in(text: str) -> int | None:
    """Return the whole kroner that are written here, or None where that is no amount."""
    bare = re.sub(r"[\s\u00a0\u202f]|kr\.?|kroner", "", text.casefold())
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", bare):
        bare = bare.replace(".", "")
    match = _WRITTEN.fullmatch(bare)
    if match is None:
        return None
    amount = Decimal(f"{match['whole']}.{match['decimals'] or 0}") * (1_000_000 if match["mill"] else 1)
    return int(amount) if amount == int(amount) else None


def kroner_wrong(text: str) -> Said | None:
    """Return what is wrong with the amount, or None where it can be used."""
    if kroner_in(text) is None:
        return say("“{text}” is not an amount. Write kroner, for example 4 500 000.", text=text)
    return None


_RESTS = ("r 1", "1", "0", "00", "000", "l", "ll", "ill", " mill", "5 mill")


def kroner_begun(text: str) -> bool:
    """Whether this is no amount yet, but the beginning of one: `12,`, `40 m`, `k`."""
    return kroner_in(text) is None and any(kroner_in(text + rest) is not None for rest in _RESTS)


STEPS = 50
"""`+` and `-` change the frame by a fiftieth of it, as a round sum."""


def budget_step(budget: int) -> int:
    """Return the step of `+` and `-` in kroner: 1, 2 or 5 and noughts, at most a fiftieth of the frame."""
    most = max(budget // STEPS, 1)
    ten = int("1" + "0" * (len(str(most)) - 1))
    return max((one * ten for one in (1, 2, 5) if one * ten <= most), default=1)
