"""The council's recommendation as a paper: `draft` makes it of an assessment, as blocks that every format can set."""

from __future__ import annotations

from reviewer.domain.assessment import Assessment
from reviewer.domain.blocks import Block, Contents
from reviewer.domain.proposal.applications import applications
from reviewer.domain.proposal.assessed import assessed
from reviewer.domain.proposal.closing import follow_up, impartiality, not_recommended, verification
from reviewer.domain.proposal.missing import missing
from reviewer.domain.proposal.opening import background, head, motion, subtitle, title
from reviewer.domain.proposal.paper import Imprint, Proposal
from reviewer.domain.proposal.ranked import ranked
from reviewer.domain.proposal.reading import read
from reviewer.domain.proposal.statement import statement
from reviewer.domain.said import say

__all__ = ["Imprint", "Proposal", "draft"]


def draft(assessment: Assessment, imprint: Imprint) -> Proposal:
    """Return the paper; it is marked as a draft until nothing is missing."""
    reading = read(assessment, imprint)
    lacking = missing(reading)
    blocks: tuple[Block, ...] = (
        *head(reading, lacking),
        Contents(say("Contents")),
        *motion(reading),
        *background(reading),
        *assessed(reading),
        *ranked(reading),
        *applications(reading),
        *not_recommended(reading),
        *impartiality(reading),
        *follow_up(reading),
        *verification(reading),
    )
    return Proposal(
        title=title(reading),
        subtitle=subtitle(reading),
        council=reading.committee.name,
        illustrative=assessment.case.opened.illustrative,
        draft=bool(lacking),
        missing=lacking,
        blocks=blocks,
        data=statement(reading),
        imprint=imprint,
    )
