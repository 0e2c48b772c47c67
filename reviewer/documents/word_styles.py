"""How the Word document looks: page, styles, language, properties. Sizes are points, lengths centimetres."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reviewer.documents.locales import LOCALES
from reviewer.documents.origin import identifier
from reviewer.documents.plain import printable
from reviewer.documents.word_page import HEIGHT, MARGIN, TEXT_WIDTH, WIDTH
from reviewer.documents.word_text import element
from reviewer.domain.proposal import Proposal
from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

FONT = "Arial"
"""On every Windows and Mac; elsewhere Liberation Sans takes its place with the same widths, so that pages break alike."""
ACCENT = "0A6570"
TEXT = "1B2430"
MUTED = "4F5A68"
HAIRLINE = "C9CED4"
TINT = "EAF3F4"

_LEFT_OUT = (RELATIONSHIP_TYPE.THUMBNAIL, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects")
_PAGE, _PAGES = "\ue000", "\ue001"


def dressed(proposal: Proposal, speech: Speech) -> Document:
    """Return an empty document that is dressed; its page and styles, the same in all, are made once, because that takes long."""
    document: Document = docx.Document(io.BytesIO(_page_and_styles()))
    _dress_for(document, proposal, speech)
    return document


@cache
def _page_and_styles() -> bytes:
    document, made = docx.Document(), io.BytesIO()
    _page(document)
    _styles(document)
    document.save(made)
    return made.getvalue()


def dress(document: Document, proposal: Proposal, speech: Speech) -> None:
    """Give the empty document its page, styles, header, footer, language and properties."""
    _page(document)
    _styles(document)
    _dress_for(document, proposal, speech)


def _dress_for(document: Document, proposal: Proposal, speech: Speech) -> None:
    _language(document, LOCALES[speech.language])
    _header(document, proposal, speech)
    _footer(document, speech)
    sign(document, proposal, speech)
    _modern(document)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(WIDTH), Cm(HEIGHT)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(1.9)
    section.header_distance, section.footer_distance = Cm(1.1), Cm(0.9)


def _styles(document: Document) -> None:
    _set(document.styles["Normal"], _Look(size=10, after=6, line=1.1))
    _set(document.styles["Title"], _Look(size=19, colour=ACCENT, bold=True, after=8))
    _drop_borders(document.styles["Title"])
    _set(document.styles["Subtitle"], _Look(size=12, colour=MUTED, after=12))
    for level, size, before in ((1, 16, 20), (2, 13, 14), (3, 11, 8)):
        heading = document.styles[f"Heading {level}"]
        _set(heading, _Look(size=size, colour=ACCENT if level == 1 else TEXT, bold=True, before=before, after=4))
    _set(document.styles["Caption"], _Look(size=9, colour=MUTED, bold=False, before=6, after=3))
    document.styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Number"):
        _set(document.styles[name], _Look(size=10, after=3, line=1.1))
    for name in ("Header", "Footer"):
        _set(document.styles[name], _Look(size=8.5, colour=MUTED, after=0))
    _own_styles(document)


def _own_styles(document: Document) -> None:
    _set(_new(document, "Table Text"), _Look(size=9, before=0.5, after=0.5, line=1.0))
    numbers = _new(document, "Table Number", "Table Text")
    numbers.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for base in ("Table Text", "Table Number"):
        _new(document, base.replace("Text", "Total").replace("Number", "Total Number"), base).font.bold = True
    _set(_new(document, "Table Heading", "Table Text"), _Look(size=8.5, colour=MUTED, bold=True, before=1, after=1))
    _set(_new(document, "Table Rule", "Table Text"), _Look(size=9, colour=ACCENT, bold=True, before=1, after=1))
    contents = _new(document, "Contents")
    _set(contents, _Look(size=10, colour=ACCENT, before=1, after=1, line=1.1))
    contents.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _lines_between(contents)
    motion = _new(document, "Motion")
    _set(motion, _Look(size=11, bold=True, before=8, after=6, line=1.1))
    motion.paragraph_format.keep_with_next = True
    notice = _new(document, "Notice")
    _set(notice, _Look(size=10, before=3, after=3, line=1.1))
    _side_line(notice, ACCENT, TINT)
    quotation = _new(document, "Quotation")
    _set(quotation, _Look(size=10, after=6, line=1.1))
    _side_line(quotation, HAIRLINE, None)


def _new(document: Document, name: str, base: str = "Normal") -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    return style


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How a style's text looks: sizes and spaces in points, `line` in lines, colours in hexadecimal."""

    size: float
    colour: str = TEXT
    bold: bool | None = None
    before: float = 0
    after: float = 0
    line: float = 1.0


def _set(style: Any, look: _Look) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = RGBColor.from_string(look.colour)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(look.before), Pt(look.after), look.line


def _drop_borders(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _side_line(style: ParagraphStyle, colour: str, fill: str | None) -> None:
    properties = style.element.get_or_add_pPr()
    border = element("w:pBdr")
    border.append(element("w:left", val="single", sz=18, space=8, color=colour))
    children = [border] if fill is None else [border, element("w:shd", val="clear", color="auto", fill=fill)]
    spacing = properties.find(qn("w:spacing"))
    for child in children:
        spacing.addprevious(child)
    style.paragraph_format.left_indent = Cm(0.4)


def _lines_between(style: ParagraphStyle) -> None:
    """Draw a thin line under each paragraph of the style: it leads the eye to a page number, and looks whole without one."""
    border = element("w:pBdr")
    for side in ("bottom", "between"):
        border.append(element(f"w:{side}", val="single", sz=4, space=1, color=HAIRLINE))
    properties = style.element.get_or_add_pPr()
    next(child for child in properties if child.tag in {qn("w:tabs"), qn("w:spacing")}).addprevious(border)


def _language(document: Document, locale: str) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.getparent().remove(language)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    defaults.append(element("w:lang", val=locale, eastAsia=locale, bidi="ar-SA"))


def _header(document: Document, proposal: Proposal, speech: Speech) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    _right_tab(paragraph)
    paragraph.add_run(printable(speech.text(proposal.title)).replace("\n", " "))
    if proposal.marks:
        run = paragraph.add_run("\t" + " · ".join(speech.text(mark) for mark in proposal.marks))
        run.bold = True
        run.font.color.rgb = RGBColor.from_string(ACCENT)


def _footer(document: Document, speech: Speech) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    sentence = speech.text(say("Page {page} of {pages}", page=_PAGE, pages=_PAGES))
    before, _, rest = sentence.partition(_PAGE)
    between, _, after = rest.partition(_PAGES)
    paragraph.add_run(before)
    _field(paragraph, "PAGE")
    paragraph.add_run(between)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _right_tab(paragraph: Paragraph) -> None:
    """Set one tab at the right margin, in place of the template's two."""
    if paragraph.style is not None:
        paragraph.style.paragraph_format.tab_stops.clear_all()
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Paragraph, code: str) -> None:
    field = element("w:fldSimple", instr=code)
    run = element("w:r")
    text = element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no call for fields


def sign(document: Document, proposal: Proposal, speech: Speech) -> None:
    """Write into the document's properties what it is, whose, and of which case."""
    properties = document.core_properties
    properties.title = printable(speech.text(proposal.title))[:255]
    properties.author = properties.last_modified_by = printable(proposal.council)[:255]
    properties.created = properties.modified = datetime.combine(proposal.imprint.produced, time(), UTC).replace(tzinfo=None)
    properties.language = LOCALES[speech.language]
    properties.identifier = identifier(proposal, speech)
    properties.comments, properties.keywords, properties.subject = "", "", ""
    properties.revision = 1


def _modern(document: Document) -> None:
    """Tell Word that the document is of its present kind; leave out the template's picture of an empty page, and its second set of styles.

    Word takes a document whose two sets of styles differ for damaged.
    """
    settings = document.settings.element
    compatibility = settings.find(qn("w:compat"))
    if compatibility is not None:
        compatibility.append(element("w:compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15))
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in _LEFT_OUT]:
            relations.pop(key)
