"""The analyses in words: what was changed, what explains a claim, from where on the project is profitable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from reviewer.domain.application import Actor
from reviewer.domain.economics.appraisal import Appraisal, Source
from reviewer.domain.economics.breakdown import LineWorth, by_actor
from reviewer.domain.economics.claims import Explanation, ImpliedInvestment, Size
from reviewer.domain.economics.departures import Departed, Departure
from reviewer.domain.economics.discounting import total, whole_kroner
from reviewer.domain.economics.explaining import Trial, alike
from reviewer.domain.economics.presets import PRESETS
from reviewer.domain.economics.repayment import Repayment
from reviewer.domain.economics.sensitivity import SHARES, Lever, Swing, Things
from reviewer.domain.economics.simulation import Likelihood, Simulation
from reviewer.domain.economics.takeup import BreakEvenTakeUp, Profitable
from reviewer.domain.economics.whatif import WhatIf, WhatIfError, line_of, what_if
from reviewer.domain.method import FirstYear
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.said import Kroner, Listed, Said, Share, Value, say, say_number

_ANY: Final = PRESETS["r-109-21"]
"""A method to read single changes with; what they change is all that is read of it."""

ACTORS: Final[Mapping[Actor, Said]] = {
    Actor.APPLICANT: say("the applicant"),
    Actor.STATE: say("the state"),
    Actor.MUNICIPALITIES: say("the municipalities"),
    Actor.BUSINESS: say("business"),
    Actor.CITIZENS: say("the inhabitants"),
    Actor.VOLUNTARY: say("voluntary organisations"),
}
LEVERS: Final[Mapping[Lever, Said]] = {
    Lever.LINE: say("one line"),
    Lever.BENEFITS: say("all benefits"),
    Lever.COSTS: say("all costs"),
    Lever.INVESTMENT: say("the investment"),
    Lever.TAKE_UP: say("the take-up"),
    Lever.RATE: say("the discount rate"),
    Lever.RATE_YEARS: say("the years in which the discount rate changes"),
    Lever.TAX_RATE: say("the tax-financing rate"),
    Lever.PERIOD: say("the analysis period"),
    Lever.RESIDUAL_YEARS: say("the years carried on"),
    Lever.DELAY: say("the start of the benefits"),
    Lever.REAL_GROWTH: say("the real growth"),
}
_NAMES: Final[Mapping[Lever, Said]] = {
    Lever.TAKE_UP: say("Final take-up"),
    Lever.RATE: say("Discount rate"),
    Lever.RATE_YEARS: say("Years in which the rate changes"),
    Lever.TAX_RATE: say("Tax-financing rate"),
    Lever.PERIOD: say("Analysis period"),
    Lever.RESIDUAL_YEARS: say("Years that the last one is carried on"),
    Lever.REAL_GROWTH: say("Real growth"),
}
DIVISORS: Final[Mapping[Departure, Said]] = {
    Departure.DIVISOR_GRANT: say("the divisor is the amount applied for"),
    Departure.DIVISOR_PROJECT_COST: say("the divisor is the project cost"),
    Departure.DIVISOR_INVESTMENT: say("the divisor is the undiscounted investment"),
    Departure.DIVISOR_DISCOUNTED: say("the divisor is the discounted investment"),
}
_DEPARTURES: Final[Mapping[Departure, Said]] = {
    Departure.UNDISCOUNTED: say("nothing is discounted"),
    Departure.WITHOUT_TAX: say("the tax-financing cost is left out"),
    Departure.WHOLE_FLOW: say("the years after the analysis period count"),
    **DIVISORS,
}


_NAMED: Final[Mapping[str, Said]] = {
    "method": say("method"),
    "rate": say("discount rate"),
    "tax": say("tax-financing rate"),
    "growth": say("real growth"),
    "period": say("analysis period"),
    "first": say("first year"),
    "residual-years": say("years carried on"),
    "takeup": say("take-up"),
    "municipalities": say("take-up"),
    "benefits": say("benefits"),
    "costs": say("costs"),
    "investment": say("investment"),
    "start": say("the project comes"),
    "delay": say("the benefits come"),
}


def assumed(name: str, value: str) -> Said:
    """Return one what-if, or one of the council's assumptions, in a few words: `discount rate 3 %`; an empty value is as stated."""
    line = line_of(name)
    named = _NAMED.get(name, say("{text}", text=name)) if line is None else say("the line “{line}”", line=line)
    if not value:
        return say("{name} as stated", name=named)
    try:
        found = what_if(_ANY, [(name, value)])
    except WhatIfError:
        return say("{name} {value}", name=named, value=value)
    return say("{name} {value}", name=named, value=_assumed_value(name, value, found))


def _assumed_value(name: str, value: str, found: WhatIf) -> Value:
    method, given = found.method, found.assumptions
    match name:
        case "method":
            return method.name
        case "rate":
            return Share(method.rates[0].rate)
        case "tax":
            return Share(method.tax_rate)
        case "growth":
            return say("{share} a year", share=Share(method.real_growth[0].rate))
        case "period":
            return _years(method.period or 0)
        case "residual-years":
            return _years(method.residual_years)
        case "first":
            return say("discounted") if method.first_year is FirstYear.DISCOUNTED else say("not discounted")
        case "municipalities":
            return say_number("in {number} municipality", "in {number} municipalities", given.municipalities or 0)
        case "start" | "delay":
            return say_number("{number} year later", "{number} years later", given.benefits_later)
        case "takeup" | "benefits" | "costs" | "investment":
            share = given.take_up if name == "takeup" else getattr(given, name)
            return say("{share} of what is stated", share=Share(share))
        case _ if given.named:
            return say("{share} of what is stated", share=Share(given.named[0][1]))
        case _:
            return value


def _years(number: int) -> Said:
    return say_number("{number} year", "{number} years", number)


def all_assumed(given: Iterable[tuple[str, str]]) -> Said:
    """Return several of them in one phrase."""
    return say("{text}", text=Listed(tuple(assumed(name, value) for name, value in given)))


def departed(one: Departed, first_year_discounted: str, last: Departed | None = None) -> Said:
    """Return the departure as the condition of a sentence: `nothing is discounted`; the second tells the method's own first year.

    Where every rate up to that of `last` does, the condition says so.
    """
    match one.kind:
        case Departure.OTHER_RATE if last is not None and last.rate != one.rate:
            return say("the discount rate is between {low} and {high}", low=Share(one.rate or 0), high=Share(last.rate or 0))
        case Departure.OTHER_RATE:
            return say("the discount rate is {rate}", rate=Share(one.rate or 0))
        case Departure.CURRENT_PRICES:
            return say("the amounts are in current prices, {rate} dearer a year", rate=Share(one.rate or 0))
        case Departure.FIRST_YEAR if first_year_discounted == "discounted":
            return say("the first year is not discounted")
        case Departure.FIRST_YEAR:
            return say("the first year is discounted too")
        case _:
            return _DEPARTURES[one.kind]


def explained(explanation: Explanation, first_year_discounted: str) -> tuple[Said, ...]:
    """Return one sentence for each way to reproduce the claim; none where nothing differs, one where nothing explains it."""
    if explanation.trials:
        return tuple(_reproduced(group, explanation, first_year_discounted) for group in alike(explanation.trials))
    if {Size.NOTABLE, Size.LARGE} & {explanation.npv, explanation.ratio}:
        return (say("No convention that is usual elsewhere explains what the applicant states."), *_by_rates(explanation.rates))
    return ()


def _by_rates(rates: Sequence[Decimal]) -> tuple[Said, ...]:
    """Return the discount rates that it would take: no explanation, but a measure of how far apart the two are."""
    if not rates:
        return ()
    listed = Listed(tuple(say("{number}%", number=100 * rate) for rate in rates))
    return (say("By the same method, the stated net present value would take a discount rate of {rates}.", rates=listed),)


def _reproduced(group: Sequence[Trial], explanation: Explanation, first_year_discounted: str) -> Said:
    trial, last = group[0], group[-1]
    both = zip(trial.departures, last.departures, strict=True)
    conditions = Listed(tuple(departed(one, first_year_discounted, other) for one, other in both))
    if trial.npv_fits and trial.ratio_fits:
        return say("The cash flow gives both stated figures if {conditions}.", conditions=conditions)
    if trial.npv_fits:
        if explanation.ratio is Size.UNKNOWN:
            return say("The cash flow gives the stated net present value if {conditions}.", conditions=conditions)
        return say("The cash flow gives the stated net present value, but not the stated ratio, if {conditions}.", conditions=conditions)
    if explanation.npv is Size.UNKNOWN:
        return say("The cash flow gives the stated net present value per krone invested if {conditions}.", conditions=conditions)
    return say(
        "The cash flow gives the stated net present value per krone invested, but not the stated net present value, if {conditions}.",
        conditions=conditions,
    )


def profitable(found: BreakEvenTakeUp | None, register: Municipalities | None = None) -> Said | None:
    """Return from how much take-up on the project is profitable, in one sentence; None where nothing scales with take-up.

    More municipalities than the register has cannot be reached, and that is told.
    """
    if found is None:
        return None
    match found.profitable:
        case Profitable.ALWAYS:
            return say("The project is profitable however few adopt it.")
        case Profitable.NEVER:
            return say("The project is not profitable, however many adopt it.")
        case Profitable.FROM:
            return _from(found, register)
        case Profitable.UP_TO:
            return _up_to(found, register)


def _from(found: BreakEvenTakeUp, register: Municipalities | None) -> Said:
    if found.municipalities is None or found.stated is None:
        return say("The project is profitable from {share} of the stated take-up on.", share=Share(found.share or 0))
    if register is not None and found.municipalities > register.count:
        return say(
            "The project is not profitable even if all the {all} municipalities adopt it; it would take {number}.",
            all=register.count,
            number=found.municipalities,
        )
    return say_number(
        "The project is profitable from {number} municipality; the applicant assumes {stated}.",
        "The project is profitable from {number} municipalities; the applicant assumes {stated}.",
        found.municipalities,
        stated=found.stated,
    )


def _up_to(found: BreakEvenTakeUp, register: Municipalities | None) -> Said:
    if found.municipalities is None or found.stated is None:
        return say("The project is profitable only up to {share} of the stated take-up.", share=Share(found.share or 0))
    if register is not None and found.municipalities >= register.count:
        return say("The project is profitable even if all the {all} municipalities adopt it.", all=register.count)
    return say_number(
        "The project is profitable only up to {number} municipality; the applicant assumes {stated}.",
        "The project is profitable only up to {number} municipalities; the applicant assumes {stated}.",
        found.municipalities,
        stated=found.stated,
    )


def swing_name(swing: Swing) -> Said:
    """Return what was changed: the line's own name, or the parameter's; of whole years, which."""
    if swing.years is not None:
        low, high = swing.years
        return say("{name}, {low} and {high} years", name=_NAMES[swing.lever], low=low, high=high)
    return swing_thing(swing)


def swing_thing(swing: Swing) -> Said:
    """Return what was changed, whatever it was changed to."""
    return say("{line}", line=swing.line.flow.line) if swing.line is not None else _NAMES[swing.lever]


def things_name(things: Things, shares: Sequence[Fraction] = SHARES) -> Said:
    """Return what was changed by each of the shares: of whole years, which ones, lower before higher."""
    swing = next(iter(things.values()))
    used = next((one.years for one in things.values() if one.years is not None), None)
    if used is None:
        return swing_thing(swing)
    as_it_is = sum(used) // 2
    years = [one.years if (one := things.get(share)) and one.years else (as_it_is, as_it_is) for share in shares]
    low, high = ", ".join(str(one) for one, _ in reversed(years)), ", ".join(str(one) for _, one in years)
    return say("{name}: {low} | {high} years", name=swing_thing(swing), low=low, high=high)


def likely(found: Likelihood | Simulation) -> Said:
    """Return the simulation in two sentences."""
    return say(
        "The project is profitable in {share} of {draws} draws (seed {seed}). One draw in ten gives less than {p10} (P10), half of them "
        "less than {p50} (P50), and one in ten more than {p90} (P90).",
        draws=found.draws,
        seed=str(found.seed),
        share=Share(found.above_zero),
        p10=Kroner(found.p10),
        p50=Kroner(found.p50),
        p90=Kroner(found.p90),
    )


def falls_on(lines: Sequence[LineWorth]) -> Said | None:
    """Return what of NPV falls on whom, the tax-financing cost apart, in one sentence; None without a cash flow."""
    parts = [say("{who} {amount}", who=ACTORS[one.actor], amount=whole_kroner(one.net)) for one in by_actor(lines)]
    tax = total(line.tax_cost for line in lines)
    if tax:
        parts.append(say("{who} {amount}", who=say("the tax financing"), amount=whole_kroner(-tax)))
    return say("NPV is distributed as follows: {parts}.", parts=Listed(tuple(parts))) if parts else None


def size_words(appraisal: Appraisal, found: tuple[Size, Size]) -> Said:
    """Return the verdict on the claim in a few words; `found` is how far the appraisal's figures lie from it."""
    if appraisal.source is not Source.RECOMPUTED:
        return say("nothing to compute from")
    size = _largest(found)
    return say("nothing stated to compare with") if size is Size.UNKNOWN else _SIZES[size]


def apart_from_stated(stated: tuple[Size, Size], shown: tuple[Size, Size], why: Said) -> Said | None:
    """Return how the figures as stated stand to the claim where those that are shown, by `why`, stand otherwise to it."""
    size = _largest(stated)
    if size in {_largest(shown), Size.UNKNOWN}:
        return None
    if size is Size.AGREES:
        return say("The cash flow as it is stated agrees with the claim: the difference comes from {why}.", why=why)
    return say("The cash flow as it is stated, without {why}: {verdict}.", why=why, verdict=_SIZES[size])


def _largest(found: tuple[Size, Size]) -> Size:
    return max((size for size in found if size is not Size.UNKNOWN), key=_ORDER.index, default=Size.UNKNOWN)


_ORDER: Final[Sequence[Size]] = (Size.AGREES, Size.SMALL, Size.NOTABLE, Size.LARGE)
_SIZES: Final[Mapping[Size, Said]] = {
    Size.AGREES: say("agrees with what is stated"),
    Size.SMALL: say("close to what is stated"),
    Size.NOTABLE: say("differs from what is stated"),
    Size.LARGE: say("differs much from what is stated"),
}


def repaid_words(found: Repayment) -> Said:
    """Return when the grant has flowed back."""
    if found.year is None:
        return say("The grant is not repaid in these years.")
    return say("The grant is repaid in {year}.", year=str(found.year))


def implied_words(implied: ImpliedInvestment) -> Said:
    """Return which investment a claimed NPV and ratio imply together, told as derived."""
    amounts = {name: Kroner(round(getattr(implied, name))) for name in ("value", "low", "high")}
    return say(
        "The stated figures together imply an investment of {value} (from {low} to {high} by their rounding). This is derived, not stated.",
        **amounts,
    )
