"""What can be tried of an application: every what-if that the command line has, and each line of the cash flow."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reviewer.domain.application import Flow
from reviewer.domain.economics.presets import PRESETS
from reviewer.domain.economics.whatif import LINE
from reviewer.domain.method import FirstYear, Method
from reviewer.domain.said import Said, Value, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that can be tried: its name (as `thing` has it), what stands beside the field, and what holds where it is empty.

    `key` is the field's own in the form. Where `per_cent` is set, people write `3,5` and mean 3.5 per cent. One with `choices` (what is
    saved, what is shown) is turned instead of written.
    """

    key: str
    name: str
    label: Said | str
    holds: Value = None
    per_cent: bool = False
    choices: tuple[tuple[str, Said | str], ...] = ()


def written(method: Method, counted: Fraction | None) -> tuple[Field, ...]:
    """Return what is tried by a number; `counted` is how many municipalities the application states, None where it does not."""
    take_up = _field("takeup", say("Take-up, %"), 100)
    if counted:
        take_up = Field(key="takeup", name="takeup", label=say("Municipalities"), holds=counted)
    return (
        _field("rate", say("Rate, %"), Fraction(method.rates[0].rate) * 100),
        take_up,
        Field(key="period", name="period", label=say("Period, years"), holds=say("all") if method.period is None else method.period),
        _field("benefits", say("Benefits, %"), 100),
        _field("investment", say("Investment, %"), 100),
        Field(key="delay", name="delay", label=say("Delay, years"), holds=0),
        _field("costs", say("Costs, %"), 100),
        _field("tax", say("Tax rate, %"), Fraction(method.tax_rate) * 100),
        _field("growth", say("Real growth, %"), Fraction(method.real_growth[0].rate) * 100 if method.real_growth else 0),
        Field(key="residual-years", name="residual-years", label=say("Residual, years"), holds=method.residual_years),
        Field(key="start", name="start", label=say("Later start, years"), holds=0),
    )


def turned(method: Method) -> tuple[Field, ...]:
    """Return what is chosen among a few: the method, and whether its first year is discounted."""
    words = {FirstYear.UNDISCOUNTED: say("not discounted"), FirstYear.DISCOUNTED: say("discounted")}
    others = [(name, preset.name) for name, preset in PRESETS.items() if preset.name != method.name]
    first = [(year.value, words[year]) for year in FirstYear if year is not method.first_year]
    return (
        Field(key="method", name="method", label=say("Method"), choices=(("", method.name), *others)),
        Field(key="first", name="first", label=say("First year"), choices=(("", words[method.first_year]), *first)),
    )


def lines(flows: Sequence[Flow]) -> tuple[Field, ...]:
    """Return the lines by their names, each as a part of what is stated."""
    names = dict.fromkeys(flow.line for flow in flows)
    return tuple(
        Field(key=f"line-{at}", name=f"{LINE}{name}", label=name, holds=100, per_cent=True) for at, name in enumerate(names) if name
    )


def _field(name: str, label: Said, holds: Value) -> Field:
    return Field(key=name, name=name, label=label, holds=holds, per_cent=True)
