"""The other papers of a case: each says what it is for, and a letter follows what the council recommends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from reviewer.documents.export import FORMATS
from reviewer.documents.markdown import markdown_text
from reviewer.domain.assessment import assess
from reviewer.domain.blocks import Contents, Heading, Table
from reviewer.domain.committee import AmountApplied, SchemeMember
from reviewer.domain.events import Outcome
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting.acts import RecipientDecided
from reviewer.domain.proposal import Kind, Proposal
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.language.speech import Speech
from tests.domain.small_round import IMPRINT, application, case_of, opening, received, recommendation, settled

SPEECH = Speech("nb")


def made(kind: Kind, about: str = "", bodies=None) -> Proposal:
    return compose(kind, reading_of(assess(case_of(bodies or settled())), IMPRINT), about)


def text(paper: Proposal) -> str:
    return markdown_text(paper, SPEECH).replace("\u00a0", " ").replace("\\", "")


EVERY = [
    (Kind.PROPOSAL, "", "innstilling"),
    (Kind.RANKING, "", "rangert-liste"),
    (Kind.CASE_PAPER, "A", "saksframlegg-A"),
    (Kind.READING_PACK, "voss", "lesepakke-voss"),
    (Kind.LETTER, "A", "brev-A"),
    (Kind.DOSSIER, "A", "mappe-A"),
]


@pytest.mark.parametrize(("kind", "about", "stem"), EVERY)
def test_every_kind_has_its_name_and_goes_into_every_format(kind: Kind, about: str, stem: str) -> None:
    paper = made(kind, about)
    assert SPEECH.text(paper.stem) == stem
    assert all(FORMATS[name](paper, SPEECH) for name in FORMATS)
    assert paper.data["kind"] == kind.value


@pytest.mark.parametrize(("kind", "about", "stem"), EVERY)
def test_no_heading_skips_a_level_and_the_title_comes_first(kind: Kind, about: str, stem: str) -> None:
    levels = [block.level for block in made(kind, about).blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert 1 not in levels[1:]
    assert all(after - before <= 1 for before, after in pairwise(levels)), stem


def test_a_case_paper_begins_with_what_the_council_recommends() -> None:
    paper = made(Kind.CASE_PAPER, "A")
    headings = [SPEECH.text(block.text) for block in paper.blocks if isinstance(block, Heading) and block.level == 2]
    assert headings == [
        "Rådets innstilling",
        "Bakgrunn",
        "Søknaden",
        "Vurdering av søknaden",
        "Habilitet",
        "Slik kan dokumentet kontrolleres",
    ]
    assert [one["id"] for one in paper.data["applications"]] == ["A"]


def test_a_grant_is_committed_with_its_conditions() -> None:
    letter = text(made(Kind.LETTER, "A"))
    assert "# Tilsagn om tilskudd" in letter
    assert "KS gir Ask kommune tilsagn om inntil 5 500 000 kr fra Prøvefondet til Ask (A)." in letter
    assert "Dere har søkt om 6 000 000 kr. Tilsagnet gjelder en del av beløpet." in letter
    assert "1. Planen er klar." in letter
    assert "Kari Kontakt" in letter


def test_a_refusal_gives_the_committees_own_sentence_for_the_requirement() -> None:
    letter = text(made(Kind.LETTER, "D"))
    assert "# Avslag på søknaden" in letter
    assert "- Søkeren kan søke: Bare kommuner kan søke." in letter
    assert "Dunk er ingen kommune." in letter


def test_what_is_postponed_is_asked_for_what_is_lacking() -> None:
    bodies = settled()
    committee = bodies[0][1].committee
    rule = replace(committee.rules[0], id="medlem", name="Søkeren er med", test=SchemeMember())
    bodies[0] = (bodies[0][0], replace(bodies[0][1], committee=replace(committee, rules=(*committee.rules, rule))))
    letter = text(made(Kind.LETTER, "C", bodies))
    assert "# Vi trenger flere opplysninger" in letter
    assert "## Søkeren er med" in letter
    assert "Kravet er at søkeren og alle som tar løsningen i bruk, er medlemmer av ordningen." in letter
    assert "Mangler tall." in letter


def test_a_request_that_asks_for_nothing_is_a_draft() -> None:
    bodies = [*settled(), recommendation("C", Outcome.POSTPONED)]
    (lacking,) = made(Kind.LETTER, "C", bodies).missing
    assert SPEECH.text(lacking).startswith("Brevet sier ikke hvilke opplysninger som mangler.")
    unsettled = made(Kind.LETTER, "A", [*opening(), *received(application("A", "Ask", 1))]).missing
    assert [SPEECH.text(one).split(".")[0] for one in unsettled] == [
        "Rådet har ikke behandlet søknaden ferdig",
        "Brevet sier ikke hvilke opplysninger som mangler",
    ]
    assert not made(Kind.LETTER, "C").missing


def agreed(key: str, outcome: Outcome, amount: int | None, conditions: tuple[str, ...] = ()) -> tuple[str, RecipientDecided]:
    body = RecipientDecided(application=key, outcome=outcome, amount=amount, conditions=conditions, day=date(2018, 4, 1), reason="Enig.")
    return "sekretariat", body


def test_a_letter_is_a_draft_until_the_recipient_has_decided() -> None:
    undecided = "KS har ikke gjort vedtak om søknaden."
    for key, outcome in (("A", Outcome.RECOMMENDED), ("D", Outcome.NOT_RECOMMENDED)):
        before = made(Kind.LETTER, key)
        assert [SPEECH.text(said) for said in before.missing] == [undecided]
        assert "UTKAST" in text(before)
        amount = 5_500_000 if outcome is Outcome.RECOMMENDED else None
        assert not made(Kind.LETTER, key, [*settled(), agreed(key, outcome, amount)]).draft


def test_a_letter_is_a_draft_until_the_recommendation_is_whole() -> None:
    bodies = [*opening(), *received(application("A", "Ask", 1), application("B", "Eik", 1)), recommendation("B", Outcome.RECOMMENDED)]
    assert made(Kind.LETTER, "A", bodies).draft
    assert made(Kind.LETTER, "B", bodies).draft


def test_a_commitment_to_somebody_who_has_declined_is_a_draft_that_says_so() -> None:
    declined = ("sekretariat", GrantDeclined(application="A", reason="Lagt ned."))
    letter = made(Kind.LETTER, "A", [*settled(), declined])
    assert [SPEECH.text(said) for said in letter.missing] == ["Søkeren har takket nei.", "KS har ikke gjort vedtak om søknaden."]


def test_a_reading_pack_has_the_seats_own_ratings_and_what_remains() -> None:
    case = case_of(settled()).seen_by("lom")
    paper = compose(Kind.READING_PACK, reading_of(assess(case), IMPRINT), "lom")
    tables = {SPEECH.text(block.caption): block for block in paper.blocks if isinstance(block, Table)}
    overview = tables["Søknadene du deltar i, og hvor mange kriterier du ikke har vurdert"]
    assert [(SPEECH.text(row.cells[0]), row.cells[3]) for row in overview.rows] == [("Ask (A)", 1), ("Eik (C)", 2), ("Dunk (D)", 2)]
    shown = text(paper)
    assert "Kjenner ikke feltet" in shown
    assert "Bjørk" not in shown  # Lom is recused from it
    assert any(isinstance(block, Contents) for block in paper.blocks)


def test_a_dossier_has_everything_that_has_happened_and_every_line() -> None:
    shown = text(made(Kind.DOSSIER, "A"))
    assert "Kari Kontakt" in shown
    assert "| Utvikling | kostnad | 2018 | 1 000 000 |" in shown
    assert "| Oslo kommune (leder) | Nytte | 5 |" in shown
    assert shown.count("\n| 15.01.2018") == len(case_of(settled()).dossiers["A"].history)


def test_a_dossier_lists_the_ratings_as_the_committee_lists_seats_and_criteria() -> None:
    tables = {SPEECH.text(block.caption): block for block in made(Kind.DOSSIER, "A").blocks if isinstance(block, Table)}
    given = [(row.cells[0], row.cells[1]) for row in tables["Vurderingene til hvert medlem"].rows]
    committee = case_of(settled()).committee
    listed = [(seat.name, criterion.name) for seat in committee.seats for criterion in committee.criteria]
    assert given == sorted(given, key=listed.index)


DECIDED = [
    (Outcome.RECOMMENDED, 3_000_000, "KS vedtok 01.04.2018 å tildele 3 000 000 kr."),
    (Outcome.CONDITIONS, 3_000_000, "KS vedtok 01.04.2018 å tildele 3 000 000 kr med vilkår."),
    (Outcome.NOT_RECOMMENDED, None, "KS vedtok 01.04.2018 å ikke tildele midler."),
    (Outcome.POSTPONED, None, "KS vedtok 01.04.2018 å utsette søknaden."),
]


@pytest.mark.parametrize(("outcome", "amount", "told"), DECIDED)
def test_what_the_recipient_decided_is_told_in_a_sentence(outcome: Outcome, amount: int | None, told: str) -> None:
    decided = RecipientDecided(application="A", outcome=outcome, day=date(2018, 4, 1), amount=amount, reason="Annet syn.")
    assert f"\n{told}\n" in text(made(Kind.CASE_PAPER, "A", [*settled(), ("sekretariat", decided)]))


def test_an_id_that_no_file_system_takes_gives_a_name_that_all_take() -> None:
    bodies = [*opening(), *received(application("../A:1*", "Ask", 1))]
    assert SPEECH.text(made(Kind.CASE_PAPER, "../A:1*", bodies).stem) == "saksframlegg-A-1"


def test_an_application_or_a_seat_that_is_not_there_is_said() -> None:
    for kind in (Kind.CASE_PAPER, Kind.READING_PACK):
        with pytest.raises(KeyError):
            made(kind, "ingen")


def test_of_very_many_without_a_place_only_the_first_are_named() -> None:
    many = [application(f"A{number}", f"By {number}", 1_000_000) for number in range(30)]
    (told,) = (SPEECH.text(said) for said in made(Kind.RANKING, "", [*opening(), *received(*many)]).missing)
    assert told.count("By ") == 12
    assert told.endswith(" og 18 andre.")


def test_amounts_that_nobody_states_are_not_summed_to_nothing() -> None:
    shown = text(made(Kind.PROPOSAL, "", [*opening(), *received(application("A", "Ask", None), application("B", "Eik", None))]))
    assert "Det kom inn 2 søknader. Ingen av dem oppgir noe beløp." in shown
    assert "på til sammen 0 kr" not in shown
    assert "Ingen medlemmer har vurdert søknaden." in shown


def test_a_request_says_the_whole_requirement_where_there_is_nothing_to_measure() -> None:
    bodies = settled()
    committee = bodies[0][1].committee
    rule = replace(committee.rules[0], id="andel", name="Beløpet er innenfor", test=AmountApplied(at_most=5_000_000))
    bodies[0] = (bodies[0][0], replace(bodies[0][1], committee=replace(committee, rules=(rule,))))
    silent = [*opening(), *received(application("A", "Ask", None)), recommendation("A", Outcome.POSTPONED)]
    silent[0] = bodies[0]
    letter = text(made(Kind.LETTER, "A", silent))
    assert "Søknaden oppgir ikke søknadsbeløpet. Kravet er at søknadsbeløpet er høyst 5 000 000 kr." in letter
