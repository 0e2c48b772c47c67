"""The proposal's sections in another order, or fewer of them: numbered anew, so that headings and contents say what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reviewer.domain.blocks import Block, Heading, PageBreak
from reviewer.domain.said import Said

HEAD = "head"
"""What stands before the first section."""
_SECTION = 2


def sections(blocks: Sequence[Block]) -> Mapping[str, tuple[Block, ...]]:
    """Return the blocks by section, without the title; a page break belongs to what it stands before."""
    found: dict[str, list[Block]] = {HEAD: []}
    at = HEAD
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if isinstance(block, PageBreak) and number + 1 < len(blocks) else block
        if isinstance(following, Heading) and following.level == _SECTION:
            at = following.anchor.replace("-", "_")
        if not (isinstance(block, Heading) and block.level == 1):
            found.setdefault(at, []).append(block)
    return {name: tuple(section) for name, section in found.items()}


def arranged(blocks: Sequence[Block], names: Sequence[str]) -> Mapping[str, tuple[Block, ...]]:
    """Return the sections of these names in this order, numbered from 1 as they come; a name without a section is empty."""
    known = sections(blocks)
    made: dict[str, tuple[Block, ...]] = {}
    number = 0
    for name in names:
        section = known.get(name, ())
        if any(_numbered(block) for block in section):
            number += 1
        made[name] = tuple(_renumbered(block, number) for block in section)
    return made


def _numbered(block: Block) -> bool:
    return isinstance(block, Heading) and isinstance(block.text, Said) and block.level == _SECTION and "number" in dict(block.text.values)


def _renumbered(block: Block, number: int) -> Block:
    if not (isinstance(block, Heading) and isinstance(block.text, Said) and _numbered(block)):
        return block
    values = tuple((name, str(number) if name == "number" else value) for name, value in block.text.values)
    return replace(block, text=replace(block.text, values=values))
