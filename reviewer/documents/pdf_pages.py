"""Where two PDFs differ for whoever reads them: the first page that does, and what only one of them says there."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from reviewer.domain.said import Said, say

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_LINES = 12
MOST_OF_ONE = 3
"""Of lines that were put in each other's place, so many of either side: both are told, also where a whole page is another."""
_LONGEST = 120
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, NotImplementedError)
"""What the reader of PDF raises besides its own errors, where a file was changed so that it can no longer be read."""


def pages_differ(document: bytes, given: bytes) -> Iterator[Said]:
    """Yield how many pages there are, where that differs, and what differs on the first page that does; nothing where no page does."""
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd in a file is nothing that a user can mend
    try:
        yield from _differ(document, given)
    except (PyPdfError, *_BROKEN):
        yield say("The document's pages cannot be read. It was changed by another program.")


def _differ(document: bytes, given: bytes) -> Iterator[Said]:
    from pypdf import PdfReader

    before, after = PdfReader(io.BytesIO(document)).pages, PdfReader(io.BytesIO(given)).pages
    if len(before) != len(after):
        yield say("Number of pages: the document has {before}, and the case gives {after}.", before=len(before), after=len(after))
    drawn = 0
    for number, (one, other) in enumerate(zip(before, after, strict=False), start=1):
        if _painted(one) == _painted(other):
            continue
        if unlike := tuple(_lines_differ(_lines(one), _lines(other), number)):
            yield from unlike[:MOST_LINES]
            return
        drawn = drawn or number
    if drawn:
        yield say("Page {page}: the text is the same, but something else on the page is changed.", page=drawn)


def _painted(page: PageObject) -> tuple[object, ...]:
    """Return what is painted on the page, in short: its own commands, and what was laid over it."""
    contents = page.get_contents()
    return (contents.get_data() if contents is not None else b"", tuple(_laid_over(page)))


def _laid_over(page: PageObject) -> Iterator[tuple[str, str, str]]:
    """Yield what is laid over the page and is no part of it: links, notes, boxes with text; where each lies, and what it says."""
    for reference in page.annotations or ():
        one = reference.get_object()
        yield str(one.get("/Subtype")), str(one.get("/Rect")), str(one.get("/Contents", ""))


def _lines(page: PageObject) -> list[str]:
    notes = [said for _, _, said in _laid_over(page) if said]
    return [" ".join(line.split()) for line in [*page.extract_text().splitlines(), *notes] if line.strip()]


def _lines_differ(before: list[str], after: list[str], page: int) -> Iterator[Said]:
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            for text in before[a:b][:MOST_OF_ONE]:
                yield say("Page {page}, only in the document: “{text}”", page=page, text=_short(text))
            for text in after[c:d][:MOST_OF_ONE]:
                yield say("Page {page}, only in what the case gives: “{text}”", page=page, text=_short(text))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
