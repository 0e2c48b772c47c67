"""What an application is worth: the applicant's claim beside the figures computed anew."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from reviewer.domain.application import Application
from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Align, Block, Bullets, Column, Paragraph, Row, Table
from reviewer.domain.economics import Appraisal, Source, whole_kroner
from reviewer.domain.economics.claims import explain
from reviewer.domain.economics.sanity import remarks
from reviewer.domain.economics.sensitivity import break_even_take_up, tornado
from reviewer.domain.economics.words import explained, profitable, swing_name
from reviewer.domain.method import Method
from reviewer.domain.proposal.charts import flow_chart
from reviewer.domain.said import Said, Share, Value, say

AGREES = Fraction(1, 2000)
"""A deviation that is written as 0 per cent is agreement: half of the least that is shown, a tenth of a per cent."""


TOLD: Final = 3
"""How many of the things that NPV depends on most are told."""


def worth(one: Judged, method: Method) -> Iterator[Block]:
    """Return claimed and recomputed figures side by side, what explains the claim, what the result depends on, and what looks wrong."""
    appraisal, application = one.appraisal, one.dossier.application
    yield Paragraph(_lead(appraisal))
    if appraisal.source is not Source.NONE or appraisal.claimed.npv is not None or appraisal.claimed.npv_per_invested_krone is not None:
        columns = (
            Column(say("Figure"), share=5),
            Column(say("The applicant states"), Align.RIGHT, share=3),
            Column(say("Computed anew"), Align.RIGHT, share=3),
        )
        yield Table(say("Cost-benefit, in kroner where nothing else is said"), columns, tuple(_rows(appraisal)))
    found = explained(explain(application, appraisal, method), method.first_year)
    if found:
        yield Bullets(found)
    chart = flow_chart(appraisal.by_year)
    if chart is not None:
        yield chart
    yield from _depends(application, method)
    remarked = (*appraisal.warnings, *remarks(application, appraisal, method))
    if remarked:
        yield Paragraph(say("To be checked with the applicant:"))
        yield Bullets(remarked)


def _depends(application: Application, method: Method) -> Iterator[Block]:
    """Return from how much take-up the project is profitable, and the three things that NPV depends on most."""
    sentence = profitable(break_even_take_up(application, method))
    if sentence is not None:
        yield Paragraph(sentence)
    swings = tornado(application, method)[:TOLD]
    if not swings:
        return
    columns = (
        Column(say("What the result depends on most"), share=5),
        Column(say("25% lower"), Align.RIGHT, share=3),
        Column(say("25% higher"), Align.RIGHT, share=3),
    )
    rows = tuple(Row((swing_name(swing), _kroner(swing.at_low), _kroner(swing.at_high))) for swing in swings)
    yield Table(say("Net present value in kroner where one thing changes and the rest stands"), columns, rows)


def _lead(appraisal: Appraisal) -> Said:
    match appraisal.source:
        case Source.RECOMPUTED:
            return _compared(appraisal)
        case Source.CLAIMED:
            return say("The application has no cash flow to compute from. The figures are the applicant's own.")
        case Source.NONE:
            return say("The application has no cash flow to compute from, and its net present value is unknown.")


def _compared(appraisal: Appraisal) -> Said:
    deviation = appraisal.npv_deviation
    if deviation is None:
        return say("The figures are computed from the applicant's cash flow. The applicant states no net present value to compare with.")
    if abs(deviation) < AGREES:
        return say(
            "The figures are computed from the applicant's cash flow, and agree with the net present value that the applicant states."
        )
    if deviation > 0:
        return say(
            "Computed from the applicant's cash flow, the net present value is {share} above what the applicant states.",
            share=Share(deviation),
        )
    return say(
        "Computed from the applicant's cash flow, the net present value is {share} below what the applicant states.",
        share=Share(-deviation),
    )


def _rows(appraisal: Appraisal) -> Iterator[Row]:
    claimed, own = appraisal.claimed, appraisal.source is Source.RECOMPUTED
    yield Row((say("Net present value"), claimed.npv, _kroner(appraisal.npv) if own else None))
    ratio = appraisal.npv_per_invested_krone if own else None
    yield Row((say("Net present value per invested krone"), claimed.npv_per_invested_krone, ratio))
    if not own:
        return
    yield Row((say("Present value of benefits"), None, _kroner(appraisal.pv_benefits)))
    yield Row((say("Present value of costs"), None, _kroner(appraisal.pv_costs)))
    yield Row((say("Tax-financing cost"), None, _kroner(appraisal.tax_cost)))
    yield Row((say("Investment"), None, appraisal.investment))
    yield Row((say("Net benefit per krone of public budget"), None, appraisal.nnb))
    yield Row((say("Benefit-cost ratio"), None, appraisal.benefit_cost_ratio))


def _kroner(amount: Fraction | None) -> Value:
    return None if amount is None else int(whole_kroner(amount))
