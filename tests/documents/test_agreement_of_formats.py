"""All formats carry the same: each application's figures and texts are read back out of every file and compared."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from html import unescape
from typing import Any

import docx
import jsonschema
import pytest

from reviewer.documents.export import FORMATS
from reviewer.documents.json_document import json_text
from reviewer.documents.pabulib import pabulib_text
from reviewer.documents.schema import proposal_schema
from reviewer.domain.assessment import assess
from reviewer.domain.proposal import Kind
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.domain.publication import published
from reviewer.domain.said import say
from reviewer.language.speech import LANGUAGES, Speech
from tests.benchmarks.generate import applications, committee
from tests.documents.papers import about, round_for
from tests.domain.small_round import IMPRINT, application, assessed, case_of, opening, received, settled

SPEECH = Speech("nb")


def in_word(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return " ".join(element.text or "" for element in document.element.body.iter() if element.tag.endswith("}t"))


def in_pdf(content: bytes) -> str:
    return subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=content, check=True, capture_output=True).stdout.decode("utf-8")


def in_html(content: bytes) -> str:
    return unescape(re.sub(r"<(style|title).*?</\1>|<[^>]+>", " ", content.decode("utf-8"), flags=re.DOTALL))


def in_markdown(content: bytes) -> str:
    return re.sub(r"\\(.)", r"\1", content.decode("utf-8"))


READ = {"docx": in_word, "pdf": in_pdf, "html": in_html, "md": in_markdown}


def squeezed(text: str) -> str:
    """Return the text without what a line break, a hyphen at its end or a cell's end may stand for."""
    return re.sub(r"[\s\u00ad\u200b\-|]+", "", text)


def told(one: dict[str, Any]) -> list[str]:
    """Return what every format must show of an application."""
    amounts = [one["amount_applied"], one["recommendation"]["amount"], one["economics"]["npv"], one["economics"]["claimed"]["npv"]]
    shown = [SPEECH.value(amount) for amount in amounts if amount]
    reasons = [one["recommendation"]["reasons"], one["recommendation"]["departure"], *one["recommendation"]["conditions"]]
    verdicts = [verdict["reason"] for verdict in one["verdicts"]]
    score = [] if one["score"] is None else [f"{one['score']:.2f}".replace(".", ",")]
    return [
        one["title"],
        one["applicant"],
        *shown,
        *score,
        *verdicts,
        *filter(None, reasons),
        *(dissent["text"] for dissent in one["dissents"]),
    ]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the system part poppler-utils")
@pytest.mark.parametrize("name", READ)
def test_every_figure_and_sentence_of_an_application_is_in_every_format(name: str) -> None:
    proposal = compose(Kind.PROPOSAL, reading_of(assessed(settled()), IMPRINT))
    document = json.loads(json_text(proposal, SPEECH))
    text = squeezed(READ[name](FORMATS[name](proposal, SPEECH)))
    missing = [(one["id"], words) for one in document["applications"] for words in told(one) if squeezed(words) not in text]
    assert missing == []
    assert document["imprint"]["case_hash"] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_the_statement_is_what_its_schema_says(kind: Kind, language: str) -> None:
    whole = round_for(kind)
    for publication in (None, published(whole, Speech(language).text)):
        paper = compose(kind, reading_of(whole, IMPRINT, publication), about(kind))
        jsonschema.validate(json.loads(json_text(paper, Speech(language))), proposal_schema(), format_checker=jsonschema.FormatChecker())


def test_every_key_of_the_statement_is_in_its_schema() -> None:
    document = json.loads(json_text(compose(Kind.PROPOSAL, reading_of(assessed(settled()), IMPRINT)), SPEECH))
    schema = proposal_schema()
    assert document.keys() == schema["properties"].keys()
    assert document["applications"][0].keys() == schema["properties"]["applications"]["items"]["properties"].keys()


@pytest.mark.parametrize("name", FORMATS)
def test_a_round_with_everything_missing_and_one_with_nothing_in_it_go_into_every_format(name: str) -> None:
    bare = application("A", "Ask", None)
    for bodies in (opening(budget=None), [*opening(budget=None), *received(bare)]):
        proposal = compose(Kind.PROPOSAL, reading_of(assess(case_of(bodies)), IMPRINT))
        assert FORMATS[name](proposal, SPEECH)


def test_a_long_round_goes_into_every_format() -> None:
    bodies = opening()
    bodies[0] = (bodies[0][0], type(bodies[0][1])(committee=committee(), committee_hash="d" * 64, program="0.1.0"))
    proposal = compose(Kind.PROPOSAL, reading_of(assess(case_of([*bodies, *received(*applications(40))])), IMPRINT))
    assert all(FORMATS[name](proposal, SPEECH) for name in FORMATS)


def parts_of(text: str) -> dict[str, list[list[str]]]:
    """Read a Pabulib file as its readers do: a part's name, its headings, its rows."""
    parts: dict[str, list[list[str]]] = {}
    for line in text.splitlines():
        if line in {"META", "PROJECTS", "VOTES"}:
            current = parts.setdefault(line, [])
        else:
            current.append(line.split(";"))
    return parts


def test_researchers_get_the_projects_and_each_members_own_scores() -> None:
    parts = parts_of(pabulib_text(assessed(settled()), "Prøvefondet 2018-1", SPEECH, say("Made for {whom}.", whom="prøven")))
    meta = dict(parts["META"][1:])
    assert (meta["num_projects"], meta["num_votes"], meta["budget"], meta["vote_type"]) == ("4", "2", "10000000", "scoring")
    projects = {row[0]: row for row in parts["PROJECTS"][1:]}
    assert projects["A"] == ["A", "6000000", "35", "Ask", "1"]
    assert projects["D"][4] == "0"
    assert parts["VOTES"][1:] == [["leder", "A,B,C,D", "19,12,12,4"], ["voss", "A,B,C", "16,12,12"]]
    told = "Poengene er medlemmenes vektede poeng ganget med 4, slik at de blir hele tall."
    assert meta["comment"] == f"#1: Laget for prøven. #2: Rådets rekkefølge følger metoden mean. #3: {told}"


FIELDS = {
    "META": "description country unit instance num_projects num_votes budget vote_type rule date_begin date_end currency "
    "fully_funded comment",
    "PROJECTS": "project_id cost score name selected",
    "VOTES": "voter_id vote points",
}
"""What the format of pabulib.org knows, in its order; its checker refuses other fields, and a score that is no sum of points."""


def test_that_file_keeps_the_rules_of_its_format() -> None:
    many = assessed([*opening(), *received(*applications(12))])
    for found in (assessed(settled()), many):
        parts = parts_of(pabulib_text(found, "Runde", SPEECH))
        known = FIELDS["META"].split()
        given = [row[0] for row in parts["META"][1:]]
        assert given == [name for name in known if name in given]
        assert {*known} - {*given} <= {"fully_funded"}
        assert [parts[name][0] for name in ("PROJECTS", "VOTES")] == [FIELDS[name].split() for name in ("PROJECTS", "VOTES")]
        meta = dict(parts["META"][1:])
        assert meta["rule"] == "unknown"
        assert all(re.fullmatch(r"\d\d\.\d\d\.\d{4}", meta[name]) for name in ("date_begin", "date_end"))
        sums: dict[str, int] = {}
        for _, vote, points in parts["VOTES"][1:]:
            for key, number in zip(vote.split(","), points.split(","), strict=True):
                sums[key] = sums.get(key, 0) + int(number)
        costs = [int(row[1]) for row in parts["PROJECTS"][1:]]
        assert {row[0]: int(row[2]) for row in parts["PROJECTS"][1:] if row[2] != "0"} == sums
        assert min(costs) > 0
        assert ("fully_funded" in meta) == (sum(costs) <= int(meta["budget"]))


def test_who_gets_a_part_is_named_and_is_not_selected() -> None:
    found = assessed(settled())
    first, *rest = found.allocation.awards
    cut = replace(first, amount=first.amount - 1)
    text = pabulib_text(replace(found, allocation=replace(found.allocation, awards=(cut, *rest))), "Runde", SPEECH)
    assert f"{cut.id} får en del av kostnaden: " in text
    (row,) = [row for row in parts_of(text)["PROJECTS"] if row[0] == cut.id]
    assert row[4] == "0"


def test_what_would_break_a_line_of_that_file_is_taken_out_or_quoted() -> None:
    odd = application("A,1", "Ask\n;eik", 1)
    text = pabulib_text(assessed([*opening(), *received(odd)]), "x", SPEECH)
    assert '"Ask ;eik"' in text
    assert "A 1;1;" in text
