"""After the meeting: what has been committed or paid, and what cannot have happened yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reviewer.domain.events import Outcome
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.reserve import recipients_doubts
from tests.domain.meeting.room import CALLED, CHAIR, MEETING
from tests.domain.meeting.test_course import ks, refused, room, settled
from tests.domain.meeting.test_minutes import SPEECH


def test_what_is_paid_is_declined_only_when_the_payment_is_taken_back() -> None:
    held = settled(room())
    held.write(ks(Outcome.RECOMMENDED, 4_000_000), done(acts.Milestone.COMMITMENT), done(acts.Milestone.PAYMENT))
    assert "4 000 000 kr ble utbetalt 05.04.2018 og er ikke ledig." in refused(held, GrantDeclined(application="A", reason="Trakk seg"))
    held.write(acts.MilestoneSet(application="A", milestone=acts.Milestone.PAYMENT))
    assert refused(held, GrantDeclined(application="A", reason="Trakk seg")) == ""


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
