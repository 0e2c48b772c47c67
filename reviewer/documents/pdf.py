"""The proposal as PDF for the archive: PDF/A-3a with PDF/UA-1, set by Typst, with the JSON statement attached inside.

Typst enforces both standards and refuses what does not meet them. The text reaches it as data, never as source. The same proposal
gives the same bytes.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from reviewer.documents.json_document import json_text
from reviewer.documents.locales import LOCALES
from reviewer.documents.press import Sheet, pdf_of
from reviewer.documents.setter import Data, Setter
from reviewer.domain.proposal import Proposal
from reviewer.domain.said import Listed, say
from reviewer.language.speech import Speech

_TEMPLATE = Path(__file__).with_name("paper.typ")
_PAGE, _PAGES = "\ue000", "\ue001"
_MOST_NAMED = 40
"""So many characters are named in the note; there may be thousands of them in a text of another script."""


def pdf_bytes(proposal: Proposal, speech: Speech) -> bytes:
    """Return the document as the bytes of a PDF file; characters that no font has are shown as U+FFFD and told on the last page."""
    return pdf_of(sheet_of(proposal, speech))


def sheet_of(proposal: Proposal, speech: Speech) -> Sheet:
    """Return what the PDF of the document is set of."""
    paper = json.dumps(_Paper(speech).data(proposal), ensure_ascii=False)
    moment = datetime.combine(proposal.imprint.produced, time(), UTC)
    return Sheet(source=_TEMPLATE, paper=paper, statement=json_text(proposal, speech), moment=moment)


class _Paper:
    """The whole paper as data."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self._setter = Setter(speech)
        self._text, self._line = self._setter.text, self._setter.line

    def data(self, proposal: Proposal) -> Data:
        """Return the paper, told in the end which characters the fonts lack."""
        language, region = LOCALES[self.speech.language].split("-")
        produced = proposal.imprint.produced
        blocks = self._setter.blocks(proposal.blocks)
        return {
            "title": self._line(proposal.title),
            "author": self._line(proposal.council),
            "lang": language,
            "region": region,
            "date": {"year": produced.year, "month": produced.month, "day": produced.day},
            "marks": " · ".join(self._line(mark) for mark in proposal.marks),
            "footer": list(self._footer()),
            "blocks": blocks,
            "attachment": {
                "name": f"{self._line(proposal.stem)}.json",
                "description": self._line(say("What the document says, for programs")),
            },
            "note": self._note(),
        }

    def _footer(self) -> Iterator[str]:
        before, _, rest = self.speech.text(say("Page {page} of {pages}", page=_PAGE, pages=_PAGES)).partition(_PAGE)
        between, _, after = rest.partition(_PAGES)
        yield from (before, between, after)

    def _note(self) -> str | None:
        if not self._setter.lacking:
            return None
        named = sorted(self._setter.lacking)[:_MOST_NAMED]
        names = Listed(tuple(f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in named))
        return self._text(
            say(
                "The fonts of this file do not have every character. These are shown as \ufffd: {names}. "
                "The attached JSON file has the text as it was written.",
                names=names,
            )
        )
