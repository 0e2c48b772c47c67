"""Where a Word template cannot be read: the words that stand there, for whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from jinja2 import Environment, TemplateError, TemplateSyntaxError

from reviewer.domain.said import Said, say

if TYPE_CHECKING:
    from docx.document import Document

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\{|\{%")
_OF_DOCXTPL = re.compile(r"(\{[{%]-?)(?:p|tr|tc|r)\s")
"""What docxtpl lets stand before a field: it takes the whole paragraph, row, cell or run."""
_AT_MOST = 80
_WRITTEN = {"field": "{{ title }}", "condition": "{% if marks %} … {% endif %}"}


class ForeignError(TemplateSyntaxError):
    """A template has what templates may not have: it is read by no one but the sandbox, and refused."""


def foreign(document: Document, environment: Environment, filters: Iterable[str]) -> Said:
    """Return the sentence on a template that has something else than it may have; it quotes the first place, where one can be told."""
    known = {**_WRITTEN, "filters": ", ".join(filters)}
    found = _shown(document, environment)
    if not found:
        return say(
            "A template may hold fields such as {field}, conditions such as {condition} and the filters {filters}. It has something else.",
            **known,
        )
    return say(
        "A template may hold fields such as {field}, conditions such as {condition} and the filters {filters}. “{text}” is something else.",
        text=found,
        **known,
    )


def unreadable(document: Document, environment: Environment) -> Said:
    """Return the sentence on a template that cannot be read; it quotes the first place that is wrong, where one can be told."""
    found = _shown(document, environment)
    if not found:
        return say("The template cannot be read. Fields are written {field}, conditions {condition}.", **_WRITTEN)
    return say("The template cannot be read at “{text}”. Fields are written {field}, conditions {condition}.", text=found, **_WRITTEN)


def _shown(document: Document, environment: Environment) -> str:
    found = _first(document, environment)
    return found if len(found) <= _AT_MOST else found[:_AT_MOST] + "…"


def _first(document: Document, environment: Environment) -> str:
    begun: list[str] = []
    for text in texts(document):
        for tag in _TAG.findall(text):
            bare = _OF_DOCXTPL.sub(r"\1 ", tag)
            word = bare.strip("{}%- ").partition(" ")[0]
            if bare.startswith("{%") and word == "if" and _reads(environment, bare + "{% endif %}"):
                begun.append(text)
            elif bare.startswith("{%") and word in {"elif", "else"} and begun and _reads(environment, "{% if x %}" + bare + "{% endif %}"):
                continue
            elif bare.startswith("{%") and word == "endif" and begun:
                begun.pop()
            elif bare.startswith("{%") or not _reads(environment, bare):
                return text
    return begun[-1] if begun else ""


def _reads(environment: Environment, source: str) -> bool:
    try:
        environment.parse(source)
    except TemplateError:
        return False
    return True


def texts(document: Document) -> Iterator[str]:
    """Yield the paragraphs of heads, body and feet, tables and text boxes too."""
    parts = [part for section in document.sections for part in (section.header, section.footer)]
    for element in (*(part._element for part in parts), document.element.body):  # noqa: SLF001 - python-docx has no call for it
        for one in element.iter(qn("w:p")):
            text = "".join(run.text or "" for run in one.iter(qn("w:t"))).strip()
            if text:
                yield text
