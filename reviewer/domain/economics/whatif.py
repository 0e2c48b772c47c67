"""What-ifs as people write them: `rate=0.03`, `takeup=0.5`, `method=excel`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from reviewer.domain.application import Flow
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.presets import PRESETS
from reviewer.domain.method import FirstYear, Method, RateStep, RealGrowth, Residual
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.slotted import dataclass

LONGEST: Final = 200
LARGEST_FACTOR: Final = 1_000
LINE: Final = "line:"
"""What the name of a what-if begins with that is about one line of the cash flow, by the line's own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A method and assumptions that differ from the committee's and the applicant's; `given` is what was asked for, in order."""

    method: Method
    assumptions: Assumptions = AS_STATED
    given: tuple[tuple[str, str], ...] = ()


class WhatIfError(Exception):
    """A what-if cannot be understood; `said` says what to write."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.message)
        self.said = said


def what_if(method: Method, given: Iterable[tuple[str, str]]) -> WhatIf:
    """Return the method and the assumptions with each change made, in order. Raises WhatIfError."""
    found = WhatIf(method=method)
    for name, value in given:
        line, change = line_of(name), _CHANGES.get(name)
        if line is None and change is None:
            choices = ", ".join((*_CHANGES, f"{LINE}…"))
            raise WhatIfError(say("There is no what-if {name}. Write one of: {choices}.", name=name, choices=choices))
        moved = change(found, value.strip()) if change is not None else _line(found, line or "", value)
        found = replace(moved, given=(*found.given, (name, value.strip())))
    return found


def line_of(name: str) -> str | None:
    """Return the line that a what-if is about; None where it is about something else."""
    return name.removeprefix(LINE) if name.startswith(LINE) and name != LINE else None


def unknown_line(flows: Iterable[Flow], given: Iterable[tuple[str, str]]) -> Said | None:
    """Return what is wrong where something is changed of a line that the cash flow does not have; None where nothing is."""
    names = dict.fromkeys(flow.line for flow in flows)
    wrong = next((line for name, value in given if value and (line := line_of(name)) is not None and line not in names), None)
    if wrong is None:
        return None
    lines = Listed(tuple(say("“{line}”", line=name) for name in names))
    return say("The cash flow has no line “{line}”. Its lines are: {lines}.", line=wrong, lines=lines)


def _line(found: WhatIf, line: str, value: str) -> WhatIf:
    named = {**dict(found.assumptions.named), line: _factor(value)}
    return replace(found, assumptions=replace(found.assumptions, named=tuple(named.items())))


def _rate(found: WhatIf, value: str) -> WhatIf:
    rate = decimal_value(value)
    if not -1 < rate < 1:
        raise WhatIfError(say("{text} is not a discount rate. Write it as a share or per cent: 0.04 or 4%.", text=value))
    return replace(found, method=replace(found.method, rates=(RateStep(from_year=0, rate=rate),)))


def _tax(found: WhatIf, value: str) -> WhatIf:
    rate = decimal_value(value)
    if not 0 <= rate <= 1:
        raise WhatIfError(say("{text} is not a tax rate. Write it as a share or per cent: 0.2 or 20%.", text=value))
    return replace(found, method=replace(found.method, tax_rate=rate))


def _growth(found: WhatIf, value: str) -> WhatIf:
    """Return with this rate for all that grows by the method; where nothing does, for every line."""
    rate = decimal_value(value)
    if not -1 < rate < 1:
        raise WhatIfError(say("{text} is not a real growth rate. Write it as a share or per cent a year: 0.01 or 1%.", text=value))
    growing = found.method.real_growth or (RealGrowth(rate=rate),)
    return replace(found, method=replace(found.method, real_growth=tuple(replace(one, rate=rate) for one in growing)))


def _period(found: WhatIf, value: str) -> WhatIf:
    return replace(found, method=replace(found.method, period=_whole(value)))


def _residual_years(found: WhatIf, value: str) -> WhatIf:
    return replace(found, method=replace(found.method, residual=Residual.CARRIED_ON, residual_years=_whole(value)))


def _first(found: WhatIf, value: str) -> WhatIf:
    if value not in set(FirstYear):
        raise WhatIfError(_one_of(value, list(FirstYear)))
    return replace(found, method=replace(found.method, first_year=FirstYear(value)))


def _preset(found: WhatIf, value: str) -> WhatIf:
    if value not in PRESETS:
        raise WhatIfError(_one_of(value, list(PRESETS)))
    own = ("without_flows", "inflation", "small_deviation", "large_deviation", "gains_cut", "uncertainty", "grading")
    return replace(found, method=replace(PRESETS[value], **{name: getattr(found.method, name) for name in own}))


def _take_up(found: WhatIf, value: str) -> WhatIf:
    return replace(found, assumptions=replace(found.assumptions, take_up=_factor(value), municipalities=None))


def _municipalities(found: WhatIf, value: str) -> WhatIf:
    return replace(found, assumptions=replace(found.assumptions, municipalities=_whole(value, largest=LARGEST_FACTOR)))


def _benefits(found: WhatIf, value: str) -> WhatIf:
    return replace(found, assumptions=replace(found.assumptions, benefits=_factor(value)))


def _costs(found: WhatIf, value: str) -> WhatIf:
    return replace(found, assumptions=replace(found.assumptions, costs=_factor(value)))


def _investment(found: WhatIf, value: str) -> WhatIf:
    return replace(found, assumptions=replace(found.assumptions, investment=_factor(value)))


def _start(found: WhatIf, value: str) -> WhatIf:
    return replace(found, assumptions=replace(found.assumptions, start=_whole(value)))


def _delay(found: WhatIf, value: str) -> WhatIf:
    return replace(found, assumptions=replace(found.assumptions, delay=_whole(value)))


_CHANGES: Final[Mapping[str, Callable[[WhatIf, str], WhatIf]]] = {
    "method": _preset,
    "rate": _rate,
    "tax": _tax,
    "growth": _growth,
    "period": _period,
    "first": _first,
    "residual-years": _residual_years,
    "takeup": _take_up,
    "municipalities": _municipalities,
    "benefits": _benefits,
    "costs": _costs,
    "investment": _investment,
    "start": _start,
    "delay": _delay,
}
"""What can be changed, by the name that it has on the command line."""

NAMES: Final = tuple(_CHANGES)
"""In the order in which several are applied: a whole method first, then what departs from it."""

_SAME_THING: Final = {"municipalities": "takeup"}


def thing(name: str) -> str:
    """Return what a name changes: two names may change the same, and then the one takes the place of the other."""
    return _SAME_THING.get(name, name)


def contradiction(given: Iterable[tuple[str, str]]) -> Said | None:
    """Return what is wrong where two of them change the same thing; None where none do."""
    names: dict[str, str] = {}
    for name, _ in given:
        other = names.get(thing(name))
        if other == name:
            return say("{name} is given twice. Write it once.", name=name)
        if other is not None:
            return say("{name} and {other} change the same thing. Write one of them.", name=other, other=name)
        names[thing(name)] = name
    return None


def decimal_value(text: str) -> Decimal:
    """Read `0.03`, `0,03` or `3 %`. Raises WhatIfError."""
    cleaned = "".join(text.split()).replace(",", ".").replace("\u2212", "-")
    try:
        number = Decimal(cleaned.removesuffix("%")) / (100 if cleaned.endswith("%") else 1)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 12:  # noqa: PLR2004 - more digits than any share has
        raise WhatIfError(say("{text} is not a number.", text=text))
    return number


def _factor(text: str) -> Fraction:
    factor = decimal_value(text)
    if not 0 <= factor <= LARGEST_FACTOR:
        raise WhatIfError(say("{text} is not a factor. Write 1 for what is stated, 0.5 or 50% for half of it.", text=text))
    return Fraction(factor)


def _whole(text: str, largest: int = LONGEST) -> int:
    number = decimal_value(text)
    if number != int(number) or not 0 <= number <= largest:
        raise WhatIfError(say("{text} is not a whole number from 0 to {largest}.", text=text, largest=largest))
    return int(number)


def _one_of(value: str, choices: list[str]) -> Said:
    return say("{text} is not known here. Write one of: {choices}.", text=value, choices=", ".join(map(str, choices)))
