"""A paper that asks much of a template: every kind of block in every section, and texts that a careless template would break on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from reviewer.documents.word_template import SECTIONS
from reviewer.domain.blocks import (
    Align,
    Block,
    Bullets,
    Chart,
    Column,
    Contents,
    Drawing,
    Facts,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Part,
    Row,
    Table,
    Tone,
)
from reviewer.domain.proposal import Imprint, Proposal
from reviewer.domain.proposal.paper import Composed
from reviewer.domain.said import Kroner, say

HARD = "A & B <tag> {{ 7*7 }} {% for x in y %} «æøå» " + "x" * 120


def trial_proposal() -> Proposal:
    """Return the paper."""
    blocks: list[Block] = [Heading(1, say("Trial of the template"), "title"), Contents(say("Contents"))]
    for name in SECTIONS[1:]:
        blocks += [PageBreak(), Heading(2, name, name.replace("_", "-")), *_every_block()]
    return Proposal(
        title=say("Trial of the template"),
        subtitle=say("Trial of the template"),
        council=HARD,
        illustrative=True,
        draft=True,
        missing=(),
        composed=Composed(lambda: tuple(blocks)),
        data={"recipient": HARD, "scheme": HARD, "about": ""},
        imprint=Imprint(case_hash="0" * 64, events=1, program="", committee_hash="0" * 64, produced=date(2018, 1, 15), call=HARD),
        stem=say("trial"),
    )


def _every_block() -> tuple[Block, ...]:
    columns = (Column(HARD), Column(HARD, Align.RIGHT))
    rows = (Row((HARD, Kroner(10**12))), Row((), rule=say("Trial of the template")), Row((HARD, None), total=True))
    part = Part(HARD, Fraction(1))
    chart = Chart(
        drawing=Drawing.BARS,
        caption=say("Trial of the template"),
        alt=say("Trial of the template"),
        label=say("Trial of the template"),
        series=(say("Trial of the template"),),
        marks=(Mark(HARD, (part,)),),
    )
    return (
        *(Paragraph(HARD, tone) for tone in Tone),
        Bullets((HARD, HARD)),
        Bullets((HARD, HARD), numbered=True),
        Facts(((say("Trial of the template"), HARD),)),
        Table(say("Trial of the template"), columns, rows),
        chart,
    )
