"""Paragraphs of the Word document as their source: text goes in as text, and its line breaks and tabs stay.

A document has a hundred thousand elements: they are written as text, as python-docx would write it, and never made one by one.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

from reviewer.documents.plain import printable

_NUMBER = re.compile(r"\b(?=[\w-]{3,24}\b(?!-))\w+-\d[\w-]*")
_KEPT = "\uffff"
"""Stands in no text: no document can hold it."""
_PARTS = re.compile(rf"([\n\t{_KEPT}])")
_SIGNS = {"\n": "<w:br/>", "\t": "<w:tab/>", _KEPT: "<w:noBreakHyphen/>"}
_STYLE = re.compile(r"<w:pStyle [^>]*/>")
_IN_QUOTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_WORD = qn("w:")


def element(tag: str, **attributes: str | int) -> Any:
    """Return an OOXML element such as `w:shd` with its `w:` attributes."""
    prefix = tag.partition(":")[0]
    made = oxml_parser.makeelement(qn(tag), nsmap={prefix: nsmap[prefix]})
    for key, value in attributes.items():
        made.set(_WORD + key, str(value))
    return made


def paragraph(text: str, style: str, properties: str = "") -> str:
    """Return a paragraph in the style of that id, with what else its properties have."""
    return styled(run(text) if text else "", style, properties)


def styled(content: str, style: str, properties: str = "") -> str:
    """Return a paragraph of what is source already."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def run(text: str) -> str:
    """Return text of a paragraph or a link; a number such as «2018-04» stays on one line."""
    shown = printable(text)
    parts = _PARTS.split(_NUMBER.sub(_kept, shown) if "-" in shown else shown)
    source = "".join(map(_part, parts))
    return f"<w:r>{source}</w:r>" if source else "<w:r/>"


def _part(part: str) -> str:
    if part in _SIGNS:
        return _SIGNS[part]
    if not part:
        return ""
    space = ' xml:space="preserve"' if part != part.strip() else ""
    return f"<w:t{space}>{escape(part)}</w:t>"


def _kept(number: re.Match[str]) -> str:
    """Return the number with Word's own hyphen that breaks no line; it is read and looked for as an ordinary one."""
    return number[0].replace("-", _KEPT)


def numbered(text: str, sign: str, field: str, number: int) -> str:
    """Return the caption of a table or a figure; its number, for which `sign` stands, is a field.

    So Word counts on when more are added, and lists them when asked to.
    """
    before, _, after = text.partition(sign)
    counted = f'<w:fldSimple w:instr="SEQ {field} \\* ARABIC">{run(str(number))}</w:fldSimple>'
    return styled(f"{run(before)}{counted}{run(after)}", "Caption")


def on_new_page(source: str) -> str:
    """Let the first paragraph begin a page: a paragraph that is nothing but a break may itself come onto a page of its own."""
    return _STYLE.sub(r"\g<0><w:pageBreakBefore/>", source, count=1)


def quoted(text: str) -> str:
    """Return text as the value of an attribute."""
    return f'"{escape(text, _IN_QUOTES)}"'


def plain_text(paragraph: Any) -> str:
    """Return what a paragraph says, without its line breaks and tabs."""
    parts = paragraph.iter(qn("w:t"), qn("w:noBreakHyphen"))
    return "".join("-" if part.tag == qn("w:noBreakHyphen") else part.text or "" for part in parts)
