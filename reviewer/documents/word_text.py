"""Paragraphs of the Word document, as elements: text goes in as text, and its line breaks and tabs stay."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls, nsmap, qn
from docx.oxml.parser import oxml_parser, parse_xml

from reviewer.documents.plain import printable

_NUMBER = re.compile(r"\b(?=[\w-]{3,24}\b(?!-))\w+-\d[\w-]*")
_KEPT = "\uffff"
"""Stands in no text: no document can hold it."""
_PARTS = re.compile(rf"([\n\t{_KEPT}])")
_SIGNS = {"\n": "w:br", "\t": "w:tab", _KEPT: "w:noBreakHyphen"}
_WORD = qn("w:")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, **attributes: str | int) -> Any:
    """Return an OOXML element such as `w:shd` with its `w:` attributes."""
    name, prefixes = _named(tag)
    made = oxml_parser.makeelement(name, nsmap=prefixes)
    for key, value in attributes.items():
        made.set(_WORD + key, str(value))
    return made


@cache
def _named(tag: str) -> tuple[str, dict[str, str]]:
    """Return a tag as lxml names it, and its prefix: looked up once, for a document has a hundred thousand elements."""
    prefix = tag.partition(":")[0]
    return qn(tag), {prefix: nsmap[prefix]}


def added(parent: Any, tag: str, **attributes: str | int) -> Any:
    """Add an element with its `w:` attributes to the parent, and return it."""
    made = element(tag, **attributes)
    parent.append(made)
    return made


def paragraph(text: str, style: str) -> Any:
    """Return a paragraph in the style of that id."""
    made = element("w:p")
    added(added(made, "w:pPr"), "w:pStyle", val=style)
    if text:
        add_run(made, text)
    return made


def add_run(parent: Any, text: str) -> Any:
    """Add text to a paragraph or a link, and return its run; a number such as «2018-04» stays on one line."""
    run = added(parent, "w:r")
    for part in _parts(text):
        if part in _SIGNS:
            added(run, _SIGNS[part])
        elif part:
            words = added(run, "w:t")
            words.text = part
            if part != part.strip():
                words.set(_SPACE, "preserve")
    return run


def _parts(text: str) -> list[str]:
    shown = printable(text)
    return _PARTS.split(_NUMBER.sub(_kept, shown) if "-" in shown else shown)


def _kept(number: re.Match[str]) -> str:
    """Return the number with Word's own hyphen that breaks no line; it is read and looked for as an ordinary one."""
    return number[0].replace("-", _KEPT)


def plain_text(paragraph: Any) -> str:
    """Return what a paragraph says, without its line breaks and tabs."""
    parts = paragraph.iter(qn("w:t"), qn("w:noBreakHyphen"))
    return "".join("-" if part.tag == qn("w:noBreakHyphen") else part.text or "" for part in parts)


def paragraph_source(text: str, style: str, properties: str = "") -> str:
    """Return what `paragraph` makes as its source, with what else its properties have: thousands of cells are read at once."""
    run = f"<w:r>{''.join(map(_part_source, _parts(text)))}</w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{run}</w:p>'


def _part_source(part: str) -> str:
    if part in _SIGNS:
        return f"<{_SIGNS[part]}/>"
    if not part:
        return ""
    space = ' xml:space="preserve"' if part != part.strip() else ""
    return f"<w:t{space}>{escape(part)}</w:t>"


def read(source: str) -> Any:
    """Return the one element that the source is of; its text is escaped already."""
    name = source[1 : source.index(">")].split(maxsplit=1)[0]
    return parse_xml(source.replace(f"<{name}", f"<{name} {nsdecls('w')}", 1))
