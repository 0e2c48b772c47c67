"""Every paper tells the same of who takes part: the body's decision goes before the declaration, and who led instead is told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from reviewer.documents.markdown import markdown_text
from reviewer.domain.application import Withheld
from reviewer.domain.assessment import assess
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.domain.meeting.acts import ActingChairSet, RecusalDecided, Standing
from reviewer.domain.proposal import Kind, Proposal
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.domain.publication import published
from reviewer.language.speech import Speech
from tests.domain.meeting.room import CHAIR, MEMBERS, Room
from tests.domain.small_round import IMPRINT

SPEECH = Speech("nb")
OTHERS = tuple(seat for seat in MEMBERS if seat not in {"medlem1", "medlem2"})


def heard() -> Room:
    """A room where `medlem1` only may have an interest in A and is recused, and `medlem2` recused itself and takes part after all."""
    room = Room().sit(CHAIR, *MEMBERS)
    room.write(InterestDeclared(application="A", declarer="medlem1", interest=Interest.POSSIBLE, ground="partner"), seat="medlem1")
    room.write(InterestDeclared(application="A", declarer="medlem2", interest=Interest.RECUSED, ground="Bor i Bergen."), seat="medlem2")
    room.write(
        RecusalDecided(
            application="A", concerned="medlem1", standing=Standing.RECUSED, ground="partner", reason="Er med i styret.", decided_by=OTHERS
        ),
        RecusalDecided(
            application="A", concerned="medlem2", standing=Standing.TAKES_PART, ground="", reason="Ikke nok.", decided_by=OTHERS
        ),
    )
    return room


def paper(room: Room, kind: Kind, about: str = "A") -> Proposal:
    return compose(kind, reading_of(assess(room.case), IMPRINT), "" if kind is Kind.PROPOSAL else about)


def plain(made: Proposal) -> str:
    return markdown_text(made, SPEECH).replace("\u00a0", " ").replace("\\", "")


def about_a(made: Proposal) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(json.dumps(dict(made.data), default=str))
    return next(one for one in whole["applications"] if one["id"] == "A")


@pytest.mark.parametrize("kind", [Kind.PROPOSAL, Kind.CASE_PAPER, Kind.DOSSIER])
def test_the_bodys_decision_is_told_with_who_decided_and_why(kind: Kind) -> None:
    told = plain(paper(heard(), kind))
    assert "medlem3 kommune" in told
    assert ": inhabil. Er med i styret." in told
    assert ": habil. Ikke nok." in told
    assert "forvaltningsloven § 6" in told


@pytest.mark.parametrize("kind", [Kind.PROPOSAL, Kind.CASE_PAPER])
def test_none_is_said_to_be_recused_where_the_body_has_let_all_take_part(kind: Kind) -> None:
    room = Room().sit(CHAIR, *MEMBERS)
    room.write(InterestDeclared(application="A", declarer="medlem2", interest=Interest.RECUSED, ground="party"), seat="medlem2")
    room.write(RecusalDecided(application="A", concerned="medlem2", standing=Standing.TAKES_PART, ground="party", decided_by=OTHERS))
    told = plain(paper(room, kind))
    assert "Ingen medlemmer er registrert som inhabile." in told
    assert "medlem2 kommune er inhabil" not in told


def test_a_case_paper_that_counts_a_recused_member_names_it() -> None:
    told = plain(paper(heard(), Kind.CASE_PAPER))
    assert "medlem1 kommune er inhabil" in told
    assert "medlem2 kommune er med i saken" in told


def test_what_is_settled_is_not_told_as_unsettled() -> None:
    assert "Det er ikke registrert om de er inhabile" not in plain(paper(heard(), Kind.PROPOSAL))


def test_the_statement_follows_the_body() -> None:
    found = about_a(paper(heard(), Kind.PROPOSAL))
    assert found["recused"] == [{"seat": "medlem1", "ground": "partner"}]
    assert [(one["seat"], one["standing"], one["declared"], one["decided_by"]) for one in found["interests"]] == [
        ("medlem1", "recused", "possible", list(OTHERS)),
        ("medlem2", "takes_part", "recused", list(OTHERS)),
    ]


def led() -> Room:
    """A room where an acting chair was set, taken away and set again."""
    room = Room().sit(CHAIR, *MEMBERS)
    room.write(ActingChairSet(application="A", chair="medlem1", reason="Leder er inhabil."))
    room.write(ActingChairSet(application="A", chair="", reason="Leder leder likevel."), seat=CHAIR)
    room.write(ActingChairSet(application="A", chair="medlem2", reason="Leder er inhabil igjen."))
    return room


@pytest.mark.parametrize("kind", [Kind.PROPOSAL, Kind.CASE_PAPER])
def test_who_led_instead_and_who_took_that_away_is_told_in_the_words_of_the_minutes(kind: Kind) -> None:
    told = plain(paper(led(), kind))
    first = told.index("medlem1 kommune var setteleder i saken. Leder er inhabil. Ført inn av Sekretariatet.")
    taken = told.index("Leder leder likevel. Ført inn av Oslo kommune (leder).")
    again = told.index("medlem2 kommune var setteleder i saken. Leder er inhabil igjen.")
    assert first < taken < again


def test_the_public_paper_has_neither_ground_nor_reason_where_they_are_withheld() -> None:
    room = heard()
    room.write(ActingChairSet(application="A", chair="medlem3", reason="Hemmelig grunn."))
    withheld = (Withheld(field="recusals", ground="offentleglova § 13"),)
    assessment = assess(room.case.with_committee(replace(room.case.committee, withheld=withheld)))
    public = compose(Kind.PROPOSAL, reading_of(assessment, IMPRINT, published(assessment, SPEECH.text)))
    told = plain(public) + json.dumps(dict(public.data), default=str, ensure_ascii=False)
    assert "medlem1 kommune" in told
    for secret in ("Er med i styret", "Ikke nok", "Bor i Bergen", "Hemmelig grunn", "en samarbeidspartner"):
        assert secret not in told
