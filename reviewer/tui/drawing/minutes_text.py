"""The minutes as they will be printed, a section at a time."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.domain.blocks import Block, Heading
from reviewer.domain.proposal import Kind, Proposal
from reviewer.language.speech import Speech
from reviewer.tui.drawing.paper import composed, write_blocks
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.session import Session


def minuted(session: Session, meeting: str, speech: Speech) -> Proposal:
    """Return the minutes of the meeting as the seat sees them; called in a thread, with a session of its own."""
    from reviewer.domain.meeting.opened import read_by
    from reviewer.drafting import papers
    from reviewer.ordered import Order

    beside = session.beside()
    try:
        order = Order(produced=beside.clock().astimezone().date(), kind=Kind.MINUTES, about=(meeting,), seat=beside.seat)
        return composed(papers(beside.casefile(), read_by(beside.casefile().case(), beside.seat), order, speech).papers[0])
    finally:
        beside.close()


def section(blocks: Sequence[Block], anchor: str) -> Sequence[Block]:
    """Return the part of the paper under the heading of that name, with the heading; nothing where there is none."""
    headings = [(at, block.level) for at, block in enumerate(blocks) if isinstance(block, Heading)]
    begun = next(((at, level) for at, level in headings if _named(blocks[at]) == anchor), None)
    if begun is None:
        return ()
    first, level = begun
    end = next((at for at, other in headings if at > first and other <= level), len(blocks))
    return blocks[first:end]


def _named(block: Block) -> str:
    return block.anchor if isinstance(block, Heading) else ""


def write_section(sheet: Sheet, blocks: Sequence[Block], anchor: str) -> None:
    """Write that part of the paper."""
    write_blocks(sheet, section(blocks, anchor))
