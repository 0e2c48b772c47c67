"""The dossier has everything that the applicant sent in, earlier revisions and what the public does not get too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reviewer.documents.export import FORMATS
from reviewer.domain.application import Actor, Application, Claim, Curve, Effect, Flow, Organisation, Role, Side, TakeUp
from reviewer.domain.assessment import assess
from reviewer.domain.case import fold
from reviewer.domain.committee import ExtraField
from reviewer.domain.events import CaseOpened
from reviewer.domain.proposal import Kind
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.domain.publication import published
from reviewer.language.speech import Speech
from tests.domain.small_round import COMMITTEE, IMPRINT, events, received

SPEECH = Speech("nb")
CLOSED = replace(COMMITTEE, fields=(ExtraField(id="lukket", name="Lukket", withheld=True),))
FIRST = Application(
    id="A",
    title="Førstetittel",
    applicant=Organisation(name="Ask kommune"),
    summary="Førsteord",
    flows=(Flow(line="Førstepost", side=Side.COST, amounts={2018: 1_234_321}),),
    effects=(Effect(name="Førstevirkning", grade="+"),),
    attachments=("førsteplan.pdf",),
)
LAST = replace(
    FIRST,
    title="Sisttittel",
    summary="Sisteord",
    received=date(2018, 1, 17),
    reuse=TakeUp(municipalities=("0301", "1201"), low=41, high=93, curve=Curve(final=87, midpoint=Decimal(2021), years=Decimal(6))),
    claimed=Claim(years=13),
    flows=(
        Flow(
            line="Sistepost",
            side=Side.BENEFIT,
            role=Role.OPERATION,
            actor=Actor.VOLUNTARY,
            amounts={2019: 7},
            low=Decimal("0.61"),
            high=Decimal("1.37"),
        ),
    ),
    effects=(),
    attachments=(),
    extra={"lukket": "Lukketord"},
)
SAID = (
    *("17.01.2018", "0301 og 1201", "fra 41 til 93", "halvparten av 87 i 2021", "13 år", "Sistepost", "drift", "frivillige"),
    *("fra 61 % til 137 %", "Lukketord", "Førstetittel", "Førsteord", "Førstepost", "1 234 321", "Førstevirkning", "førsteplan.pdf"),
)


def dossier(name: str, *, public: bool = False) -> str:
    opened = ("sekretariat", CaseOpened(committee=CLOSED, committee_hash="d" * 64, program="0.1.0", title="2018-1"))
    assessment = assess(fold(events([opened, *received(FIRST), *received(LAST)])))
    publication = published(assessment, SPEECH.text) if public else None
    made = FORMATS[name](compose(Kind.DOSSIER, reading_of(assessment, IMPRINT, publication), "A"), SPEECH)
    return made.decode().replace("\xa0", " ")


@pytest.mark.parametrize("name", ["md", "html"])
def test_everything_that_was_sent_in_is_in_the_dossier(name: str) -> None:
    text = dossier(name)
    assert [said for said in SAID if said not in text] == []


@pytest.mark.parametrize("name", ["md", "html", "json"])
def test_the_publics_dossier_has_neither_earlier_revisions_nor_the_closed_field(name: str) -> None:
    text = dossier(name, public=True)
    assert "Lukketord" not in text
    assert "Første" not in text
    assert "Sisteord" in text or name == "json"
