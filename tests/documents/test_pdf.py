"""PDF: what the standards ask for is there, applicants' words come out as they wrote them, and nothing aborts an export."""

from __future__ import annotations

import io
import itertools
import json
import re
import shutil
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdfua import validate

from reviewer.documents import press
from reviewer.documents.errors import DocumentError, StoppedError
from reviewer.documents.fonts import FOLDER, coverage, settable
from reviewer.documents.html import html_text
from reviewer.documents.json_document import json_text
from reviewer.documents.origin import found
from reviewer.documents.pdf import pdf_bytes
from reviewer.documents.setter import Setter
from reviewer.domain.blocks import (
    Align,
    Bullets,
    Chart,
    Column,
    Drawing,
    Facts,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Part,
    Row,
    Table,
    Tone,
)
from reviewer.domain.economics import YearSum
from reviewer.domain.proposal import Proposal
from reviewer.domain.proposal.charts import flow_chart
from reviewer.domain.said import say
from reviewer.language.speech import Speech
from tests.documents.papers import with_blocks
from tests.documents.test_documents import HOSTILE, hostile_paper
from tests.domain.small_round import opening, paper, settled

SPEECH = Speech("nb")
KILLED = 1 if sys.platform == "win32" else -9
NAMESPACES = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}


@pytest.fixture(scope="module")
def settled_pdf() -> bytes:
    return pdf_bytes(paper(settled()), SPEECH)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def words(content: bytes, folder: Path) -> str:
    """Return the text of the whole file with one space between words."""
    (folder / "ut.pdf").write_bytes(content)
    read = subprocess.run(["pdftotext", "-enc", "UTF-8", str(folder / "ut.pdf"), "-"], check=True, capture_output=True)
    return " ".join(read.stdout.decode("utf-8").replace("\u200b", "").replace("\u00ad", "").split())


def test_it_says_that_it_is_an_accessible_archive_document(settled_pdf: bytes) -> None:
    with opened(settled_pdf) as pdf:
        metadata = pdf.open_metadata()
        assert {name: metadata[name] for name in NAMESPACES} == NAMESPACES
        assert metadata["dc:title"].startswith("Innstilling til KS: Prøvefondet")
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nb-NO"
        assert pdf.Root.StructTreeRoot.K is not None
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_no_check_of_accessible_pdf_finds_anything(tmp_path: Path, settled_pdf: bytes) -> None:
    path = tmp_path / "innstilling.pdf"
    path.write_bytes(settled_pdf)
    assert validate(str(path)).findings == ()


def test_every_font_is_inside(settled_pdf: bytes) -> None:
    with opened(settled_pdf) as pdf:
        descriptors = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"]
        names = {str(one.FontName).partition("+")[2].split("-")[0] for one in descriptors}
        assert names == {"LiberationSans", "DejaVuSans"}
        assert all(one.keys() & {"/FontFile2", "/FontFile3"} for one in descriptors)


def test_the_statement_for_programs_is_attached_as_data(settled_pdf: bytes) -> None:
    with opened(settled_pdf) as pdf:
        attached = pdf.attachments["innstilling.json"]
        assert attached.relationship == "/Data"
        content = attached.get_file().read_bytes().decode("utf-8")
    assert content == json_text(paper(settled()), SPEECH)
    assert json.loads(content)["recommended"] == 8_500_000


def test_every_drawing_has_words_for_those_who_do_not_see_it(settled_pdf: bytes) -> None:
    charts = [block for block in paper(settled()).blocks if isinstance(block, Chart)]
    with opened(settled_pdf) as pdf:
        found = {str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}
    assert {SPEECH.text(chart.alt) for chart in charts} <= found
    assert len(charts) == 6


def test_a_sum_that_has_no_bar_stands_there_without_one() -> None:
    marks = (Mark("Ask", (Part(5, Fraction(1)),)), Mark("10 andre", (Part(90, Fraction(0)),)))
    chart = Chart(drawing=Drawing.BARS, caption="Søkt", alt="Søkt.", label="Søker", series=("Søkt",), marks=marks)
    pdf = opened(pdf_bytes(with_blocks(paper(opening()), (chart,)), SPEECH))
    drawn = [str(one.operator) for one in pikepdf.parse_content_stream(pdf.pages[0])]
    assert (drawn.count("B"), drawn.count("S")) == (1, 0)  # a bar filled and outlined, and no outline of nothing


def test_the_same_proposal_gives_the_same_bytes(settled_pdf: bytes) -> None:
    assert pdf_bytes(paper(settled()), SPEECH) == settled_pdf


def test_a_long_paper_is_set_in_a_process_of_its_own_to_the_same_bytes(monkeypatch: pytest.MonkeyPatch, settled_pdf: bytes) -> None:
    monkeypatch.setattr(press, "_LONG", 0)
    monkeypatch.setattr(press, "pdf_here", lambda _sheet: pytest.fail("it was set in this process"))
    assert pdf_bytes(paper(settled()), SPEECH) == settled_pdf


def test_a_sign_that_no_font_can_set_stops_no_long_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    joining = with_text("a\u0944")
    here = pdf_bytes(joining, SPEECH)
    monkeypatch.setattr(press, "_LONG", 0)
    assert pdf_bytes(joining, SPEECH) == here


def test_a_process_that_ends_before_its_time_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_LONG", 0)
    monkeypatch.setattr(press, "_CHILD", "import os; os._exit(9)")
    with pytest.raises(DocumentError) as told:
        pdf_bytes(paper(settled()), SPEECH)
    assert SPEECH.text(told.value.said) == "PDF-filen ble ikke laget: Prosessen som setter den, stanset (9)."


def test_a_process_that_is_slow_to_begin_gets_the_whole_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    here = pdf_bytes(with_text("ord " * 25_000), SPEECH)
    monkeypatch.setattr(press, "_LONG", 0)
    slow = f"import time; time.sleep(0.2); {vars(press)['_CHILD']}"
    monkeypatch.setattr(press, "_CHILD", slow)
    assert pdf_bytes(with_text("ord " * 25_000), SPEECH) == here


def test_a_table_whose_last_row_is_higher_than_a_page_is_set() -> None:
    rows = (*(Row((f"Rad {row}", "1")) for row in range(9)), Row(("ord " * 3_000, "1")))
    long = with_blocks(paper(opening()), (Table("En tabell", (Column("Hva"), Column("Hvor mye")), rows),))
    with opened(pdf_bytes(long, SPEECH)) as pdf:
        assert len(pdf.pages) > 1


def test_a_long_paper_that_is_not_wanted_any_more_ends_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            begun.append(self)

    monkeypatch.setattr(press, "_LONG", 0)
    monkeypatch.setattr(press, "_CHILD", "import time; time.sleep(600)")
    monkeypatch.setattr(press.subprocess, "Popen", Noted)
    with pytest.raises(StoppedError), press.until(lambda: bool(begun)):
        pdf_bytes(paper(settled()), SPEECH)
    assert [one.returncode for one in begun] == [KILLED]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the system part poppler-utils")
@pytest.mark.parametrize("text", HOSTILE[:7], ids=range(7))
def test_every_text_comes_out_as_it_was(tmp_path: Path, text: str) -> None:
    assert " ".join(text.split()) in words(pdf_bytes(hostile_paper(text), SPEECH), tmp_path)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the system part poppler-utils")
def test_a_word_that_never_ends_is_broken_and_not_cut(tmp_path: Path) -> None:
    found = words(pdf_bytes(hostile_paper("x" * 400), SPEECH), tmp_path)
    assert "x" * 400 in found.replace(" ", "")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the system part poppler-utils")
def test_what_the_fonts_lack_is_shown_and_told(tmp_path: Path) -> None:
    found = words(pdf_bytes(hostile_paper("Grønn 🌲 å a\u030a"), SPEECH), tmp_path)
    assert "Grønn \ufffd å å" in found
    assert "U+1F332 EVERGREEN TREE" in found


def with_text(text: str) -> Proposal:
    return with_blocks(paper(opening()), (Paragraph(text), Bullets((text,), numbered=True)))


@settings(max_examples=60)
@example("a\u0944")
@example("\u20dd \U0001f468\u200d\U0001f469")
@example("\uf40e\ue000\ufdd0")
@example("\u05e9\u064e\u0995\u030a")
@given(st.text(max_size=60))
def test_no_text_stops_an_export(text: str) -> None:
    assert pdf_bytes(with_text(text), SPEECH).startswith(b"%PDF-1.7")


def test_the_fonts_have_the_characters_that_another_reader_of_fonts_finds() -> None:
    regular, bold, signs = (
        set(TTFont(FOLDER / f"{name}.ttf").getBestCmap()) for name in ("LiberationSans-Regular", "LiberationSans-Bold", "DejaVuSans")
    )
    assert coverage() == {one for one in (regular & bold) | signs if unicodedata.category(chr(one)) != "Co"}


def test_text_is_composed_and_only_what_no_font_has_is_replaced() -> None:
    assert settable("Sørreisa ✓ a\u030a 🌲") == ("Sørreisa ✓ å \ufffd", frozenset("🌲"))
    assert settable("æøå ŋđŧ «»") == ("æøå ŋđŧ «»", frozenset())


def pages_of(content: bytes) -> list[str]:
    """Return the text of each page."""
    told = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], input=content, check=True, capture_output=True)
    return told.stdout.decode("utf-8").split("\f")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the system part poppler-utils")
def test_a_short_table_stands_on_one_page() -> None:
    rows = tuple(Row((f"rad {number}", "x")) for number in range(10))
    table = Table(say("Ranking"), (Column("a"), Column("b")), rows)
    filling = tuple(Paragraph(f"linje {number}") for number in range(28))
    for count in range(20, 28):
        proposal = with_blocks(paper(settled()), (Heading(1, say("Ranking")), *filling[:count], table))
        told = [page for page in pages_of(pdf_bytes(proposal, SPEECH)) if "rad " in page]
        assert len(told) == 1


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the system part poppler-utils")
def test_few_facts_stand_on_one_page_and_who_is_quoted_stands_over_the_quotation() -> None:
    facts = Facts(tuple((say("Applicant"), f"rad {number}") for number in range(4)))
    quoted = (Paragraph("dette sies:"), Paragraph("rad x", Tone.QUOTE))
    filling = tuple(Paragraph(f"linje {number}") for number in range(40))
    for count, last in itertools.product(range(32, 40), ((facts,), quoted)):
        proposal = with_blocks(paper(settled()), (Heading(1, say("Ranking")), *filling[:count], *last))
        told = [page for page in pages_of(pdf_bytes(proposal, SPEECH)) if "rad " in page or "dette sies" in page]
        assert len(told) == 1


def test_a_long_word_of_running_text_is_whole_and_in_a_cell_it_may_break() -> None:
    setter, word = Setter(SPEECH), "Digitaliseringsdirektoratet,"
    assert setter.text(word) == word
    assert "\u200b" in setter.cell(word)
    assert "\u200b" in setter.text("x" * 80)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the system part poppler-utils")
def test_a_chart_of_many_years_has_figures_at_the_years_that_it_names() -> None:
    chart = flow_chart(tuple(YearSum(2018 + number, 1_100_000 + 100_000 * number, 0) for number in range(30)))
    assert chart
    proposal = with_blocks(paper(settled()), (Heading(1, say("Ranking")), chart))
    for told in (" ".join(pages_of(pdf_bytes(proposal, SPEECH))), html_text(proposal, SPEECH)):
        assert all(str(year) in told for year in range(2018, 2048, 3))
        assert "−1,1" in told
        assert "−3,8" in told


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the system part poppler-utils")
def test_a_cell_that_is_longer_than_a_page_is_set_to_its_end() -> None:
    long = " ".join(f"ord{number}" for number in range(2000))
    table = Table(say("Ranking"), (Column("a"), Column("b")), (Row(("kort", long)), Row(("a", "linje\n" * 90 + "slutt"))))
    told = " ".join(pages_of(pdf_bytes(with_blocks(paper(settled()), (Heading(1, say("Ranking")), table)), SPEECH)))
    assert "ord1999" in told
    assert "slutt" in told


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads how much memory it has from Linux")
def test_one_paper_after_another_takes_no_more_memory_than_the_first_few() -> None:
    taken = []
    for number in range(12):
        blocks = tuple(Paragraph(f"{number} {line} " + "ord " * 60) for line in range(400))
        pdf_bytes(with_blocks(paper(settled()), (Heading(1, say("Ranking")), *blocks)), SPEECH)
        taken.append(resident())
    assert taken[-1] - taken[3] < 30


def resident() -> int:
    """Return the megabytes of memory that this process has now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS"))


@pytest.mark.parametrize("last", [b"\n", b"\r"])
def test_the_statement_is_found_whatever_byte_its_stream_ends_with(tmp_path: Path, last: bytes) -> None:
    said = json.loads(json_text(paper(settled()), SPEECH))
    packed = (zlib.compress(json.dumps(said | {"title": "!" * number}).encode()) for number in itertools.count())
    stream = next(one for one in packed if one.endswith(last))
    path = tmp_path / "innstilling.pdf"
    path.write_bytes(b"%PDF-1.7\nstream\n" + stream + b"\nendstream")
    assert found(path).said["imprint"] == said["imprint"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the system part poppler-utils")
def test_a_number_that_is_wider_than_its_column_is_broken_and_none_of_it_is_lost() -> None:
    narrow = tuple(Column(name, Align.RIGHT) for name in "abcdefghij")
    table = Table(say("Ranking"), narrow, (Row((1_000_000_000_000,) * 10),))
    told = " ".join(pages_of(pdf_bytes(with_blocks(paper(settled()), (Heading(1, say("Ranking")), table)), SPEECH)))
    assert len(re.findall(r"\b000\b", re.sub(r"[\u200b\u00a0]", " ", told))) == 40


def parts(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """Return the elements of the structure that stand right below this one."""
    below = element.get("/K", [])
    return [one for one in (below if isinstance(below, pikepdf.Array) else [below]) if isinstance(one, pikepdf.Dictionary) and "/S" in one]


def within(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    yield element
    for one in parts(element):
        yield from within(one)


def rows_by_page(pdf: pikepdf.Pdf) -> Iterator[tuple[int, list[int]]]:
    """Yield of each table the page of its head, and the page of each of its rows."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    elements = (one for top in parts(pdf.Root.StructTreeRoot) for one in within(top))
    for table in (one for one in elements if one.S == "/Table"):
        rows = [one for one in within(table) if one.S == "/TR"]
        first, *others = (next(pages[one.Pg.objgen] for one in within(row) if "/Pg" in one) for row in rows)
        yield first, others


def test_no_row_stands_alone_on_the_next_page_and_no_head_with_fewer_than_two() -> None:
    columns = (Column("Hva"), Column("Hvor mye", Align.RIGHT))
    table = Table("En tabell", columns, tuple(Row((f"Rad {row}", str(row))) for row in range(10)))
    pages = [(PageBreak(), Paragraph("\n".join(["linje"] * above)), table) for above in range(30, 52)]
    long = with_blocks(paper(opening()), tuple(itertools.chain.from_iterable(pages)))
    with opened(pdf_bytes(long, SPEECH)) as pdf:
        found = list(rows_by_page(pdf))
    parted = [rows for _, rows in found if rows[0] != rows[-1]]
    assert len(found) == len(pages)
    begun = {rows.index(rows[-1]) for rows in parted}
    assert begun >= {3, 8}
    assert min(begun) > 1
    assert all(rows.count(rows[-1]) > 1 for rows in parted)
    assert all(head == rows[0] for head, rows in found)
