"""A digest of very many figures, computed with nothing but the domain: any Python can run it, without a package installed.

    python3.14 tests/domain/economics/digits.py

The cases are drawn by a linear congruential generator of whole numbers, so that no library decides what they are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from reviewer.domain.application import Actor, Application, Claim, Curve, Flow, Organisation, Role, Side, TakeUp
from reviewer.domain.economics import PRESETS, appraise
from reviewer.domain.economics.breakeven import break_even_growth, break_even_rates, break_evens, fewest_years, longest_delay, longest_slip
from reviewer.domain.economics.claims import explain
from reviewer.domain.economics.otherwise import otherwise
from reviewer.domain.economics.sensitivity import break_even_take_up, one_way, two_way
from reviewer.domain.economics.simulation import simulate
from reviewer.domain.economics.working import working
from reviewer.domain.method import Method, RealGrowth, Residual, Spread, Uncertainty

REUSES = (
    TakeUp(intended=120),
    TakeUp(intended=120, by_year={2019: 3, 2022: 90}),
    TakeUp(intended=200, curve=Curve(final=150, midpoint=Decimal(2021), years=Decimal(5))),
    TakeUp(intended=77, share=Decimal("0.37"), low=20, high=77),
)
GROWING = (RealGrowth(rate=Decimal("0.013")),)


class Numbers:
    """Numerical Recipes' generator: the same whole numbers everywhere."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, end: int) -> int:
        """Return the next number, from 0 to, not including, `end`."""
        self.state = (1_664_525 * self.state + 1_013_904_223) % 2**32
        return (self.state >> 8) % end


def cases(count: int) -> Iterator[tuple[Application, Method]]:
    """Yield applications, each with a method: take-up written in every way, long and short, with and without bounds."""
    numbers = Numbers(2018)
    for at in range(count):
        flows = tuple(_flow(numbers, line) for line in range(3 + numbers.below(5)))
        claimed = Claim(npv=numbers.below(10**9), npv_per_invested_krone=Decimal(1 + numbers.below(400)) / 10)
        applied = numbers.below(10**7)
        one = Application(id=str(at), title="t", applicant=Organisation(name="s"), flows=flows, amount_applied=applied, claimed=claimed)
        method = tuple(PRESETS.values())[at % len(PRESETS)]
        if at % 3 == 1:
            method = replace(method, residual=Residual.CARRIED_ON, residual_years=5, real_growth=GROWING)
        yield replace(one, reuse=REUSES[numbers.below(len(REUSES))]), method


def _flow(numbers: Numbers, line: int) -> Flow:
    side, role = (Side.COST, Role.INVESTMENT if line == 0 else Role.OPERATION) if line < 2 else (Side.BENEFIT, Role.OTHER)
    years = 1 + numbers.below(45 if line % 2 else 12)
    low, high = (Decimal(number) / 100 for number in (50 + numbers.below(50), 100 + numbers.below(80)))
    return Flow(
        line=f"l{line}",
        side=side,
        role=role,
        actor=tuple(Actor)[numbers.below(len(Actor))],
        public=bool(numbers.below(2)),
        scales_with_reuse=bool(numbers.below(2)),
        amounts={2018 + year: 1 + numbers.below(10**7) for year in range(years)},
        low=low if numbers.below(2) else None,
        high=high if numbers.below(2) else None,
    )


def figures(application: Application, method: Method) -> Iterator[object]:
    """Yield everything that is computed of one application."""
    found = appraise(application, method)
    yield found.npv, found.npv_per_invested_krone, found.tax_cost, found.nnb, found.benefit_cost_ratio, found.residual_value
    yield found.irr, found.payback_years, found.discounted_payback_years
    table = working(application, method)
    yield [(year.factor, year.cumulated) for year in table.years] if table else None
    yield [(swing.lever, swing.at_low, swing.at_high) for swings in one_way(application, method).values() for swing in swings]
    grid = two_way(application, method)
    yield grid.grid.values if grid else None
    yield [(one.lever, one.factor) for one in break_evens(application, method)], break_even_take_up(application, method)
    yield break_even_rates(application, method), break_even_growth(application, method)
    yield (
        longest_delay(application, method),
        longest_slip(application, method),
        fewest_years(application, method),
        explain(application, found, method),
    )
    yield [(one.convention, one.npv, one.npv_per_invested_krone, one.nnb) for one in otherwise(application, method)]
    for spread in Spread:
        yield simulate(application, method, Uncertainty(basis=method.basis, spread=spread, low=Decimal("0.75"), draws=500, seed=715))


def told(value: object) -> str:
    """Return a value's text, which no version of Python writes differently."""
    if isinstance(value, Fraction | Decimal | int | str | None):
        return str(value)
    if isinstance(value, list | tuple):
        return f"({' '.join(map(told, value))})"
    if isinstance(value, frozenset):
        return f"({' '.join(sorted(map(told, value)))})"
    return told([getattr(value, name) for name in type(value).__dataclass_fields__])  # type: ignore[attr-defined]


def digest(count: int = 8) -> str:
    """Return the digest of all figures of so many cases."""
    written = sha256()
    for application, method in cases(count):
        for found in figures(application, method):
            written.update(f"{told(found)}\n".encode())
    return written.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(f"{digest()}\n")
