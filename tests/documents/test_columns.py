"""Columns on paper: no number and no common word is broken because a column is too narrow, and a sentence stays with its table."""

from __future__ import annotations

import io
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph as Paragraphed

from reviewer.documents.columns import column_widths, gutter, parted, words_break
from reviewer.documents.extent import leads
from reviewer.documents.setter import Setter
from reviewer.documents.word import word_bytes
from reviewer.documents.word_text import paragraph, plain_text
from reviewer.domain.blocks import Align, Bullets, Column, Heading, Paragraph, Row, Table, Tone
from reviewer.domain.proposal.composing import reading_of
from reviewer.domain.proposal.ranked import _columns
from reviewer.domain.said import say
from reviewer.language.speech import Speech
from tests.domain.small_round import IMPRINT, assessed, paper, settled

SPEECH = Speech("nb")
WITHIN = 453.5
AMOUNT = "12\u00a0000\u00a0000"
ROW = ["100=", "Digital søknad om skjenkebevilling (2018-09)", "4,38", "10–12", AMOUNT, AMOUNT, AMOUNT, "innstilles med vilkår"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_amounts_of_the_ranking_are_not_broken_and_its_titles_have_room(language: str) -> None:
    columns = _columns(reading_of(assessed(settled()), IMPRINT))
    head = [Speech(language).text(column.heading) for column in columns]
    within = WITHIN - gutter(columns) * len(columns)
    widths = column_widths(columns, head, [ROW], within)
    assert sum(widths) == pytest.approx(within)
    assert all(parted(cell, one, bold=False) == cell for cell, one in zip(ROW, widths, strict=True))
    assert not words_break([ROW], widths)
    assert widths[1] > 100


def test_a_table_keeps_its_shares_where_everything_fits() -> None:
    columns = (Column("Hva", share=3), Column("Beløp", Align.RIGHT, share=1))
    assert column_widths(columns, ["Hva", "Beløp"], [["ord", "12"]], 400) == pytest.approx([300, 100])


def test_a_number_that_no_column_holds_is_broken_between_its_groups() -> None:
    columns = tuple(Column("Beløp", Align.RIGHT) for _ in range(8))
    rows = [["999\u00a0999\u00a0999\u00a0999\u00a0999"] * 8]
    widths = column_widths(columns, ["Beløp"] * 8, rows, 400)
    assert sum(widths) == pytest.approx(400)
    assert "\u00a0\u200b" in parted(rows[0][0], widths[0], bold=False)


def test_columns_of_words_get_what_the_others_have_no_need_of() -> None:
    columns = (Column("Søknad", share=5), Column("Søker", share=5), Column("Beløp", Align.RIGHT, share=2))
    rows = [["Vår beboer – oppslag i sentrale registre for pleie og omsorg", "Oslo kommune", "12"]]
    widths = column_widths(columns, ["Søknad", "Søker", "Beløp"], rows, 360)
    assert sum(widths) == pytest.approx(360)
    assert widths[0] > 240
    assert widths[1] >= 55


def test_a_number_is_not_parted_at_its_hyphen_and_is_read_as_it_stands() -> None:
    for made in parse_xml(f"<w:body {nsdecls('w')}>{paragraph('Felles e-post (2018-05-b)', 'Normal')}</w:body>"):
        signs = [one.tag for one in made.iter(qn("w:t"), qn("w:noBreakHyphen"))]
        assert signs == [qn("w:t"), qn("w:noBreakHyphen"), qn("w:t"), qn("w:noBreakHyphen"), qn("w:t")]
        assert plain_text(made) == Paragraphed(made, None).text == "Felles e-post (2018-05-b)"  # type: ignore[arg-type]


def test_a_short_sentence_leads_into_the_table_or_list_below_it() -> None:
    table, list_ = Table(say("Table"), (Column("A"),), ()), Bullets(("a",))
    assert leads(Paragraph("Kort."), table, 5)
    assert leads(Paragraph("Kort."), list_, 5)
    assert not leads(Paragraph("Kort."), Heading(2, "Neste"), 5)
    assert not leads(Paragraph("Lang."), table, 5000)
    assert not leads(Paragraph("Sitat.", Tone.QUOTE), table, 5)


def test_what_leads_stays_on_the_page_in_pdf_and_word() -> None:
    proposal = paper(settled())
    expected = [
        SPEECH.text(one.text)
        for one, following in pairwise(proposal.blocks)
        if isinstance(one, Paragraph) and leads(one, following, len(SPEECH.text(one.text)))
    ]
    assert len(expected) > 3
    assert [one["text"] for one in Setter(SPEECH).blocks(proposal.blocks) if one.get("leads")] == expected
    body = docx.Document(io.BytesIO(word_bytes(proposal, SPEECH))).element.body
    kept = [
        plain_text(one) for one in body.findall(qn("w:p")) if one.pPr.pStyle.val == "Normal" and one.pPr.find(qn("w:keepNext")) is not None
    ]
    assert kept == expected


def test_a_long_number_of_an_application_breaks_where_its_column_is_narrower() -> None:
    key = f"({'A' * 20}-000)"
    amounts = tuple(Column("Beløp", Align.RIGHT, share=3) for _ in range(5))
    narrow = Table("Rangering", (Column("Søknad", share=2), *amounts), (Row((f"Ask {key}", *[999_999_999_999] * 5)),))
    wide = Table("Rangering", (Column("Søknad", share=5), Column("Søker", share=1)), (Row((f"Ask {key}", "Oslo")),))
    shown = [Setter(SPEECH).block(table)["rows"][0]["cells"][0] for table in (narrow, wide)]
    assert "\u200b" in shown[0]
    assert [text.replace("\u200b", "") for text in shown] == [f"Ask {key}", f"Ask {key}"]
    assert "\u200b" not in shown[1]
