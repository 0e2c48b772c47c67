"""The proposal as PDF for the archive: PDF/A-3a with PDF/UA-1, set by Typst, with the JSON statement attached inside.

Typst enforces both standards and refuses what does not meet them. The text reaches it as data, never as source. The same proposal
gives the same bytes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from reviewer.documents.fonts import FOLDER, plainest, settable
from reviewer.documents.json_document import json_text
from reviewer.documents.plain import printable
from reviewer.documents.word_styles import LOCALES
from reviewer.domain.blocks import Block, Bullets, Chart, Contents, Facts, Heading, Mark, PageBreak, Paragraph, Row, Table
from reviewer.domain.proposal import Proposal
from reviewer.domain.said import Listed, Value, say
from reviewer.language.speech import Speech

_TEMPLATE = Path(__file__).with_name("paper.typ")
_PAGE, _PAGES = "\ue000", "\ue001"
_MOST_NAMED = 40
"""So many characters are named in the note; there may be thousands of them in a text of another script."""

_ENDLESS = re.compile(r"\S{28,}")
_JOINING = "\u200c\u200d\ufe0e\ufe0f"

Data = dict[str, Any]


def pdf_bytes(proposal: Proposal, speech: Speech) -> bytes:
    """Return the document as the bytes of a PDF file; characters that no font has are shown as U+FFFD and told on the last page."""
    setter = _Setter(speech)
    paper = setter.paper(proposal)
    statement = json_text(proposal, speech)
    try:
        return _compiled(paper, statement, proposal)
    except typst.TypstError:
        # A sign that joins a neighbour of the other font has no glyph there; what is set one by one can always be set.
        return _compiled(_every_text(paper, plainest), statement, proposal)


def _compiled(paper: Data, statement: str, proposal: Proposal) -> bytes:
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False), "statement": statement},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=datetime.combine(proposal.imprint.produced, time(), UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gives one file for a PDF")
    return made


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    return typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts)


class _Setter:
    """Puts the blocks into words, and remembers what the fonts do not have."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.lacking: set[str] = set()

    def text(self, value: Value) -> str:
        shown, lacking = settable(printable(self.speech.value(value)))
        self.lacking |= lacking
        return _ENDLESS.sub(_breakable, shown)

    def line(self, value: Value) -> str:
        return " ".join(self.text(value).split("\n"))

    def paper(self, proposal: Proposal) -> Data:
        language, region = LOCALES[self.speech.language].split("-")
        produced = proposal.imprint.produced
        blocks = [self.block(block) for block in proposal.blocks]
        return {
            "title": self.line(proposal.title),
            "author": self.line(proposal.council),
            "lang": language,
            "region": region,
            "date": {"year": produced.year, "month": produced.month, "day": produced.day},
            "marks": " · ".join(self.line(mark) for mark in proposal.marks),
            "footer": list(self._footer()),
            "blocks": blocks,
            "attachment": {
                "name": f"{proposal.stem}.json",
                "description": self.line(say("What the document says, for programs")),
            },
            "note": self._note(),
        }

    def _footer(self) -> Iterator[str]:
        before, _, rest = self.speech.text(say("Page {page} of {pages}", page=_PAGE, pages=_PAGES)).partition(_PAGE)
        between, _, after = rest.partition(_PAGES)
        yield from (before, between, after)

    def _note(self) -> str | None:
        if not self.lacking:
            return None
        named = sorted(self.lacking)[:_MOST_NAMED]
        names = Listed(tuple(f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in named))
        return self.text(
            say(
                "The fonts of this file do not have every character. These are shown as \ufffd: {names}. "
                "The attached JSON file has the text as it was written.",
                names=names,
            )
        )

    def block(self, block: Block) -> Data:
        match block:
            case Heading():
                return {"kind": "heading", "level": block.level, "text": self.line(block.text)}
            case Paragraph():
                return {"kind": "paragraph", "tone": block.tone.value, "text": self.text(block.text)}
            case Bullets():
                return {"kind": "bullets", "numbered": block.numbered, "items": [self.text(item) for item in block.items]}
            case Facts():
                return {"kind": "facts", "rows": [[self.line(name), self.text(value)] for name, value in block.rows]}
            case Table():
                return {"kind": "table", **self._table(block)}
            case Chart():
                return {"kind": "chart", **self._chart(block)}
            case Contents():
                return {"kind": "contents", "heading": self.line(block.heading)}
            case PageBreak():
                return {"kind": "page-break"}

    def _table(self, table: Table) -> Data:
        columns = [{"heading": self.text(one.heading), "align": one.align.value, "share": one.share} for one in table.columns]
        return {"caption": self.text(table.caption), "columns": columns, "rows": [self._row(row) for row in table.rows]}

    def _row(self, row: Row) -> Data:
        if row.rule is not None:
            return {"rule": self.line(row.rule)}
        return {"cells": [self.text(cell) for cell in row.cells], "total": row.total}

    def _chart(self, chart: Chart) -> Data:
        return {
            "drawing": chart.drawing.value,
            "caption": self.text(chart.caption),
            "alt": self.line(chart.alt),
            "series": [self.line(name) for name in chart.series],
            "marks": [self._mark(mark) for mark in chart.marks],
        }

    def _mark(self, mark: Mark) -> Data:
        if mark.rule is not None:
            return {"rule": self.line(mark.rule)}
        parts = [{"shown": self.line(part.shown), "length": float(part.length)} if part else None for part in mark.parts]
        return {"label": self.line(mark.label), "parts": parts}


def _breakable(word: re.Match[str]) -> str:
    """Return the word with a place to break after each sign that joins nothing: it would run out of its cell and off the page."""
    return "".join(one if unicodedata.combining(one) or one in _JOINING else f"\u200b{one}" for one in word[0])


def _every_text(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case str():
            return change(value)
        case Mapping():
            return {name: _every_text(one, change) for name, one in value.items()}
        case list():
            return [_every_text(one, change) for one in value]
        case _:
            return value
