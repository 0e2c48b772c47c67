"""After the meeting: what has been committed or paid, and what cannot have happened yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviewer.domain.events import Outcome
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.due import WITHDRAWAL, due, stood_before
from reviewer.domain.meeting.reserve import recipients_doubts
from tests.domain.meeting.room import CALLED, CHAIR, MEETING, Room
from tests.domain.meeting.test_course import ks, refused, room, settled
from tests.domain.meeting.test_minutes import SPEECH


def test_what_is_paid_is_declined_only_when_the_payment_is_taken_back() -> None:
    held = settled(room())
    held.write(ks(Outcome.RECOMMENDED, 4_000_000), done(acts.Milestone.COMMITMENT), done(acts.Milestone.PAYMENT))
    assert "4 000 000 kr ble utbetalt 05.04.2018 og er ikke ledig." in refused(held, GrantDeclined(application="A", reason="Trakk seg"))
    held.write(acts.MilestoneSet(application="A", milestone=acts.Milestone.PAYMENT))
    assert refused(held, GrantDeclined(application="A", reason="Trakk seg")) == ""


def test_what_a_second_payment_takes_the_place_of_is_told() -> None:
    held = settled(room())
    held.write(ks(Outcome.RECOMMENDED, 4_000_000), done(acts.Milestone.COMMITMENT))
    first = replace(done(acts.Milestone.PAYMENT), amount=1_000_000)
    assert stood_before(held.case.dossiers["A"], first) is None
    held.write(first)
    dossier = held.case.dossiers["A"]
    assert stood_before(dossier, first) is None
    assert stood_before(dossier, replace(first, done=None)) is None
    said = stood_before(dossier, replace(first, amount=3_000_000, done=date(2018, 5, 1)))
    assert said
    assert SPEECH.text(said).replace("\u00a0", " ") == (
        "Før sto det: utbetaling frigitt, 1 000 000 kr, 05.04.2018. Det som er skrevet nå, gjelder i stedet. "
        "Skriv summen når det er betalt i flere deler."
    )


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (
            ks(Outcome.NOT_RECOMMENDED, None),
            ["Tilsagn om 4 000 000 kr ble gitt 05.04.2018. Det må trekkes tilbake, og søkeren må få vite det."],
        ),
        (
            ks(Outcome.RECOMMENDED, 3_000_000),
            ["Tilsagn om 4 000 000 kr ble gitt 05.04.2018. Det må trekkes tilbake, og søkeren må få vite det."],
        ),
        (ks(Outcome.RECOMMENDED, 4_000_000), []),
    ],
)
def test_a_decision_below_what_was_committed_says_that_the_commitment_has_to_be_withdrawn(
    later: acts.RecipientDecided, said: list[str]
) -> None:
    held = settled(room())
    held.write(ks(Outcome.RECOMMENDED, 4_000_000))
    assert recipients_doubts(held.case, later) == (), "no commitment has been given yet"
    held.write(done(acts.Milestone.COMMITMENT))
    assert [SPEECH.text(one).replace("\u00a0", " ") for one in recipients_doubts(held.case, later)] == said


def done(step: acts.Milestone) -> acts.MilestoneSet:
    return acts.MilestoneSet(application="A", milestone=step, done=date(2018, 4, 5))


def test_minutes_are_not_locked_before_the_day_of_the_meeting() -> None:
    held = settled(room())
    early = acts.MinutesLocked(meeting=MEETING, content="0", day=CALLED.date - timedelta(days=1), by=CHAIR)
    assert "Protokollen låses ikke før den dagen." in refused(held, early)


def withdrawals(held: Room) -> list[str]:
    """Return what is due of commitments that have to be withdrawn, as it is told a day after the recipient decided."""
    return [SPEECH.text(one.said).replace("\u00a0", " ") for one in due(held.case, date(2018, 4, 2)) if one.what == WITHDRAWAL]


def test_what_was_committed_and_then_refused_is_due_until_the_applicant_has_been_told() -> None:
    held = settled(room())
    held.write(ks(Outcome.RECOMMENDED, 4_000_000), done(acts.Milestone.COMMITMENT))
    assert withdrawals(held) == []
    held.write(ks(Outcome.NOT_RECOMMENDED, None))
    told = "Trekk tilbake tilsagnet om 4 000 000 kr, gitt 05.04.2018, og gi søkeren beskjed"
    assert withdrawals(held) == [told]
    held.write(done(acts.Milestone.PLAN_RECEIVED))
    assert withdrawals(held) == [told], "another step takes nothing back"
    held.write(done(acts.Milestone.REFUSAL))
    assert withdrawals(held) == []


@pytest.mark.parametrize("milestone", [acts.Milestone.COMMITMENT, acts.Milestone.FINAL_COMMITMENT])
def test_a_commitment_of_more_than_is_decided_now_is_due_until_it_is_taken_back_or_given_anew(milestone: acts.Milestone) -> None:
    held = settled(room())
    held.write(ks(Outcome.RECOMMENDED, 4_000_000), done(milestone))
    less = replace(ks(Outcome.RECOMMENDED, 3_000_000), day=date(2018, 4, 10))
    held.write(less)
    assert len(withdrawals(held)) == 1
    held.write(replace(done(milestone), note="Sendt med post."))
    assert len(withdrawals(held)) == 1, "a note on the old commitment takes nothing back"
    held.write(acts.MilestoneSet(application="A", milestone=milestone))
    assert withdrawals(held) == []
    held.write(replace(done(milestone), done=date(2018, 4, 11)))
    assert withdrawals(held) == []
    held.write(replace(less, amount=5_000_000))
    assert withdrawals(held) == [], "more takes nothing back"
