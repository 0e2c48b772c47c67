"""The proposal as Markdown (CommonMark with GitHub's tables).

All text goes through `escaped`, ours too: a sentence of ours may carry an applicant's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reviewer.documents.plain import printable
from reviewer.domain.blocks import Align, Block, Bullets, Chart, Column, Facts, Heading, PageBreak, Paragraph, Row, Table, Tone, as_table
from reviewer.domain.proposal import Proposal
from reviewer.domain.said import Said, Value
from reviewer.language.speech import Speech

_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~&#$]")
_SUSPECT = re.compile(r"[\\`*_\[\]<>|~&#$/wW]")
"""What few lines have: where it is found, the line is looked through for markup and links."""
_LINE_START = re.compile(r"([-+=>]|\d{1,9}(?=[.)](?:\s|$)))")
_STARTS = "-+=>"
_LINK_START = re.compile(r"(?i)(:(?=//)|(?<=www)\.)")
_BREAK_IN_CELL = "<br>"
_REMEMBERED = 4096
"""So many lines are remembered: what cells say comes again with every application."""


def markdown_text(proposal: Proposal, speech: Speech) -> str:
    """Return the whole paper as Markdown, with one line end at its end."""
    parts = [part for block in proposal.blocks for part in _block(block, speech)]
    return "\n\n".join(parts) + "\n"


@lru_cache(maxsize=_REMEMBERED)
def escaped(text: str) -> str:
    r"""Return one line of text so that Markdown shows it as it stands: no markup, HTML, link, list or heading.

    White space at its ends is left out, because Markdown would read it as indentation or as a line break.
    """
    line = text.strip()
    if _SUSPECT.search(line):
        line = _LINK_START.sub(r"\\\1", _ANYWHERE.sub(r"\\\g<0>", line))
    started = _LINE_START.match(line) if line[:1] in _STARTS or line[0].isdecimal() else None
    return line if started is None else _start_escaped(started) + line[started.end() :]


def _start_escaped(match: re.Match[str]) -> str:
    # A digit cannot be escaped; the mark after it can.
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _block(block: Block, speech: Speech) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_in_line(block.text, speech)}"
        case Paragraph():
            yield _paragraph(block, speech)
        case Bullets():
            yield "\n".join(_bullets(block, speech))
        case Facts():
            yield "\n".join(_fact(name, value, speech) for name, value in block.rows)
        case Table():
            yield f"*{_in_line(block.caption, speech)}*"
            yield "\n".join(_table(block, speech))
        case Chart():
            yield _flowing(block.alt, speech)
            if block.told_by is None:
                yield from _block(as_table(block), speech)
        case PageBreak():
            yield "---"


def _in_line(value: Value, speech: Speech) -> str:
    return escaped(" ".join(printable(speech.value(value)).split("\n")))


def _in_cell(value: Value, speech: Speech) -> str:
    shown = printable(speech.value(value))
    return _BREAK_IN_CELL.join(map(escaped, shown.split("\n"))) if "\n" in shown else escaped(shown)


def _flowing(value: Value, speech: Speech, indent: str = "") -> str:
    """Return text over several lines: a line break stays one, an empty line begins a new paragraph."""
    paragraphs = re.split(r"\n\s*\n", printable(speech.value(value)).strip())
    broken = f"\\\n{indent}"
    return f"\n\n{indent}".join(broken.join(escaped(line) for line in text.split("\n")) for text in paragraphs)


def _paragraph(paragraph: Paragraph, speech: Speech) -> str:
    text = _flowing(paragraph.text, speech)
    match paragraph.tone:
        case Tone.MOTION:
            return "\n\n".join(f"**{part}**" if part.strip() else part for part in text.split("\n\n"))
        case Tone.NOTICE | Tone.QUOTE:
            return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        case Tone.PLAIN:
            return text


def _bullets(bullets: Bullets, speech: Speech) -> Iterator[str]:
    for number, item in enumerate(bullets.items, start=1):
        mark = f"{number}. " if bullets.numbered else "- "
        yield mark + _flowing(item, speech, " " * len(mark))


def _fact(name: Said, value: Value, speech: Speech) -> str:
    return f"- **{_in_line(name, speech)}:** {_flowing(value, speech, '  ')}"


def _table(table: Table, speech: Speech) -> Iterator[str]:
    yield _line([_in_line(column.heading, speech) for column in table.columns])
    yield _line(["---:" if column.align is Align.RIGHT else "---" for column in table.columns])
    for row in table.rows:
        yield _line(_cells(row, table.columns, speech))


def _cells(row: Row, columns: Sequence[Column], speech: Speech) -> list[str]:
    if row.rule is not None:
        # The first column is often a narrow one for places; the rule's words stand in the second, where there is one.
        words = f"**{_in_line(row.rule, speech)}**"
        at = min(1, len(columns) - 1)
        return [words if index == at else "—" for index in range(len(columns))]
    cells = [_in_cell(cell, speech) for cell in row.cells]
    return [f"**{cell}**" if row.total and cell else cell for cell in cells]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
