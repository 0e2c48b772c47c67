"""What tells a withheld partner is withheld with it: the ground for a recusal, and each text that names it."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date

import pytest

from reviewer.documents.export import FORMATS
from reviewer.domain.application import Application, Organisation, OrganisationKind, Withheld
from reviewer.domain.assessment import assess
from reviewer.domain.case import fold
from reviewer.domain.events import Happening, Interest, InterestDeclared, Outcome
from reviewer.domain.meeting.acts import MEETING_ACTS, MeetingCalled, MotionMade, RemarkEntered
from reviewer.domain.proposal import Kind
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.domain.publication import Publication, published
from reviewer.domain.telling import OF_THE_MEETING, SAID_IN_MEETINGS
from reviewer.language.speech import Speech
from tests.domain.small_round import COMMITTEE, IMPRINT, events, opening, received, recommendation

SPEECH = Speech("nb")
UNSAID = "Skjult kommune"
GROUND = "offentleglova § 23"
ASK = Application(
    id="A",
    title="Ask",
    applicant=Organisation(name="Ask kommune", kind=OrganisationKind.MUNICIPALITY, number="0301"),
    partners=(Organisation(name=UNSAID), Organisation(name=COMMITTEE.seats[1].name)),
    summary="Et sammendrag.",
    withheld=(Withheld(field="partners", ground=GROUND),),
)
BJORK = replace(ASK, id="B", title="Bjørk", partners=(), withheld=())


def told(*bodies: tuple[str, Happening], ask: Application = ASK, bjork: Application = BJORK) -> Publication:
    case = fold(events([*opening(), *received(ask, bjork), *bodies]))
    return published(assess(case), SPEECH.text)


def declared(application: str, ground: str, seat: str = "lom") -> tuple[str, Happening]:
    return seat, InterestDeclared(application=application, declarer=seat, interest=Interest.RECUSED, ground=ground)


def fields(found: Publication, application: str) -> set[str]:
    return set(found.grounds(application))


def test_the_ground_for_a_recusal_goes_with_the_partners() -> None:
    found = told(declared("A", "Lom er partner"), declared("B", "Lom er søker"))
    assert found.grounds("A") == {"partners": GROUND, "recusals": GROUND}
    assert fields(found, "B") == set()
    asked = ((Kind.PROPOSAL, ""), (Kind.DOSSIER, "A"))
    papers = [compose(kind, reading_of(found.assessment, IMPRINT, found), about) for kind, about in asked]
    for paper in papers:
        for name in ("md", "html", "json"):
            assert "Lom er partner" not in FORMATS[name](paper, SPEECH).decode()


def test_partners_that_are_public_leave_the_grounds_as_they_are() -> None:
    found = told(declared("A", "Lom er partner"), ask=replace(ASK, withheld=()))
    assert fields(found, "A") == set()


@pytest.mark.parametrize("text", [f"Konkurrerer med {UNSAID}.", f"SKJULT  KOMMUNE er med i {ASK.title}"])
def test_a_text_that_names_the_partner_is_withheld_in_other_applications_too(text: str) -> None:
    reasoned = recommendation("B", Outcome.NOT_RECOMMENDED, reasons=text)
    found = told(declared("B", text), reasoned, ask=replace(ASK, summary=text))
    assert found.grounds("A") == {"partners": GROUND, "summary": GROUND}
    assert found.grounds("B") == {"recusals": GROUND, "reasons": GROUND}


def test_a_name_that_is_public_otherwise_tells_only_where_its_application_is_meant() -> None:
    seat = COMMITTEE.seats[1].name
    assert fields(told(declared("B", f"{seat} er søker")), "B") == set()
    assert fields(told(declared("B", f"{seat} er partner i Ask")), "B") == {"recusals"}


def test_part_of_a_word_is_no_name() -> None:
    found = told(declared("B", f"Med u{UNSAID.lower()}ns hjelp"))
    assert fields(found, "B") == set()


def test_a_partner_that_another_application_tells_openly_stays_there() -> None:
    found = told(bjork=replace(BJORK, partners=ASK.partners))
    assert fields(found, "B") == set()


def test_a_remark_on_the_whole_meeting_does_not_tell_the_name_either() -> None:
    called = MeetingCalled(meeting="m1", date=date(2018, 2, 14), place="Oslo", note="Kaffe.")
    remarks = [RemarkEntered(meeting="m1", remarker=seat, text=text) for seat, text in (("lom", f"Hva med {UNSAID}?"), ("voss", "Takk."))]
    found = told(*(("sekretariat", body) for body in (called, *remarks)))
    paper = compose(Kind.MINUTES, reading_of(found.assessment, IMPRINT, found), "m1")
    text = FORMATS["md"](paper, SPEECH).decode()
    assert UNSAID not in text
    assert "Takk." in text
    assert f"Unntatt offentlighet: {GROUND}" in text


NO_WORDS = frozenset(
    {
        *("meeting", "application", "matter", "number", "motion", "amends", "against_motion", "reason_codes"),
        *("place", "starts", "ends", "kind", "closed_on", "at_time", "arrives", "leaves", "attendee", "deputy"),
        *("introducers", "asker", "concerned", "decided_by", "chair", "proposer", "voters", "voted_for"),
        *("voted_against", "abstained", "chair_voted", "taking_part", "postponed_to", "remarker", "content", "by"),
        *("holder", "key", "of", "head", "approver", "declarer"),
    }
)
"""What a meeting's acts have that is no sentence: who, which, when, and how it was voted."""


@pytest.mark.parametrize("act", MEETING_ACTS, ids=lambda act: act.__name__)
def test_every_text_of_a_meetings_act_can_be_withheld(act: type) -> None:
    named = {field.name for field in dataclasses.fields(act) if "str" in str(field.type)}
    codes = {"reasons"} if act is MotionMade else set()
    of_the_meeting = set() if "application" in named and act is not RemarkEntered else set(OF_THE_MEETING)
    assert named - NO_WORDS - codes - of_the_meeting - set(SAID_IN_MEETINGS.get(act, {})) == set()
