"""The proposal as one HTML file: no address outside it, no script, readable by ear, on a phone, in the dark and on paper.

Every text, ours too, goes through `escaped`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from reviewer.documents.extent import stays_whole
from reviewer.documents.html_charts import drawing
from reviewer.documents.locales import LOCALES
from reviewer.documents.markup import marked_up
from reviewer.documents.plain import printable
from reviewer.domain.blocks import Align, Block, Bullets, Chart, Column, Contents, Facts, Heading, PageBreak, Paragraph, Row, Table, Tone
from reviewer.domain.proposal import Proposal
from reviewer.domain.said import Value, say
from reviewer.language.speech import Speech

_STYLE = Path(__file__).with_name("paper.css")
_SECTION, _ITEM = 2, 3
_KEY, _KEY_LABEL = "key", "key-label"
_NARROW = 3
"""A table of up to so many columns fits a phone."""
_PAIR = 2
"""And one of so many has room for its longest words."""
_SHORT = 24
"""A column of words none of which is longer than so many signs does not break its lines."""
_LABEL = 8
"""A first column of no more than so many signs is a label such as «K1»: it stays whole, and takes no more room than it needs."""
_LONGEST_WORD = 30
_ENDLESS = re.compile(r"\w{15}(?=\w{16})")
"""Where a word of more than thirty signs may break in a table's cell, so that it makes no column as wide as itself."""
_IN_STYLE = re.compile(r"[^\w ,.()–-]")
"""What a text in the stylesheet has by its number, so that it neither ends there nor in the element that it stands in."""
_NUMBER = re.compile(r"\b(?=[\w-]{3,24}\b(?!-))\w+-\d[\w-]*")
_REMEMBERED = 4096
"""So many texts are remembered: what cells say comes again with every application."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_text(proposal: Proposal, speech: Speech) -> str:
    """Return the whole file's text."""
    return "\n".join(_Page(proposal, speech).lines()) + "\n"


def _unbroken(shown: str) -> str:
    """Return escaped text in which numbers such as «2018-04» stay on one line; they are found and copied as they stand."""
    return _NUMBER.sub(r'<span class="number">\g<0></span>', shown) if "-" in shown else shown


def _breakable(shown: str) -> str:
    """Return escaped text in which an endless word may break, so that it makes no column as wide as itself."""
    return _ENDLESS.sub(r"\g<0><wbr>", shown) if len(shown) > _LONGEST_WORD else shown


def escaped(text: str) -> str:
    """Return text so that a browser shows it as it stands, its line breaks kept."""
    return marked_up(printable(text)).replace("\n", "<br>")


@lru_cache(maxsize=_REMEMBERED)
def _shown(text: str) -> str:
    """Return text for a browser in which numbers stay on one line."""
    return _unbroken(escaped(text))


class _Page:
    """One file in the making; it knows which anchors are taken."""

    def __init__(self, proposal: Proposal, speech: Speech) -> None:
        self.proposal = proposal
        self.speech = speech
        self.anchors = _anchors(proposal.blocks)

    def text(self, value: Value) -> str:
        return _shown(self.speech.value(value))

    def line(self, value: Value) -> str:
        return _unbroken(self._plain_line(value))

    def _plain_line(self, value: Value) -> str:
        return escaped(" ".join(self.speech.value(value).split("\n")))

    def lines(self) -> Iterator[str]:
        yield from self._head()
        led = next((block for block in self.proposal.blocks if isinstance(block, Contents)), None)
        yield f'<body class="{"led" if led else "plain"}">'
        yield f'<a class="skip" href="#content">{self.line(say("Go to the text"))}</a>'
        yield "<header>"
        if self.proposal.marks:
            yield f'<p class="marks">{" · ".join(self.line(mark) for mark in self.proposal.marks)}</p>'
        yield f'<h1 id="title">{self.line(self.proposal.title)}</h1>'
        yield "</header>"
        if led:
            yield from self._contents(led)
        yield '<main id="content">'
        for number, block in enumerate(self.proposal.blocks):
            yield from self._block(number, block)
        yield "</main>"
        yield f"<footer>{self.line(self.proposal.subtitle)}</footer>"
        yield "</body>"
        yield "</html>"

    def _head(self) -> Iterator[str]:
        yield "<!doctype html>"
        yield f'<html lang="{LOCALES[self.speech.language].split("-")[0]}">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield f'<meta name="author" content="{escaped(self.proposal.council)}">'
        yield f'<meta name="dcterms.date" content="{self.proposal.imprint.produced.isoformat()}">'
        yield f"<title>{self._plain_line(self.proposal.title)}</title>"
        yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>"
        yield "</head>"

    def _contents(self, contents: Contents) -> Iterator[str]:
        """Yield the way to each section, and under it to each part with an anchor of its own; a narrow screen shows it when asked to."""
        yield f'<nav aria-labelledby="contents"><details><summary><h2 id="contents">{self.line(contents.heading)}</h2></summary><ol>'
        inner = False
        first = True
        for number, block in enumerate(self.proposal.blocks):
            if not isinstance(block, Heading) or not block.anchor or block.level not in {_SECTION, _ITEM}:
                continue
            link = f'<a href="#{self.anchors[number]}">{self.line(block.text)}</a>'
            if block.level == _SECTION:
                yield ("</ul>" if inner else "") + ("" if first else "</li>") + f"<li>{link}"
                inner = first = False
            elif not first:
                yield ("" if inner else "<ul>") + f"<li>{link}</li>"
                inner = True
        yield ("</ul>" if inner else "") + ("" if first else "</li>") + "</ol></details></nav>"

    def _block(self, number: int, block: Block) -> Iterator[str]:
        match block:
            case Heading(level=1) | Contents():
                pass
            case Heading():
                yield f'<h{block.level} id="{self.anchors[number]}">{self.line(block.text)}</h{block.level}>'
            case Paragraph():
                yield self._paragraph(block)
            case Bullets():
                tag = "ol" if block.numbered else "ul"
                yield f"<{tag}>{''.join(f'<li>{self.text(item)}</li>' for item in block.items)}</{tag}>"
            case Facts():
                rows = [(self.line(name), self.text(value)) for name, value in block.rows]
                whole = ' class="whole"' if stays_whole(rows) else ""
                yield f"<dl{whole}>{''.join(f'<dt>{name}</dt><dd>{value}</dd>' for name, value in rows)}</dl>"
            case Table():
                yield from self._table(number, block)
            case Chart():
                yield from drawing(block, self.speech, f"chart-{number}")
            case PageBreak():
                yield '<hr class="page">'

    def _paragraph(self, paragraph: Paragraph) -> str:
        text = self.text(paragraph.text)
        match paragraph.tone:
            case Tone.MOTION:
                return f'<p class="motion">{text}</p>'
            case Tone.NOTICE:
                return f'<p class="notice">{text}</p>'
            case Tone.QUOTE:
                return f"<blockquote><p>{text}</p></blockquote>"
            case Tone.PLAIN:
                return f"<p>{text}</p>"

    def _table(self, number: int, table: Table) -> Iterator[str]:
        caption = f"table-{number}"
        narrow = f' class="narrow{" pair" if len(table.columns) == _PAIR else ""}"' if _fits_a_phone(table.columns) else ""
        told = [[self.speech.value(value) for value in row.cells] for row in table.rows]
        texts = [[_shown(words) for words in cells] for cells in told]
        scroll = "scroll whole" if stays_whole(texts) else "scroll"
        kind = narrow or f' class="cards" style="{_headings(tuple(self.speech.text(column.heading) for column in table.columns))}"'
        yield f'<div class="{scroll}" role="group" tabindex="0" aria-labelledby="{caption}"><table{kind}>'
        yield f'<caption id="{caption}">{self.text(table.caption)}</caption>'
        whole = sum(column.share for column in table.columns)
        yield "".join(f'<col style="width: {column.share / whole:.1%}">' for column in table.columns)
        heads = (f'<th scope="col"{_aligned(column)}>{self.text(column.heading)}</th>' for column in table.columns)
        yield f"<thead><tr>{''.join(heads)}</tr></thead>"
        yield "<tbody>"
        tags = [*map(_tags, _classes(table.columns, [cells for cells in told if cells]))]
        for row, cells in zip(table.rows, texts, strict=True):
            yield self._row(row, cells, tags)
        yield "</tbody></table></div>"

    def _row(self, row: Row, texts: Sequence[str], tags: Sequence[tuple[str, str]]) -> str:
        if row.rule is not None:
            return f'<tr class="rule"><td colspan="{len(tags)}">{self.line(row.rule)}</td></tr>'
        cells = [f"{before}{_breakable(text)}{after}" for text, (before, after) in zip(texts, tags, strict=True)]
        mark = ' class="total"' if row.total else ""
        return f"<tr{mark}>{''.join(cells)}</tr>"


def _fits_a_phone(columns: Sequence[Column]) -> bool:
    """Whether a phone has room for the columns beside each other: two, or three of which one has words."""
    words = sum(column.align is Align.LEFT for column in columns)
    return len(columns) <= _PAIR or (len(columns) <= _NARROW and words == 1)


def _classes(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the class of each column's cells, by what is said in them; the first column of words names the row."""
    key = next((at for at, column in enumerate(columns) if column.align is Align.LEFT), None)
    found = []
    for at, column in enumerate(columns):
        if column.align is Align.RIGHT:
            found.append("right")
            continue
        longest = max((len(cells[at]) for cells in rows), default=0)
        if at == key:
            found.append(_KEY_LABEL if longest <= _LABEL else _KEY)
        else:
            found.append("short" if not _fits_a_phone(columns) and longest <= _SHORT else "")
    return tuple(found)


def _tags(name: str) -> tuple[str, str]:
    """Return what stands before and after each cell of that class."""
    if name in (_KEY, _KEY_LABEL):
        label = ' class="short"' if name == _KEY_LABEL else ""
        return f'<th scope="row"{label}>', "</th>"
    return f'<td class="{name}">' if name else "<td>", "</td>"


@lru_cache(maxsize=_REMEMBERED)
def _headings(names: tuple[str, ...]) -> str:
    """Return the headings as the stylesheet can write them: on a phone each row is a card, and each cell has its heading beside it."""
    return ";".join(f"--h{at}:'{_IN_STYLE.sub(_by_number, printable(name))}'" for at, name in enumerate(names, start=1))


def _by_number(sign: re.Match[str]) -> str:
    return f"\\{ord(sign[0]):x} "


def _aligned(column: Column) -> str:
    return ' class="right"' if column.align is Align.RIGHT else ""


def _anchors(blocks: Sequence[Block]) -> dict[int, str]:
    """Return each heading's id, made of its anchor; ids hold only what any browser takes, and none comes twice."""
    found: dict[int, str] = {}
    taken = {"title", "content", "contents"}
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            name = re.sub(r"[^A-Za-z0-9_-]+", "-", block.anchor) or f"part-{number}"
            found[number] = name if name not in taken else f"{name}-{number}"
            taken.add(found[number])
    return found
