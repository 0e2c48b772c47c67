"""The economics, in this process: what 10 000 cash flows and 100 000 draws cost on one core."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from reviewer.domain.application import Application, Flow, Organisation, Role, Side
from reviewer.domain.economics import PRESETS, appraise, draws, simulation
from reviewer.domain.economics.quantiles import quantiles
from reviewer.domain.economics.simulation import simulate
from reviewer.domain.method import Spread, Uncertainty
from tests.benchmarks.measures import Measured

METHOD = PRESETS["r-109-14"]
LINES, YEARS = 20, 10


def cash_flows(count: int) -> list[Application]:
    """Return applications with 20 lines over 10 years, the same ones each time; every line has bounds of its own."""
    chance = random.Random(2018)  # noqa: S311 - material to measure on, not a secret
    return [
        Application(id=str(number), title="t", applicant=Organisation(name="s"), flows=tuple(_line(chance, at) for at in range(LINES)))
        for number in range(count)
    ]


def _line(chance: random.Random, at: int) -> Flow:
    side, role = (Side.COST, Role.INVESTMENT if at < 3 else Role.OPERATION) if at < 8 else (Side.BENEFIT, Role.OTHER)
    amounts = {2020 + year: chance.randint(1, 10**7) for year in range(YEARS)}
    low, high = (Decimal(chance.randint(*bounds)) / 100 for bounds in ((50, 95), (105, 180)))
    return Flow(line=f"l{at}", side=side, role=role, amounts=amounts, low=low, high=high)


def economics(rows: int, rounds: int, appraise_limit: float | None, simulate_limit: float | None) -> list[Measured]:
    """Return what the appraisal of all cash flows and a simulation of one cost, in seconds."""
    flows = cash_flows(rows)

    def appraised() -> None:
        for one in flows:
            appraise(one, METHOD)

    def simulated(spread: Spread) -> Callable[[], None]:
        def run() -> None:
            forget()
            simulate(flows[0], METHOD, replace(UNCERTAINTY, spread=spread))

        return run

    return [
        Measured(name=f"appraise {rows} × {LINES} lines × {YEARS} years", unit="s", values=_timed(appraised, rounds), limit=appraise_limit),
        *(
            Measured(
                name=f"simulate {UNCERTAINTY.draws} draws, {spread.value}",
                unit="s",
                values=_timed(simulated(spread), rounds),
                limit=simulate_limit,
            )
            for spread in Spread
        ),
    ]


def forget() -> None:
    """Empty the caches of a simulation, so that each run is a first one."""
    for cached in (quantiles, simulation.simulated, simulation.likely, draws.kept):
        cached.cache_clear()


UNCERTAINTY = Uncertainty(basis=METHOD.basis)


def _timed(run: Callable[[], None], rounds: int) -> tuple[float, ...]:
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        run()
        found.append(time.perf_counter() - begun)
    return tuple(found)
