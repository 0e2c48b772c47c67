"""What came after an application had come in is flagged in every paper on it, by name and day, and beside the deadline that it missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reviewer.documents.markdown import markdown_text
from reviewer.domain.application import Application
from reviewer.domain.assessment import assess
from reviewer.domain.case import Case, fold
from reviewer.domain.committee import Committee, ReceivedBy, Rule, Withheld
from reviewer.domain.events import CaseOpened, Rated, RatingState
from reviewer.domain.late import later, later_words
from reviewer.domain.proposal import Kind
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.domain.publication import published
from reviewer.language.speech import Speech
from tests.domain.small_round import BASIS, COMMITTEE, IMPRINT, application, events, received

SPEECH = Speech("nb")
FIRST = replace(application("A", "Bok", 1_000_000), received=date(2018, 1, 15), attachments=("plan.pdf",))
AFTER = replace(FIRST, received=date(2018, 2, 20), attachments=("plan.pdf", "nytt-budsjett.pdf"))
DEADLINE = Rule(id="frist", name="Kom innen fristen", test=ReceivedBy(deadline=date(2018, 1, 31)), basis=BASIS)
STRICT = replace(COMMITTEE, rules=(*COMMITTEE.rules, DEADLINE))
WHEN = "Den kom inn 15.01.2018 og ble endret 20.02.2018: vedlegg."
NAMED = "Vedlegg som kom senere: nytt-budsjett.pdf."
RATED = ("voss", Rated(application="A", criterion="nytte", state=RatingState.SCORED, score=4, seat="voss"))


def case(*revisions: Application, committee: Committee = COMMITTEE) -> Case:
    """Return the case of the revisions; Voss has rated the first."""
    opened = ("sekretariat", CaseOpened(committee=committee, committee_hash="0" * 64, program="0.1.0"))
    first, *rest = events([opened, *received(revisions[0]), RATED, *received(*revisions[1:])])[1:]
    rated = next(one for one in rest if isinstance(one.body, Rated))
    stamped = replace(rated, body=replace(rated.body, revision=first.id))
    return fold([events([opened])[0], first, *(stamped if one is rated else one for one in rest)])


def words(found: Case) -> str:
    told = later(found.committee, found.dossiers["A"])
    return "" if told is None else SPEECH.text(later_words(told))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, f"{WHEN} {NAMED}"),
        ({"attachments": ("plan.pdf",)}, ""),
        ({"received": date(2018, 1, 15)}, f"Annerledes enn da den kom inn: vedlegg. {NAMED}"),
        ({"received": None}, f"Annerledes enn da den kom inn: vedlegg. {NAMED}"),
        ({"attachments": ()}, "Den kom inn 15.01.2018 og ble endret 20.02.2018: vedlegg."),
        ({"attachments": ("plan.pdf",), "title": "Ny"}, "Den kom inn 15.01.2018 og ble endret 20.02.2018: tittel."),
    ],
)
def test_what_came_later_is_named_with_its_day(changed: dict[str, object], told: str) -> None:
    assert words(case(FIRST, replace(AFTER, **changed))) == told  # type: ignore[arg-type]


def test_it_is_held_against_how_the_application_first_came_in_however_many_revisions_there_are() -> None:
    assert words(case(FIRST, AFTER, replace(AFTER, title="Ny"))) == (
        f"Den kom inn 15.01.2018 og ble endret 20.02.2018: tittel og vedlegg. {NAMED}"
    )
    assert words(case(FIRST)) == ""


def test_a_deadline_that_only_the_change_missed_is_told_and_the_requirement_is_not_met_until_somebody_waives_it() -> None:
    late = case(FIRST, AFTER, committee=STRICT)
    assert words(late) == f"{WHEN} Det var etter fristen 31.01.2018. {NAMED}"
    assert assess(late).judged["A"].verdicts.eligible is False
    assert "fristen" not in words(case(replace(FIRST, received=date(2018, 2, 1)), AFTER, committee=STRICT))


@pytest.mark.parametrize("kind", [Kind.PROPOSAL, Kind.CASE_PAPER, Kind.READING_PACK, Kind.DOSSIER])
def test_every_paper_on_the_application_flags_it(kind: Kind) -> None:
    about = {Kind.PROPOSAL: "", Kind.READING_PACK: "voss"}.get(kind, "A")
    text = markdown_text(compose(kind, reading_of(assess(case(FIRST, AFTER)), IMPRINT), about), SPEECH)
    assert f"**Endret etter mottak:** {WHEN} {NAMED}" in text
    assert text.count("Endret etter mottak") == 1


def test_the_public_is_told_of_it_too_but_for_what_is_withheld() -> None:
    def public(committee: Committee, last: Application) -> str:
        found = assess(case(FIRST, last, committee=committee))
        return markdown_text(compose(Kind.PROPOSAL, reading_of(found, IMPRINT, published(found, SPEECH.text))), SPEECH)

    withheld = replace(COMMITTEE, withheld=(Withheld(field="attachments", ground="§ 13"),))
    assert NAMED in public(COMMITTEE, AFTER)
    hidden = public(withheld, replace(AFTER, title="Ny"))
    assert "Den kom inn 15.01.2018 og ble endret 20.02.2018: tittel." in hidden
    assert "nytt-budsjett" not in hidden
    assert "1 medlem vurderte søknaden før den ble endret, og vurderingen er beholdt." in hidden
    assert "trukket tilbake" not in hidden
