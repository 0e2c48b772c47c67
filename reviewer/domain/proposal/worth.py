"""What an application is worth: the applicant's claim beside the figures computed anew."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from reviewer.domain.application import Application
from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Align, Block, Bullets, Column, Paragraph, Row, Table
from reviewer.domain.case import Dossier
from reviewer.domain.committee import Committee
from reviewer.domain.economics import Appraisal, Source, whole_kroner
from reviewer.domain.economics.breakdown import by_line
from reviewer.domain.economics.claim_words import claim_told
from reviewer.domain.economics.claims import explain
from reviewer.domain.economics.council import Assumed
from reviewer.domain.economics.rounding import rounds_to
from reviewer.domain.economics.sanity import remarks
from reviewer.domain.economics.sensitivity import break_even_take_up, tornado
from reviewer.domain.economics.simulation import likelihood
from reviewer.domain.economics.whatif import WhatIf
from reviewer.domain.economics.words import assumed as assumed_words
from reviewer.domain.economics.words import falls_on, likely, profitable, swing_name
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.proposal.charts import flow_chart, take_up_chart
from reviewer.domain.proposal.words import kroner
from reviewer.domain.revised import assumption_remark
from reviewer.domain.said import Listed, Said, Share, say

AGREES = Fraction(1, 2000)
"""A deviation that is written as 0 per cent is agreement: half of the least that is shown, a tenth of a per cent."""


RESIDUAL: Final = say("Residual value")
"""The row that stands only where there is something in it."""

TOLD: Final = 3
"""How many of the things that NPV depends on most are told."""


def worth(one: Judged, committee: Committee, register: Municipalities | None = None) -> Iterator[Block]:
    """Return claimed and recomputed figures side by side, what explains the claim, what the result depends on, and what looks wrong."""
    appraisal, application, method = one.appraisal, one.dossier.application, committee.method
    stated = appraisal.as_stated or appraisal
    view = one.council or WhatIf(method=method)
    yield Paragraph(_lead(stated))
    yield from _council(one, committee)
    if stated.source is not Source.NONE or stated.claimed.npv is not None or stated.claimed.npv_per_invested_krone is not None:
        yield _figures(stated, None if one.council is None else appraisal)
    found = claim_told(application, stated, explain(application, stated, method), method)
    if found:
        yield Bullets(found)
    yield from filter(None, (flow_chart(appraisal.by_year), take_up_chart(application.reuse, appraisal.by_year, view.assumptions)))
    yield from _depends(application, view, register)
    remarked = (*appraisal.warnings, *remarks(application, stated, method))
    if remarked:
        yield Paragraph(say("To be checked with the applicant:"))
        yield Bullets(remarked)


def _council(one: Judged, committee: Committee) -> Iterator[Block]:
    """Say what the council assumes otherwise: then the order, the requirements and the figures below rest on that."""
    if one.council is None:
        return
    yield Paragraph(
        say("The council's own assumptions stand in place of the applicant's. Requirements and order rest on the figures that they give.")
    )
    yield Bullets(tuple(_assumption(name, assumed, one.dossier, committee) for name, assumed in one.dossier.assumed.items()))


def _assumption(name: str, assumed: Assumed, dossier: Dossier, committee: Committee) -> Said:
    seat, remark = committee.seat(assumed.seat), assumption_remark(dossier, name)
    what = assumed_words(name, assumed.value)
    said = say("{what}. {reason} ({seat})", what=what, reason=assumed.reason, seat=seat.name if seat else assumed.seat)
    return said if remark is None else say("{first} {second}", first=said, second=remark)


def _figures(stated: Appraisal, council: Appraisal | None) -> Table:
    headings = (say("The applicant states"), say("Recomputed"), *((say("The council assumes"),) if council else ()))
    columns = (Column(say("Figure"), share=5), *(Column(heading, Align.RIGHT, share=3) for heading in headings))
    rows = tuple(_rows(stated))
    if council is not None:
        rows = tuple(Row((*row.cells, own.cells[-1])) for row, own in zip(rows, _rows(council), strict=True))
    return Table(say("Costs and benefits, in kroner unless otherwise stated"), columns, tuple(filter(_told, rows)))


def _depends(application: Application, view: WhatIf, register: Municipalities | None) -> Iterator[Block]:
    """Return from how much take-up the project is profitable, how likely it is, and the three things that NPV depends on most."""
    method, assumptions = view.method, view.assumptions
    sentences = (
        falls_on(by_line(application, method, assumptions)),
        profitable(break_even_take_up(application, method, assumptions), register),
    )
    yield from (Paragraph(sentence) for sentence in sentences if sentence is not None)
    found = method.uncertainty and likelihood(application, method, method.uncertainty, assumptions)
    if found:
        yield Paragraph(likely(found))
    swings = tornado(application, method, assumptions)[:TOLD]
    if not swings:
        return
    columns = (
        Column(say("What the result depends on most"), share=5),
        Column(say("25% lower"), Align.RIGHT, share=3),
        Column(say("25% higher"), Align.RIGHT, share=3),
    )
    rows = tuple(Row((swing_name(swing), _kroner(swing.at_low), _kroner(swing.at_high))) for swing in swings)
    yield Table(say("Net present value in kroner when one assumption changes and the others do not"), columns, rows)


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
    if appraisal.npv is not None and rounds_to(appraisal.npv, appraisal.claimed.npv or 0):
        return say(
            "Computed from the applicant's cash flow, the net present value is {computed}. Rounded, it is what the applicant states.",
            computed=kroner(_kroner(appraisal.npv)),
        )
    if abs(deviation) >= 1:
        return say(
            "Computed from the applicant's cash flow, the net present value is {computed}. The applicant states {stated}.",
            computed=kroner(_kroner(appraisal.npv)),
            stated=kroner(appraisal.claimed.npv),
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
    yield Row((say("Net present value per krone invested"), claimed.npv_per_invested_krone, ratio))
    if not own:
        return
    yield Row((say("Present value of benefits"), None, _kroner(appraisal.pv_benefits)))
    yield Row((say("Present value of costs"), None, _kroner(appraisal.pv_costs)))
    yield Row((RESIDUAL, None, _kroner(appraisal.residual_value)))
    yield Row((say("Tax-financing cost"), None, _kroner(appraisal.tax_cost)))
    yield Row((say("Net present value without the tax-financing cost"), None, _kroner(appraisal.npv_without_tax)))
    yield Row((say("Investment"), None, appraisal.investment))
    yield Row((say("Net benefit per krone of public budget"), None, appraisal.nnb))
    yield Row((say("Benefit-cost ratio"), None, appraisal.benefit_cost_ratio))
    rates = tuple(Share(Fraction(rate)) for rate in appraisal.irr)
    yield Row((say("Internal rate of return"), None, Listed(rates) if rates else None))


def _told(row: Row) -> bool:
    """Whether the row says anything: no benefit per krone of public budget exists where the budgets gain, and a residual value is none."""
    return any(row.cells[1:]) if row.cells[0] == RESIDUAL else any(cell is not None for cell in row.cells[1:])


def _kroner(amount: Fraction | None) -> int | None:
    return None if amount is None else int(whole_kroner(amount))
