"""What an application is worth: the applicant's claim beside the figures computed anew."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Align, Block, Bullets, Column, Paragraph, Row, Table
from reviewer.domain.economics import Appraisal, Source, whole_kroner
from reviewer.domain.proposal.charts import flow_chart
from reviewer.domain.said import Said, Share, Value, say

AGREES = Fraction(1, 2000)
"""A deviation that is written as 0 per cent is agreement: half of the least that is shown, a tenth of a per cent."""


def worth(one: Judged) -> Iterator[Block]:
    """Return claimed and recomputed figures side by side, and what the computation remarks."""
    appraisal = one.appraisal
    yield Paragraph(_lead(appraisal))
    if appraisal.source is not Source.NONE or appraisal.claimed.npv is not None or appraisal.claimed.npv_per_invested_krone is not None:
        columns = (
            Column(say("Figure"), share=5),
            Column(say("The applicant states"), Align.RIGHT, share=3),
            Column(say("Computed anew"), Align.RIGHT, share=3),
        )
        yield Table(say("Cost-benefit, in kroner where nothing else is said"), columns, tuple(_rows(appraisal)))
    if appraisal.warnings:
        yield Bullets(appraisal.warnings)
    chart = flow_chart(appraisal.by_year)
    if chart is not None:
        yield chart


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
