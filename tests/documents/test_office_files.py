"""Word and Excel open the files without repair: they are checked against the schemas that both of them read by."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from openxml_audit import OpenXmlValidator

from reviewer.documents.trial import trial_proposal
from reviewer.documents.word import word_bytes
from reviewer.documents.word_tables import table_source
from reviewer.documents.word_template import default_template, templated_bytes
from reviewer.documents.workbook import workbook_bytes
from reviewer.domain.blocks import Chart, Column, Row, Table
from reviewer.domain.proposal import Kind
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.domain.said import say
from reviewer.language.speech import LANGUAGES, Speech
from tests.documents.papers import about, round_for
from tests.documents.test_documents import HOSTILE, hostile_paper
from tests.domain.small_round import IMPRINT, assessed, settled

NB = Speech("nb")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TO_TEXT = shutil.which("pdftotext")


def complaints(content: bytes, folder: Path, suffix: str) -> list[str]:
    """Return what Microsoft's own rules for the format find wrong with a file."""
    path = folder / f"fil.{suffix}"
    path.write_bytes(content)
    return [error.description for error in OpenXmlValidator().validate(path).errors]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_every_paper_keeps_the_schema_of_word(kind: Kind, language: str, tmp_path: Path) -> None:
    paper = compose(kind, reading_of(round_for(kind), IMPRINT), about(kind))
    assert complaints(word_bytes(paper, Speech(language)), tmp_path, "docx") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_from_outside_breaks_the_schema(text: str, tmp_path: Path) -> None:
    assert complaints(word_bytes(hostile_paper(text), NB), tmp_path, "docx") == []


def test_a_template_and_what_is_written_in_it_keep_the_schema(tmp_path: Path) -> None:
    template = default_template(trial_proposal(), NB)
    assert complaints(template, tmp_path, "docx") == []
    assert complaints(templated_bytes(template, trial_proposal(), NB), tmp_path, "docx") == []


def test_the_workbook_keeps_the_schema_of_excel(tmp_path: Path) -> None:
    assert complaints(workbook_bytes(assessed(settled()), NB), tmp_path, "xlsx") == []


def test_a_property_out_of_its_order_is_found(tmp_path: Path) -> None:
    paper = compose(Kind.PROPOSAL, reading_of(assessed(settled()), IMPRINT))
    right, wrong = b'<w:pPr><w:pStyle w:val="TableText"/>', b'<w:pPr><w:jc w:val="left"/><w:pStyle w:val="TableText"/>'
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(word_bytes(paper, NB))) as source, ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(right, wrong, 1))
    assert complaints(changed.getvalue(), tmp_path, "docx") != []


def test_every_chart_is_a_picture_with_words_and_a_numbered_caption() -> None:
    paper = compose(Kind.PROPOSAL, reading_of(assessed(settled()), IMPRINT))
    charts = [block for block in paper.blocks if isinstance(block, Chart)]
    body = docx.Document(io.BytesIO(word_bytes(paper, NB))).element.body
    told = [one.get("descr") for one in body.iter(qn("wp:docPr"))]
    assert told == [NB.text(chart.alt) for chart in charts]
    captions = ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]
    numbered = [caption for caption in captions if re.match(r"Figur \d", caption)]
    assert numbered == [f"Figur {at}. {NB.text(chart.caption)}" for at, chart in enumerate(charts, start=1)]
    keys = [one.get("id") for one in body.iter(qn("wp:docPr"))]
    assert len(set(keys)) == len(keys)


def test_a_new_page_begins_with_words_and_never_stands_empty() -> None:
    paper = compose(Kind.PROPOSAL, reading_of(assessed(settled()), IMPRINT))
    body = docx.Document(io.BytesIO(word_bytes(paper, NB))).element.body
    begun = [one.getparent().getparent() for one in body.iter(qn("w:pageBreakBefore"))]
    assert len(begun) >= 4
    assert all("".join(text.text or "" for text in one.iter(qn("w:t"))).strip() for one in begun)
    assert not [one for one in body.iter(qn("w:br")) if one.get(qn("w:type")) == "page"]


@pytest.mark.parametrize(("words", "splits"), [(20, 0), (2_000, 1)])
def test_a_row_as_long_as_half_a_page_goes_on_on_the_next_one(words: int, splits: int) -> None:
    columns = (Column(say("{text}", text="Hva")), Column(say("{text}", text="Hvorfor")))
    table = Table(say("{text}", text="Rader"), columns, (Row(("Kort", "Kort")), Row(("Lang", "Bjørk " * words))))
    rows = list(parse_xml(f"<w:body {nsdecls('w')}>{table_source(table, NB, 1)[1]}</w:body>").iter(qn("w:tr")))
    assert sum(not list(row.iter(qn("w:cantSplit"))) for row in rows) == splits


def test_each_line_of_the_contents_asks_for_its_page_and_claims_none() -> None:
    body = docx.Document(io.BytesIO(word_bytes(compose(Kind.PROPOSAL, reading_of(assessed(settled()), IMPRINT)), NB))).element.body
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    links = [one for one in body.iter(qn("w:hyperlink")) if "Contents" in one.getparent().pPr.pStyle.val]
    asked = ["".join(code.text for code in one.iter(qn("w:instrText"))).split() for one in links]
    assert [words[0] for words in asked] == ["PAGEREF"] * 9
    assert {words[1] for words in asked} == {one.get(qn("w:anchor")) for one in links} <= marks
    for link in links:
        kinds = [one.get(qn("w:fldCharType")) for one in link.iter(qn("w:fldChar"))]
        assert kinds == ["begin", "separate", "end"]
        assert link[-1][-1].get(qn("w:fldCharType")) == "end"
        assert link[-2][-1].text == "…"
        assert link[-3][-1].get(qn("w:fldCharType")) == "separate"


@pytest.mark.skipif(OFFICE is None or TO_TEXT is None, reason="needs the system parts LibreOffice and pdftotext")
def test_libreoffice_gives_every_section_its_page(tmp_path: Path) -> None:
    assert OFFICE
    assert TO_TEXT
    paper = compose(Kind.PROPOSAL, reading_of(assessed(settled()), IMPRINT))
    template = default_template(trial_proposal(), NB)
    for name, content in {"vanlig": word_bytes(paper, NB), "mal": templated_bytes(template, paper, NB)}.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        told = subprocess.run([TO_TEXT, "-layout", path.with_suffix(".pdf"), "-"], check=True, capture_output=True, timeout=60)
        pages = told.stdout.decode("utf-8").split("\f")
        lines = re.findall(r"^ *(\d [A-ZÆØÅ].*?) {3,}(\d+)$", pages[0], re.MULTILINE)
        assert len(lines) == 9
        assert all(re.search(rf"^ *{re.escape(title)}$", pages[int(number) - 1], re.MULTILINE) for title, number in lines)
