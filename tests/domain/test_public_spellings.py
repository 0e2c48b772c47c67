"""A withheld name in each of its spellings stands in every text of a round, and is in no byte of any public file: made in each format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import cycle, islice

import pytest

from reviewer.documents.export import FORMATS
from reviewer.documents.pabulib import pabulib_text
from reviewer.documents.ratings import ratings_csv
from reviewer.documents.workbook import workbook_bytes
from reviewer.domain.application import Organisation, OrganisationKind, TakeUp, Withheld
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.case import Case, fold
from reviewer.domain.events import ApplicationReceived, Happening, MunicipalitiesImported, Municipality
from reviewer.domain.interventions import CommitteeChanged
from reviewer.domain.meeting.acts import MatterPlaced, MeetingCalled
from reviewer.domain.publication import Publication, published
from tests.domain import test_publication
from tests.domain.small_round import events, received
from tests.domain.test_publication import CLOSED, GROUND, SPEECH, bodies, every_byte, every_paper, planted, texts_of_pdf

SPELLED = ("Bærums løsning", "BÆRUM KOMMUNE", "post@baerum.kommune.no", "org.nr. 935 478 715", "www.bærum.no", "kommunenummer 3201")
TELLING = ("bærum", "baerum", "935478715", "935 478 715", "kommunenummer 3201")
OPEN = replace(CLOSED, withheld=(), fields=tuple(replace(one, withheld=False) for one in CLOSED.fields))
PARTNER = Organisation(name="Bærum kommune", kind=OrganisationKind.MUNICIPALITY, number="3201")
COMPANY = Organisation(name="Bærum IKS", kind=OrganisationKind.INTERMUNICIPAL_COMPANY, number="935478715")


@pytest.fixture(params=range(len(SPELLED)), ids=SPELLED)
def words(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """Return what stands in each field: one of the spellings, and over all parameters each of them in each field."""
    turned = islice(cycle(SPELLED), request.param, None)
    found = {name: f"{text} {number}" for number, (name, text) in enumerate(zip(test_publication.WORDS, turned, strict=False))}
    monkeypatch.setattr(test_publication, "WORDS", found)
    return found


def told_everywhere(words: Mapping[str, str]) -> Case:
    """Return a round whose first application withholds its partners, and whose every text, also of the second, tells them."""
    ask = replace(planted(), partners=(PARTNER, COMPANY), withheld=(Withheld(field="partners", ground=GROUND),))
    bjork = replace(ask, id="B", title="Bjørk", partners=(), withheld=())
    happened: list[tuple[str, Happening]] = [one for one in bodies(OPEN) if not isinstance(one[1], ApplicationReceived)]
    said = [
        CommitteeChanged(committee=OPEN, committee_hash="e" * 64, reason=words["reasons"]),
        MatterPlaced(meeting="m1", matter="x", title=words["summary"], number="9/18", position=9, decision=words["departure"]),
    ]
    return fold(events([happened[0], *received(ask, bjork), *happened[1:], *(("sekretariat", body) for body in said)]))


def public(case: Case) -> Publication:
    return published(assess(case), SPEECH.text)


def told_in(content: bytes) -> set[str]:
    whole = every_byte(content) + (texts_of_pdf(content) if content.startswith(b"%PDF") else b"")
    read = [whole.decode(encoding, "replace").casefold().replace("\u00a0", " ") for encoding in ("utf-8", "utf-16-be", "latin-1")]
    return {word for word in TELLING for text in read if word in text or word.replace(" ", "") in text}


def tables(assessment: Assessment) -> list[bytes]:
    return [workbook_bytes(assessment, SPEECH), ratings_csv(assessment.case).encode(), pabulib_text(assessment, "runde", SPEECH).encode()]


def papers_of(
    case: Case, publication: Publication | None, monkeypatch: pytest.MonkeyPatch, formats: tuple[str, ...]
) -> dict[str, set[str]]:
    monkeypatch.setattr(test_publication, "case", lambda: case)
    made = {(SPEECH.text(paper.stem), name): FORMATS[name](paper, SPEECH) for paper in every_paper(publication) for name in formats}
    return {f"{stem}.{name}": found for (stem, name), content in made.items() if (found := told_in(content) | told_in(stem.encode()))}


def test_no_spelling_is_in_any_paper(words: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    case = told_everywhere(words)
    assert papers_of(case, public(case), monkeypatch, ("html", "md", "json")) == {}


def test_no_spelling_is_in_any_table(words: Mapping[str, str]) -> None:
    assert [told_in(content) for content in tables(public(told_everywhere(words)).assessment)] == [set(), set(), set()]


@pytest.mark.parametrize("words", [0], indirect=True)
def test_no_spelling_is_in_any_byte_of_word_or_pdf(words: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    case = told_everywhere(words)
    assert papers_of(case, public(case), monkeypatch, ("docx", "pdf")) == {}


@pytest.mark.parametrize("words", [0], indirect=True)
def test_the_search_finds_every_spelling_in_the_councils_own_files(words: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    case = told_everywhere(words)
    found = papers_of(case, None, monkeypatch, tuple(FORMATS))
    assert {path.rpartition(".")[2] for path in found} == set(FORMATS)
    assert set().union(*found.values()) >= {*TELLING[:2], "935 478 715", "kommunenummer 3201"}
    workbook, ratings, _ = tables(assess(case))
    assert told_in(workbook)
    assert told_in(ratings)


def test_that_the_partner_takes_it_into_use_is_no_secret_but_is_told_to_the_secretariat() -> None:
    ask = replace(
        planted(),
        summary="",
        reuse=TakeUp(municipalities=("3201", "0301")),
        partners=(PARTNER,),
        withheld=(Withheld(field="partners", ground=GROUND),),
    )
    opened, *_ = bodies(OPEN)
    register = MunicipalitiesImported(municipalities=(Municipality(number="3201", name="Bærum"),), source="SSB")
    for more, name in (((), "3201"), ((("sekretariat", register),), "Bærum")):
        found = public(fold(events([opened, *more, *received(ask)])))
        assert [(one.field, one.words) for one in found.hints] == [("reuse", name)]


def test_why_the_rules_were_changed_hints_where_it_may_mean_a_name() -> None:
    ask = replace(planted(), partners=(Organisation(name="Os kommune"),), withheld=(Withheld(field="partners", ground=GROUND),))
    changed = CommitteeChanged(committee=OPEN, committee_hash="e" * 64, reason="Etter ønske fra Os.")
    called = MeetingCalled(meeting="m1", date=test_publication.meeting().meeting.date, place="Oslo", note="Os ringer.")
    opened, *_ = bodies(OPEN)
    found = public(fold(events([opened, *received(ask), ("sekretariat", changed), ("sekretariat", called)])))
    assert {(one.field, one.words) for one in found.hints} == {("rules", "os"), ("meeting", "os")}
