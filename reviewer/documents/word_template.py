"""The secretariat's own Word template: its logo, fonts, wording and order; the paper's sections are put where it asks for them.

A template holds Jinja fields such as `{{ title }}`, and a section's field alone in a paragraph of its own. It is rendered in a sandbox,
and every text is escaped. Sections are put in as elements afterwards, so that no text of an applicant is ever read as a template.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.oxml.ns import nsmap, qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from reviewer.documents.errors import DocumentError
from reviewer.documents.pictures import Drawn, drawn
from reviewer.documents.plain import printable
from reviewer.documents.template_faults import ForeignError, foreign, texts, unreadable
from reviewer.documents.word_package import let_go, packed
from reviewer.documents.word_page import TEXT_WIDTH
from reviewer.documents.word_styles import dress, sign
from reviewer.documents.word_text import paragraph
from reviewer.documents.word_writer import STYLES, Writer, told
from reviewer.domain.blocks import Block
from reviewer.domain.proposal import Kind, Proposal
from reviewer.domain.proposal.arranged import arranged, sections
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from docx.document import Document

SECTIONS = (
    "head",
    "recommendation",
    "background",
    "assessed",
    "ranking",
    "applications",
    "not_recommended",
    "impartiality",
    "follow_up",
    "verification",
)
"""The proposal's sections in the order of the ordinary paper; `head` is what stands before the first of them."""
WHOLE = "paper"
"""All of them together, as any kind of paper has them."""
FIELDS = ("title", "subtitle", "council", "recipient", "scheme", "round", "date", "marks", "case_hash", "events", "program")
_LEFT, _RIGHT = "\ue100", "\ue101"
_LISTS = ("ListBullet", "ListNumber")
_HALF = re.compile(r"(?<!\{)\{\s*\w+\s*\}(?!\})")
_LARGEST = 100_000_000
"""Bytes of a template's parts together; a page of text takes about ten thousand."""
_MAY_STAND = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.CondExpr),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Concat, nodes.Filter, nodes.Test),
)
_FILTERS = frozenset({"capitalize", "lower", "title", "trim", "upper"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateReport:
    """What a template asks for: fields that do not exist, sections that it leaves out, and what else is wrong with it."""

    unknown: tuple[str, ...]
    unused: tuple[str, ...]
    problems: tuple[Said, ...]


def default_template(proposal: Proposal, speech: Speech) -> bytes:
    """Return a template to begin with: the ordinary paper's styles, header and order; `proposal` gives the language."""
    document = docx.Document()
    dress(document, proposal, speech)
    header = document.sections[0].header.paragraphs[0]
    for run in header.runs:
        run.text = ""
    header.add_run("{{ title }}\t{{ marks }}")
    end = document.element.body[-1]
    fields = [paragraph(f"{{{{ {name} }}}}", "Normal") for name in SECTIONS]
    properties = document.core_properties
    # The properties of a template are fields too; what stands there must not be the trial's own words.
    properties.title, properties.author, properties.last_modified_by, properties.identifier = "{{ title }}", "{{ council }}", "", ""
    return packed(document, told(document, [(end, [paragraph("{{ title }}", "Title"), *fields])], {}))


def templated_bytes(template: bytes, proposal: Proposal, speech: Speech) -> bytes:
    """Return the paper in the template; raise `DocumentError` where the template cannot be used."""
    asked = _fields(template)
    for name in _not_there(asked):
        raise DocumentError(unknown_field(name))
    with drawn(_chosen(proposal, asked), speech, TEXT_WIDTH) as pictures:
        document = _rendered(template, proposal, speech)
        try:
            source = _filled(document, proposal, speech, pictures)
            sign(document, proposal, speech)
            return packed(document, source)
        finally:
            let_go(document)


def _chosen(proposal: Proposal, asked: Container[str]) -> Sequence[Block]:
    """Return the blocks of the sections that the template asks for."""
    if WHOLE in asked:
        return proposal.blocks
    return [block for name, section in sections(proposal.blocks).items() if name in asked for block in section]


def check(template: bytes, proposal: Proposal, speech: Speech) -> TemplateReport:
    """Return what the template asks for, tried with the proposal; raise `DocumentError` where it is no Word file that can be rendered."""
    used = _fields(template)
    unknown = _not_there(used)
    unused = () if WHOLE in used else tuple(name for name in SECTIONS if name not in used)
    document = _rendered(template, proposal, speech, undefined=Undefined)  # what else is wrong is told at once, unknown fields or not
    problems = [*_half_written(template), *_not_alone(document), *_twice(document), *_lists(document)]
    return TemplateReport(unknown=unknown, unused=unused, problems=tuple(problems))


def _not_there(used: set[str]) -> tuple[str, ...]:
    return tuple(sorted(used - {*FIELDS, *SECTIONS, WHOLE}))


class _Fields(SandboxedEnvironment):
    """Reads fields and conditions, and nothing that could run on or grow: every value is a text, so nothing else is of use."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _MAY_STAND) or (isinstance(node, nodes.Filter) and node.name not in _FILTERS):
                raise ForeignError("something else than fields, conditions and filters", node.lineno)
        return tree


def _environment(undefined: type[Undefined] = StrictUndefined) -> SandboxedEnvironment:
    return _Fields(autoescape=True, undefined=undefined)


def _opened(template: bytes) -> DocxTemplate:
    try:
        with ZipFile(io.BytesIO(template)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST:
                raise DocumentError(say("The template is too large: more than {size} MB unpacked.", size=_LARGEST // 1_000_000))
        found = DocxTemplate(io.BytesIO(template))
        found.init_docx()
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:  # broken XML is a syntax error too
        raise DocumentError(say("The template is not a Word file (.docx).")) from error
    if found.get_docx().element.nsmap.get("w") != nsmap["w"]:  # docxtpl reads the file as text, and looks for Word's own prefix
        raise DocumentError(say("The template was not written the way Word writes it. Open it in Word, save it as .docx and try again."))
    return found


def _fields(template: bytes) -> set[str]:
    opened, environment = _opened(template), _environment()
    try:
        found: set[str] = opened.get_undeclared_template_variables(environment)
    except ForeignError as error:
        raise DocumentError(foreign(opened.get_docx(), environment, sorted(_FILTERS))) from error
    except TemplateSyntaxError as error:
        raise DocumentError(unreadable(opened.get_docx(), environment)) from error
    except TemplateError as error:
        raise _wrong(error) from error
    return found


def unknown_field(name: str) -> Said:
    """Return the sentence on a field that no template can have."""
    return say("The template asks for {field}, which does not exist.", field=f"{{{{ {name} }}}}")


def _wrong(error: Exception) -> DocumentError:
    return DocumentError(say("The template cannot be filled in: {reason}", reason=str(error)))


def _rendered(template: bytes, proposal: Proposal, speech: Speech, *, undefined: type[Undefined] = StrictUndefined) -> Document:
    found = _opened(template)
    try:
        found.render(_context(proposal, speech), _environment(undefined))
    except (TemplateError, OverflowError, SyntaxError, TypeError, ValueError) as error:
        raise _wrong(error) from error
    buffer = io.BytesIO()
    found.save(buffer)
    document: Document = docx.Document(buffer)
    return document


def _context(proposal: Proposal, speech: Speech) -> Mapping[str, str]:
    data, imprint = proposal.data, proposal.imprint
    texts = {
        "title": speech.text(proposal.title),
        "subtitle": speech.text(proposal.subtitle),
        "council": proposal.council,
        "recipient": str(data["recipient"]),
        "scheme": str(data["scheme"]),
        "round": imprint.call,
        "date": speech.value(imprint.meeting_date or imprint.produced),
        "marks": " · ".join(speech.text(mark) for mark in proposal.marks),
        "case_hash": imprint.case_hash,
        "events": speech.value(imprint.events),
        "program": f"reviewer {imprint.program}",
    }
    shown = {name: printable(text) for name, text in texts.items()}
    return shown | {name: f"{_LEFT}{name}{_RIGHT}" for name in (*SECTIONS, WHOLE)}


def _marked(document: Document) -> Iterator[tuple[Any, str]]:
    """Yield each paragraph that asks for a section, with its whole text."""
    for one in document.element.body.iter(qn("w:p")):
        text = "".join(run.text or "" for run in one.iter(qn("w:t")))
        if _LEFT in text:
            yield one, text.strip()


def _not_alone(document: Document) -> Iterator[Said]:
    for one, text in _marked(document):
        name = text.partition(_LEFT)[2].partition(_RIGHT)[0]
        if text != f"{_LEFT}{name}{_RIGHT}" or one.getparent().tag != qn("w:body"):
            yield say("Let {field} stand alone in a paragraph of its own, outside of tables and text boxes.", field=f"{{{{ {name} }}}}")


def _twice(document: Document) -> Iterator[Said]:
    """Yield each section that is asked for in several places: what refers to it could lead to one of them only."""
    for name, times in Counter(name for _, name in _asked(document)).items():
        if times > 1:
            yield say("{field} stands in several places. Leave one of them.", field=f"{{{{ {name} }}}}")


def _half_written(template: bytes) -> Iterator[Said]:
    """Yield each field that lacks a brace on both sides: it would stand in the paper as it is."""
    for text in dict.fromkeys(found for line in texts(_opened(template).get_docx()) for found in _HALF.findall(line)):
        name = text.strip("{ }")
        if name in {*FIELDS, *SECTIONS, WHOLE}:
            yield say("“{text}” is not a field. Write {field}.", text=text, field=f"{{{{ {name} }}}}")


def _lists(document: Document) -> Iterator[Said]:
    known = {style.style_id for style in document.styles}
    lacking = [name for name in _LISTS if name not in known]
    if lacking:
        style = ", ".join(lacking)
        yield say("The template has no style for lists ({style}). Begin with the file that reviewer template new writes.", style=style)


def _asked(document: Document) -> list[tuple[Any, str]]:
    """Return each paragraph that asks for a section, with the section's name."""
    return [(place, text.strip(_LEFT + _RIGHT)) for place, text in _marked(document)]


def _filled(document: Document, proposal: Proposal, speech: Speech, pictures: Callable[[], Drawn]) -> Mapping[str, str]:
    """Put a mark in the place of each field of a section, and return the source that takes the marks' places."""
    wrong = [*_not_alone(document), *_twice(document), *_lists(document)]
    if wrong:
        raise DocumentError(wrong[0])
    asked = tuple(dict.fromkeys(name for _, name in _asked(document)))
    if proposal.kind is not Kind.PROPOSAL and WHOLE not in asked:
        raise DocumentError(
            say("The template is for the proposal. Put {field} in a template for other papers.", field=f"{{{{ {WHOLE} }}}}")
        )
    _lend_styles(document, proposal, speech)
    chosen = arranged(proposal.blocks, tuple(sections(proposal.blocks)) if WHOLE in asked else asked)
    paper = tuple(block for section in chosen.values() for block in section)
    writer = Writer(document, speech, paper)
    places = [(place, [*writer.source(paper if name == WHOLE else chosen.get(name, ()))]) for place, name in _asked(document)]
    source = told(document, places, pictures())
    for place, _ in places:
        place.getparent().remove(place)
    return source


def _lend_styles(document: Document, proposal: Proposal, speech: Speech) -> None:
    """Give the template each style that the sections need and it does not have, as the ordinary paper has it."""
    known = {style.style_id for style in document.styles}
    if known >= STYLES:
        return
    ordinary = docx.Document()
    dress(ordinary, proposal, speech)
    for style in ordinary.styles:
        if style.style_id in STYLES - known:
            document.styles.element.append(deepcopy(style.element))
