"""One paper of each kind: of a small round, or of a meeting that was held."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.blocks import Block
from reviewer.domain.proposal import Kind, Proposal
from reviewer.domain.proposal.paper import Composed
from tests.domain.meeting.kept import RECORD, held
from tests.domain.small_round import assessed, settled

_OF_A_MEETING = {Kind.AGENDA, Kind.MINUTES}


@cache
def round_for(kind: Kind) -> Assessment:
    """Return a round that has such a paper."""
    return assess(held().case) if kind in _OF_A_MEETING else assessed(settled())


def about(kind: Kind) -> str:
    """Return what that paper is about."""
    own = {Kind.PROPOSAL: "", Kind.RANKING: "", Kind.READING_PACK: "voss", Kind.AGENDA: RECORD.meeting.id, Kind.MINUTES: RECORD.meeting.id}
    return own.get(kind, "A")


def with_blocks(proposal: Proposal, blocks: tuple[Block, ...]) -> Proposal:
    """Return the paper with these blocks in place of its own."""
    return replace(proposal, composed=Composed(lambda: blocks))
