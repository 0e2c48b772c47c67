"""The secretariat's own Word template: what it asks for is filled in, what it gets wrong is named, and it can do nothing else."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.text.paragraph import Paragraph

from reviewer.documents.errors import DocumentError
from reviewer.documents.trial import HARD, trial_proposal
from reviewer.documents.word import word_bytes
from reviewer.documents.word_template import SECTIONS, check, default_template, templated_bytes
from reviewer.domain.proposal import Kind
from reviewer.domain.stationery import Stationery
from reviewer.language.speech import Speech
from reviewer.templating import template_of
from tests.cli.conftest import Call
from tests.documents.test_documents import HOSTILE, hostile_paper, word_texts
from tests.domain.small_round import COMMITTEE, paper, settled

SPEECH = Speech("nb")


def removed(one: Paragraph) -> None:
    one._element.getparent().remove(one._element)  # noqa: SLF001 - python-docx has no call for it


def template(*paragraphs: str, plain: bool = False) -> bytes:
    """Return a template with these paragraphs: the ordinary one's styles, or Word's own where it is `plain`."""
    document = docx.Document() if plain else docx.Document(io.BytesIO(default_template(trial_proposal(), SPEECH)))
    for one in document.paragraphs:
        removed(one)
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def body(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs if one.text]


def test_the_template_to_begin_with_gives_the_ordinary_paper() -> None:
    proposal = paper(settled())
    made = templated_bytes(default_template(trial_proposal(), SPEECH), proposal, SPEECH)
    assert word_texts(made) == word_texts(word_bytes(proposal, SPEECH))
    assert made == templated_bytes(default_template(trial_proposal(), SPEECH), proposal, SPEECH)


def test_order_and_wording_are_the_secretariats() -> None:
    made = templated_bytes(
        template("Sak til {{ recipient }}", "{{ verification }}", "Vedtak", "{{ recommendation }}"), paper(settled()), SPEECH
    )
    texts = body(made)
    assert texts[:2] == ["Sak til KS", "1 Slik kan dokumentet kontrolleres"]
    assert texts.index("Vedtak") < texts.index("2 Innstilling")
    assert not [text for text in texts if text.endswith(" Bakgrunn")]


def test_contents_and_numbers_are_those_of_the_sections_that_are_there_in_their_order() -> None:
    made = templated_bytes(template("{{ head }}", "{{ ranking }}", "{{ recommendation }}"), paper(settled()), SPEECH)
    part = ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    listed = [one.text.removesuffix("\t…") for one in docx.Document(io.BytesIO(made)).paragraphs if one.style.style_id == "Contents"]
    assert listed == [one.text for one in docx.Document(io.BytesIO(made)).paragraphs if one.style.style_id == "Heading1"]
    assert listed == ["1 Rangering", "2 Innstilling"]
    assert set(re.findall(r"PAGEREF (\S+)", part)) == set(re.findall(r'bookmarkStart w:id="\d+" w:name="([^"]+)"', part))


@pytest.mark.parametrize("plain", [False, True], ids=["own styles", "Word's own styles"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_text_comes_out_as_it_was(text: str, *, plain: bool) -> None:
    made = word_texts(templated_bytes(template("{{ title }}", "{{ paper }}", plain=plain), hostile_paper(text), SPEECH))
    shown = text.replace("\x00", "\ufffd").replace("\x1b", "\ufffd")
    assert shown in made
    assert f"{shown} (H-1)" in made


def test_texts_in_the_templates_own_lines_are_escaped() -> None:
    made = body(templated_bytes(template("Til {{ recipient }}, rett til."), trial_proposal(), SPEECH))
    assert made == [f"Til {HARD}, rett til."]


def test_fields_that_do_not_exist_and_sections_left_out_are_named() -> None:
    report = check(template("{{ tittel }}", "{{ title }}", "{{ head }}", "{{ applications }}"), trial_proposal(), SPEECH)
    assert report.unknown == ("tittel",)
    assert report.unused == tuple(name for name in SECTIONS if name not in {"head", "applications"})


def test_a_section_that_stands_twice_and_a_field_with_one_brace_are_named() -> None:
    sections = [f"{{{{ {name} }}}}" for name in SECTIONS]
    wrong = template("Fra { council } og {noe} {{ council }}", *sections, "{{ ranking }}")
    assert [SPEECH.text(one) for one in check(wrong, trial_proposal(), SPEECH).problems] == [
        "«{ council }» er ikke et felt. Skriv {{ council }}.",
        "{{ ranking }} står flere steder. La bare ett av dem stå.",
    ]
    with pytest.raises(DocumentError):
        templated_bytes(wrong, paper(settled()), SPEECH)


def test_a_section_in_the_middle_of_a_line_is_named() -> None:
    report = check(template("Se {{ ranking }} her", "{{ paper }}"), trial_proposal(), SPEECH)
    assert [SPEECH.text(one) for one in report.problems] == [
        "La {{ ranking }} stå alene i et eget avsnitt, utenfor tabeller og tekstbokser."
    ]
    with pytest.raises(DocumentError):
        templated_bytes(template("Se {{ ranking }} her"), paper(settled()), SPEECH)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% for x in range(10**9) %}a{% endfor %}",
        "{{ title.__init__ }}",
        "{{ 'a' * 10**10 }}",
        "{{ 9**(9**9) }}",
        "{{ title|center(10000000000) }}",
        "{{ 'a'.ljust(10000000000) }}",
        "{{ '%10000000000d' % 1 }}",
        "{% set a = title ~ title %}{{ a ~ a }}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_a_template_can_do_nothing_but_fill_in_and_is_told_where_it_tries(attack: str) -> None:
    with pytest.raises(DocumentError) as refused:
        templated_bytes(template("{{ title }}", attack), trial_proposal(), SPEECH)
    assert f"«{attack}»" in SPEECH.text(refused.value.said)


@pytest.mark.parametrize(
    "line",
    ["Til {{ title", "Til {{ title | }}", "{% if marks %} merk", "slutt {% endif %}", "{{ 1 + }} her", "{%p if %}"],
)
def test_what_cannot_be_read_is_quoted_in_the_users_language(line: str) -> None:
    for made in (template("{{ title }}", line), template("{{ title }}", line, plain=True)):
        for act in (check, templated_bytes):
            with pytest.raises(DocumentError) as refused:
                act(made, trial_proposal(), SPEECH)
            text = SPEECH.text(refused.value.said)
            assert text.startswith(f"Malen kan ikke leses ved «{line}». Felter skrives {{{{ title }}}}"), text


def test_a_field_that_does_not_exist_is_named_when_the_paper_is_written_too() -> None:
    with pytest.raises(DocumentError) as refused:
        templated_bytes(template("{{ tittel }}"), trial_proposal(), SPEECH)
    assert SPEECH.text(refused.value.said) == "Malen ber om {{ tittel }}, som ikke finnes."


def test_a_template_may_ask_what_a_field_has() -> None:
    found = body(
        templated_bytes(template("{% if marks %}{{ marks|upper }}{% else %}{{ 'Fra ' ~ council }}{% endif %}"), paper(settled()), SPEECH)
    )
    assert "ALLE TALL ER ILLUSTRATIVE" in found


def test_a_template_that_names_words_elements_otherwise_than_word_is_refused_in_words() -> None:
    content = template("{{ title }}")
    with ZipFile(io.BytesIO(content)) as package:
        written = package.read("word/document.xml").decode()
    otherwise = re.sub(r"(xmlns:|</?|(?<=\s))w(?=[:=])", r"\1x", written).encode()
    with pytest.raises(DocumentError) as refused:
        templated_bytes(with_part(content, "word/document.xml", otherwise), trial_proposal(), SPEECH)
    assert SPEECH.text(refused.value.said) == "Malen er ikke skrevet slik Word skriver. Åpne den i Word, lagre den som .docx og prøv igjen."


def test_a_template_whose_inside_is_broken_or_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentError, match="not a Word file"):
        check(with_part(template("{{ paper }}"), "word/document.xml", b"<w:document"), trial_proposal(), SPEECH)
    monkeypatch.setattr("reviewer.documents.word_template._LARGEST", 1000)
    with pytest.raises(DocumentError, match="too large"):
        check(template("{{ paper }}"), trial_proposal(), SPEECH)


def with_part(content: bytes, name: str, changed: bytes) -> bytes:
    """Return the package with one of its parts changed."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(made, "w") as target:
        for part in source.namelist():
            target.writestr(part, changed if part == name else source.read(part))
    return made.getvalue()


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04", b"{{ title }}"])
def test_what_is_no_word_file_is_refused(broken: bytes) -> None:
    with pytest.raises(DocumentError):
        check(broken, trial_proposal(), SPEECH)


def test_a_template_is_made_tried_and_written_in(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    mal = tmp_path / "mal.docx"
    assert reviewer("template", "new", mal).status == 0
    assert reviewer("template", "new", mal).status == 1
    assert "mal.docx kan brukes." in reviewer("template", "check", mal).err
    document = docx.Document(str(mal))
    document.paragraphs[0].insert_paragraph_before("Vårt eget hode")
    document.add_paragraph("{{ hemmelig }}")
    document.save(str(mal))
    assert "Malen ber om {{ hemmelig }}, som ikke finnes." in reviewer("template", "check", mal).err
    removed(document.paragraphs[-1])
    document.save(str(mal))
    assert reviewer("export", demo, "--to", tmp_path, "--format", "docx", "--template", mal).status == 0
    written = tmp_path / "innstilling.docx"
    assert body(written.read_bytes())[0] == "Vårt eget hode"
    assert reviewer("verify", demo, "--document", written, "--template", mal).status == 0
    assert reviewer("verify", demo, "--document", written).status == 3


def named_template(folder: Path, name: str, *paragraphs: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(template(*paragraphs))
    return path


def test_a_committees_own_template_is_used_without_being_asked_for(
    reviewer: Call, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "hjem"))
    named_template(tmp_path / "hjem" / "templates", "kommit-radet.docx", "Rådets eget hode", "{{ paper }}")
    assert reviewer("export", case, "--to", tmp_path, "--format", "docx").status == 0
    written = tmp_path / "innstilling.docx"
    assert body(written.read_bytes())[0] == "Rådets eget hode"
    assert reviewer("verify", case, "--document", written).status == 0
    assert "kommit-radet.docx kan brukes." in reviewer("template", "check", "kommit-radet").err


def test_other_papers_have_templates_of_their_own(reviewer: Call, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "hjem"))
    home = tmp_path / "hjem" / "templates"
    named_template(home, "kommit-radet.docx", "Innstillingens hode", "{{ recommendation }}")
    asked = ("export", case, "2018-02", "--to", tmp_path, "--format", "docx", "--document", "letter")
    assert reviewer(*asked).status == 0
    (letter,) = tmp_path.glob("*2018-02.docx")
    assert "Innstillingens hode" not in body(letter.read_bytes())
    named_template(home, "kommit-radet-letter.docx", "Brevhode", "{{ paper }}")
    assert reviewer(*asked).status == 0
    assert body(letter.read_bytes())[0] == "Brevhode"


def test_a_template_for_the_proposal_refuses_a_letter_rather_than_leave_its_words_out(reviewer: Call, case: Path, tmp_path: Path) -> None:
    mal = named_template(tmp_path, "mal.docx", "{{ recommendation }}")
    refused = reviewer("export", case, "2018-02", "--to", tmp_path, "--format", "docx", "--document", "letter", "--template", mal)
    assert refused.status == 1
    assert "{{ paper }}" in refused.err


def test_a_template_that_the_committees_file_names_must_be_there(tmp_path: Path) -> None:
    stated = replace(COMMITTEE, documents=Stationery(template="hus.docx"))
    with pytest.raises(DocumentError):
        template_of(stated, Kind.PROPOSAL, tmp_path)
    path = named_template(tmp_path, "hus.docx", "{{ paper }}")
    assert template_of(stated, Kind.PROPOSAL, tmp_path) == path
    assert template_of(stated, Kind.LETTER, tmp_path) is None


def test_all_that_is_wrong_with_a_template_is_told_at_once() -> None:
    document = docx.Document(io.BytesIO(template("{{ finnes }}", "{{ ikke }}", "{ title }", "{{ paper }}", "Og {{ paper }}")))
    for style in [one for one in document.styles if one.style_id in {"ListBullet", "ListNumber"}]:
        style.element.getparent().remove(style.element)
    buffer = io.BytesIO()
    document.save(buffer)
    report = check(buffer.getvalue(), trial_proposal(), SPEECH)
    assert report.unknown == ("finnes", "ikke")
    told = " ".join(SPEECH.text(one) for one in report.problems)
    for word in ("{ title }", "stå alene i et eget avsnitt", "ListBullet, ListNumber"):
        assert word in told
