"""An application's worth as JSON holds it: money in whole kroner, shares and ratios as numbers, what is unknown as null."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from reviewer.domain.application import Application
from reviewer.domain.case import Dossier
from reviewer.domain.economics import Appraisal, conventions, whole_kroner
from reviewer.domain.economics.breakdown import LineWorth, by_actor, by_line, own_gains
from reviewer.domain.economics.breakeven import break_even_growth, break_even_rates, break_evens, fewest_years, longest_delay, longest_slip
from reviewer.domain.economics.claims import Explanation, Size, divisors_of_claim, implied_investment
from reviewer.domain.economics.effects import Graded, grade_text, graded
from reviewer.domain.economics.explaining import Trial
from reviewer.domain.economics.otherwise import Otherwise, otherwise
from reviewer.domain.economics.sensitivity import Lever, Swing, TwoWay, break_even_take_up, one_way, take_up_parts, two_way
from reviewer.domain.economics.simulation import Simulation
from reviewer.domain.economics.takeup import BreakEvenTakeUp
from reviewer.domain.economics.whatif import WhatIf
from reviewer.domain.economics.working import working
from reviewer.domain.method import Uncertainty
from reviewer.domain.revised import grade_remark
from reviewer.domain.said import Said
from reviewer.language.speech import Speech

Data = dict[str, Any]


def worth_data(application: Application, appraisal: Appraisal, found: tuple[Size, Size], explanation: Explanation) -> Data:
    """Return the figures that the interface names, with how far (`found`) the claim lies from them."""
    claimed, implied = appraisal.claimed, implied_investment(appraisal.claimed)
    return {
        "id": application.id,
        "source": appraisal.source.value,
        "npv": whole(appraisal.npv),
        "npv_without_tax_cost": whole(appraisal.npv_without_tax),
        "pv_costs": whole(appraisal.pv_costs),
        "pv_benefits": whole(appraisal.pv_benefits),
        "residual_value": whole(appraisal.residual_value),
        "tax_cost": whole(appraisal.tax_cost),
        "investment": appraisal.investment,
        "pv_investment": whole(appraisal.pv_investment),
        "npv_per_invested_krone": appraisal.npv_per_invested_krone,
        "public_net_cost": whole(appraisal.public_net_cost),
        "nnb": appraisal.nnb,
        "benefit_cost_ratio": appraisal.benefit_cost_ratio,
        "irr": list(appraisal.irr),
        "payback_years": appraisal.payback_years,
        "discounted_payback_years": appraisal.discounted_payback_years,
        "claimed": {"npv": claimed.npv, "npv_per_invested_krone": claimed.npv_per_invested_krone, "years": claimed.years},
        "deviation": deviation_data(appraisal),
        "deviation_size": size_data(found),
        "explained_by": [_trial(trial) for trial in explanation.trials],
        "rates_of_claim": list(explanation.rates),
        "divisors_of_claim": [one.value for one in divisors_of_claim(application, appraisal)],
        "implied_investment": None if implied is None else {name: whole(getattr(implied, name)) for name in ("value", "low", "high")},
    }


def deviation_data(appraisal: Appraisal) -> Data:
    """Return how far the figures lie from the claimed ones."""
    return {"npv": appraisal.npv_deviation, "npv_per_invested_krone": appraisal.ratio_deviation}


def size_data(found: tuple[Size, Size]) -> Data:
    """Return the same by its size."""
    return {"npv": found[0].value, "npv_per_invested_krone": found[1].value}


def parts_data(dossier: Dossier, view: WhatIf, speech: Speech) -> Data:
    """Return the worth taken apart by actor and line, the break-even take-up and the non-priced effects."""
    application, method, assumptions = dossier.application, view.method, view.assumptions
    lines = by_line(application, method, assumptions)
    take_up = break_even_take_up(application, method, assumptions)
    return {
        "by_actor": [{"actor": one.actor.value, "costs": whole(one.costs), "benefits": whole(one.benefits)} for one in by_actor(lines)],
        "by_line": [_line_data(one) for one in lines],
        "break_even_take_up": None if take_up is None else _take_up_data(take_up),
        "npv_by_take_up": None if take_up is None else _by_take_up(take_up_parts(application, method, assumptions)),
        "effects": [_effect_data(dossier, one, speech) for one in graded(application, method.grading, dossier.grades)],
    }


def _line_data(one: LineWorth) -> Data:
    return {
        "line": one.flow.line,
        "side": one.flow.side.value,
        "actor": one.flow.actor.value,
        "stated": one.stated,
        "present_value": whole(one.present_value),
        "tax_cost": whole(one.tax_cost),
        "npv": whole(one.npv),
    }


def _take_up_data(one: BreakEvenTakeUp) -> Data:
    return {
        "profitable": one.profitable.value,
        "share": one.share,
        "municipalities": one.municipalities,
        "stated": _number(one.stated),
    }


def _effect_data(dossier: Dossier, one: Graded, speech: Speech) -> Data:
    council = one.council
    return {
        "name": one.effect.name,
        "grade": _grade(one.own),
        "by_table": _grade(one.by_table),
        "size_by_table": one.size,
        "council": None if council is None else council.grade,
        "council_reason": None if council is None else council.reason,
        "council_revision": None if council is None else council.revision,
        "council_remark": None if council is None else text_of(grade_remark(dossier, one.effect.name), speech),
    }


def _by_take_up(parts: tuple[Fraction, Fraction] | None) -> Data | None:
    """Return NPV as the straight line that it is: where none adopts it, and where all that are stated do."""
    return None if parts is None else {"at_none": whole(parts[0]), "at_stated": whole(parts[0] + parts[1])}


def analysis_data(application: Application, view: WhatIf, simulation: Simulation | None) -> Data:
    """Return what is computed where single applications are asked for: sensitivity, break-evens, simulation and the working."""
    method, assumptions = view.method, view.assumptions
    table = working(application, method, assumptions)
    sensitivity = one_way(application, method, assumptions)
    return {
        "own_gains": [
            {"year": one.year, "gain": whole(one.gain), "cut": whole(one.cut)} for one in own_gains(application, method, assumptions)
        ],
        "sensitivity": [_swing(swing) for swings in sensitivity.values() for swing in swings],
        "two_way": _two_way(two_way(application, method, assumptions)),
        "other_conventions": [_otherwise(one) for one in otherwise(application, method, assumptions)],
        "break_even": {
            "factors": [
                {"what": one.lever.value, "line": one.line.flow.line if one.line else None, "factor": one.factor}
                for one in break_evens(application, method, assumptions)
            ],
            "rates": list(break_even_rates(application, method, assumptions)),
            "growth": list(break_even_growth(application, method, assumptions)),
            "delay_years": longest_delay(application, method, assumptions),
            "start_years": longest_slip(application, method, assumptions),
            "period_years": fewest_years(application, method, assumptions),
        },
        "simulation": None if simulation is None or method.uncertainty is None else _simulation(simulation, method.uncertainty),
        "working": []
        if table is None
        else [
            {
                "year": one.year,
                "rate": one.rate,
                "factor": one.factor,
                "cost": whole(one.cost),
                "benefit": whole(one.benefit),
                "tax_cost": whole(one.tax_cost),
                "discounted": whole(one.discounted),
                "cumulated": whole(one.cumulated),
            }
            for one in table.years
        ],
    }


def _number(stated: Fraction | None) -> int | Fraction | None:
    """Return how many municipalities, a whole number where it is one: a flat share may end between two."""
    return int(stated) if stated is not None and stated.denominator == 1 else stated


def text_of(said: Said | None, speech: Speech) -> str | None:
    """Return the sentence, None where there is none."""
    return None if said is None else speech.text(said)


def whole(amount: Fraction | None) -> int | None:
    """Return the amount in whole kroner."""
    return None if amount is None else int(whole_kroner(amount))


def _trial(trial: Trial) -> Data:
    return {
        "departures": [{"kind": one.kind.value, "rate": one.rate} for one in trial.departures],
        "npv": whole(trial.npv),
        "npv_per_invested_krone": trial.ratio,
        "reproduces": [name for name, fits in (("npv", trial.npv_fits), ("npv_per_invested_krone", trial.ratio_fits)) if fits],
    }


def _swing(swing: Swing) -> Data:
    return {
        "what": swing.lever.value,
        "line": swing.line.flow.line if swing.line is not None and swing.lever is Lever.LINE else None,
        "share": swing.share,
        "low": swing.low_factor,
        "high": swing.high_factor,
        "years": None if swing.years is None else list(swing.years),
        "npv_at_low": whole(swing.at_low),
        "npv_at_high": whole(swing.at_high),
    }


def _otherwise(found: Otherwise) -> Data:
    return {
        "convention": found.convention.value,
        "value": dict(conventions(found.method))[found.convention.value],
        "npv": whole(found.npv),
        "npv_per_invested_krone": found.npv_per_invested_krone,
        "nnb": found.nnb,
    }


def _two_way(found: TwoWay | None) -> Data | None:
    if found is None:
        return None
    (down, across), grid = found.levers, found.grid
    return {
        "rows": {"what": down.value, "factors": list(grid.rows)},
        "columns": {"what": across.value, "factors": list(grid.columns)},
        "npv": [[whole(value) for value in row] for row in grid.values],
    }


def _simulation(found: Simulation, uncertainty: Uncertainty) -> Data:
    return {
        "draws": found.draws,
        "seed": found.seed,
        "spread": found.spread.value,
        "bounds_where_none_are_given": [uncertainty.low, uncertainty.high],
        "drawn": list(found.drawn),
        "above_zero": found.above_zero,
        "mean": found.mean,
        **{name: getattr(found, name) for name in ("p5", "p10", "p50", "p90", "p95")},
    }


def _grade(step: int | None) -> str | None:
    return None if step is None else grade_text(step)
