"""The ways in which a withheld name is written: those that can mean nothing else go, those that can are told to the secretariat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.domain.application import Application, Organisation, OrganisationKind, Withheld
from reviewer.domain.events import Outcome
from reviewer.domain.publication import Publication
from tests.domain.small_round import recommendation
from tests.domain.test_telling import ASK, BJORK, GROUND, fields, told

MUNICIPALITY = OrganisationKind.MUNICIPALITY


def asked(*partners: Organisation, **more: object) -> Application:
    return replace(ASK, partners=partners, withheld=(Withheld(field="partners", ground=GROUND),), **more)


def about_bjork(text: str, ask: Application) -> Publication:
    return told(recommendation("B", Outcome.NOT_RECOMMENDED, reasons=text), ask=ask)


def hinted(found: Publication) -> list[tuple[str, str, str]]:
    return [(one.application, one.field, one.words) for one in found.hints]


@pytest.mark.parametrize(
    ("partner", "text"),
    [
        ("Bærum kommune", "Et samarbeid med Bærum."),
        ("Bærum kommune", "Bærums løsning er bedre."),
        ("Bærum kommune", "Bærum kommunes løsning er bedre."),
        ("Bærum kommune", "Se avtale_bærum.pdf"),
        ("Bærum kommune", "Spør post@baerum.kommune.no."),
        ("Bærum kommune", "Se https://www.bærum.kommune.no/om"),
        ("Bodø kommune", "Spør post@bodo.kommune.no."),
        ("Os kommune", "Spør post@os.kommune.no."),
        ("Vestfold fylkeskommune", "Vestfold har prøvd det."),
        ("Fjordvarme IKS", "Fjordvarmes anlegg"),
        ("Kyst AS (935 478 715)", "Leverandøren har organisasjonsnummer 935478715."),
        ("Moss' Data AS", "Moss' Data"),
        ("Norsk Samhandling SA", "Norsk  samhandling deltar"),
    ],
)
def test_what_can_mean_nothing_else_is_withheld_on_the_same_ground(partner: str, text: str) -> None:
    found = about_bjork(text, asked(Organisation(name=partner)))
    assert found.grounds("B") == {"reasons": GROUND}


@pytest.mark.parametrize("number", ["935478715", "3201"])
def test_its_number_is_withheld(number: str) -> None:
    ask = asked(Organisation(name="Bærum kommune", kind=MUNICIPALITY, number=number))
    text = "Org.nr. 935 478 715 og kommunenummer 3201"
    assert fields(about_bjork(text, ask), "B") == {"reasons"}
    assert fields(about_bjork("Koster 935 478 716 kroner, 3201 timer.", ask), "B") == set()


@pytest.mark.parametrize(
    ("partner", "text", "words"),
    [
        ("Os kommune", "La oss gå til Os.", "os"),
        ("Nes kommune", "Løsningen på Nes", "nes"),
        ("Time kommune", "Det tar en time.", "time"),
        ("Bjørk AS", "Bjørk er et annet prosjekt.", "bjørk"),
    ],
)
def test_what_may_be_something_else_stays_and_is_told_to_the_secretariat(partner: str, text: str, words: str) -> None:
    found = about_bjork(text, asked(Organisation(name=partner), summary="Et tre av bjørk."))
    assert fields(found, "B") == set()
    assert ("B", "reasons", words) in hinted(found)


def test_a_short_name_that_an_applicant_has_openly_hints_where_its_application_is_meant() -> None:
    bjork = replace(BJORK, applicant=replace(BJORK.applicant, name="Bærum kommune"))
    ask = asked(Organisation(name="Bærum IKS"), summary="Sammen med Bærum.")
    found = told(ask=ask, bjork=bjork)
    assert fields(found, "A") == {"partners"}
    assert ("A", "summary", "bærum") in hinted(found)


def test_the_applicants_own_short_name_hints_at_nothing() -> None:
    found = told(ask=asked(Organisation(name="Ask KF"), summary="Ask vil ha dette."))
    assert fields(found, "A") == {"partners"}
    assert hinted(found) == []


def test_a_title_stays_and_is_told() -> None:
    found = told(ask=asked(Organisation(name="Bærum kommune"), title="Bærum og Ask sammen"))
    assert ("A", "title", "bærum") in hinted(found)


@pytest.mark.parametrize("text", ["Ring 90 01 23 45", "Ring +47 90012345.", "Kari Granli svarer.", "Spør kari.granli@ask.no"])
def test_each_part_of_a_contact_is_withheld(text: str) -> None:
    ask = replace(
        ASK, contact="Kari Granli, rådgiver, kari.granli@ask.no, 900 12 345", withheld=(Withheld(field="contact", ground=GROUND),)
    )
    assert about_bjork(text, ask).grounds("B") == {"reasons": GROUND}
    assert hinted(about_bjork("Som Granli sa", ask)) == [("B", "reasons", "granli")]
    assert fields(about_bjork("En rådgiver svarer.", ask), "B") == set()


def test_a_file_without_its_extension_hints() -> None:
    ask = replace(ASK, attachments=("Avtale_om_drift.pdf",), withheld=(Withheld(field="attachments", ground=GROUND),))
    assert hinted(about_bjork("Se avtale om drift.", ask)) == [("B", "reasons", "avtale om drift")]
    assert fields(about_bjork("Se avtale_om_drift.pdf.", ask), "B") == {"reasons"}
