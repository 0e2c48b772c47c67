"""What happened about a meeting, in one sentence of bokmål."""

from __future__ import annotations

from datetime import date

import pytest

from reviewer.domain.events import Outcome
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import MEETING_ACTS, FloorState, Manner, MeetingAct, Milestone, MotionKind, Presence, Standing, Triage
from reviewer.domain.narration import narrated
from reviewer.language.numbers import NBSP
from reviewer.language.speech import Speech
from tests.domain.small_round import COMMITTEE

DAY = date(2018, 2, 14)

SENTENCES: tuple[tuple[MeetingAct, str], ...] = (
    (acts.MeetingCalled(meeting="1", date=DAY, place="Oslo"), "Møtet er innkalt til 14.02.2018, Oslo."),
    (acts.MeetingCalled(meeting="1", date=DAY, place="Oslo", starts="09:45"), "Møtet er satt til 14.02.2018 kl. 09:45, Oslo."),
    (acts.AttendanceNoted(meeting="1", attendee="lom", presence=Presence.PRESENT), "Lom kommune er til stede."),
    (
        acts.AttendanceNoted(meeting="1", attendee="lom", presence=Presence.PRESENT, at_time="kl. 10.15", deputy="Kari Nordmann"),
        "Lom kommune er til stede fra kl. 10:15 (ved Kari Nordmann).",
    ),
    (
        acts.AttendanceNoted(meeting="1", attendee="lom", presence=Presence.ABSENT, at_time="11:00"),
        "Lom kommune er ikke til stede fra kl. 11:00.",
    ),
    (acts.AttendanceNoted(meeting="1", attendee="lom", presence=Presence.ABSENT), "Lom kommune er ikke til stede."),
    (acts.ItemPlaced(application="A", meeting="1", number="14/18", position=1), "Søknaden er sak 14/18 på sakslisten."),
    (acts.ItemPlaced(application="A", meeting="1", number="14/18", position=None), "Sak 14/18 ble tatt av sakslisten."),
    (acts.MatterPlaced(meeting="1", matter="m", number="1/18", position=1, title="Innkalling"), "Sak 1/18: Innkalling."),
    (acts.TriageSet(application="A", triage=Triage.UNLESS_ASKED), "Saken drøftes bare hvis noen ber om det."),
    (acts.DiscussionAsked(application="A", asker="lom"), "Lom kommune ber om at saken drøftes."),
    (
        acts.RecusalDecided(application="A", concerned="lom", standing=Standing.RECUSED, ground="partner"),
        "Rådet har vedtatt at Lom kommune er inhabil.",
    ),
    (
        acts.RecusalDecided(application="A", concerned="lom", standing=Standing.TAKES_PART, ground="discretion"),
        "Rådet har vedtatt at Lom kommune er habil og deltar.",
    ),
    (
        acts.RecusalDecided(application="A", concerned="lom", standing=Standing.OPEN, ground=""),
        "Vedtaket om habiliteten til Lom kommune ble trukket tilbake.",
    ),
    (acts.ActingChairSet(application="A", chair="lom", reason="Leder er inhabil."), "Lom kommune er setteleder i saken: Leder er inhabil."),
    (acts.ActingChairSet(application="A", chair="", reason="Feil."), "Settelederen leder ikke saken lenger: Feil."),
    (acts.FloorGiven(application="A", meeting="1", state=FloorState.OPEN), "Saken ble tatt opp i møtet."),
    (acts.MotionMade(application="A", motion="1", kind=MotionKind.MAIN, proposer="lom"), "Forslag 1 ble fremmet."),
    (acts.MotionMade(application="A", motion="2", kind=MotionKind.ALTERNATIVE, proposer="lom"), "Det ble fremmet et alternativt forslag."),
    (
        acts.VoteTaken(application="A", motion="1", manner=Manner.UNANIMOUS, voters=("lom",), chair="lom"),
        "Forslag 1 ble enstemmig vedtatt.",
    ),
    (
        acts.VoteTaken(application="A", motion="1", manner=Manner.SHOW, voters=(), chair="lom", for_count=5, against_count=2),
        "Votering over forslag 1: 5 for, 2 mot.",
    ),
    (
        acts.VoteTaken(
            application="A", motion="1", manner=Manner.NAMES, voters=("lom", "bergen"), chair="lom", voted_for=("lom", "bergen")
        ),
        "Votering over forslag 1: 2 for, 0 mot.",
    ),
    (
        acts.OverrunDecided(meeting="1", up_to=5_000, reason="Det haster.", taking_part=("lom", "bergen"), for_count=2, against_count=0),
        "Rådet tillater tildelinger på inntil 5 000 kr til sammen: Det haster. Vedtatt med 2 mot 0 stemmer.",
    ),
    (
        acts.OverrunDecided(
            meeting="1", up_to=5_000, reason="Det haster.", taking_part=tuple("abcd"), for_count=2, against_count=2, chair_voted="for"
        ),
        "Rådet tillater tildelinger på inntil 5 000 kr til sammen: Det haster. Vedtatt med 2 mot 2 stemmer; lederens stemme avgjorde.",
    ),
    (
        acts.Decided(application="A", meeting="1", motion="1", outcome=Outcome.CONDITIONS, amount=5_000, taking_part=(), chair="lom"),
        "Rådets vedtak: innstilles med vilkår, 5 000 kr.",
    ),
    (
        acts.Decided(application="A", meeting="1", motion="1", outcome=Outcome.POSTPONED, taking_part=(), chair="lom"),
        "Rådets vedtak: utsettes.",
    ),
    (
        acts.OverrunDecided(meeting="1", up_to=5_000, reason="Haster."),
        "Rådet tillater tildelinger på inntil 5 000 kr til sammen: Haster.",
    ),
    (acts.RemarkEntered(meeting="1", remarker="lom", text="Vi savner en plan."), "Protokolltilførsel fra Lom kommune: Vi savner en plan."),
    (acts.MinutesLocked(meeting="1", content="ab", day=DAY, by="lom"), "Protokollen ble låst."),
    (acts.FeedLocked(holder="lom", key="", of="rating/A", number=3), "Det som forelå da protokollen ble låst, gjelder."),
    (acts.MinutesCorrected(meeting="1", number=1, text="Lom møtte.", reason="Feil.", day=DAY), "Rettelse 1 av protokollen: Lom møtte."),
    (acts.MinutesApproved(meeting="1", approver="lom", content="ab"), "Lom kommune godkjente protokollen."),
    (acts.InterestConfirmed(application="A", declarer="lom"), "Lom kommune bekreftet habilitetserklæringen sin."),
    (
        acts.InterestConfirmed(application="", declarer="lom", meeting="m"),
        "Lom kommune bekreftet habilitetserklæringene sine i alle møtets saker.",
    ),
    (acts.RecipientDecided(application="A", outcome=Outcome.NOT_RECOMMENDED, day=DAY), "KS har vedtatt: tildeles ikke."),
    (acts.MilestoneSet(application="A", milestone=Milestone.PLAN_RECEIVED, due=DAY), "gevinstrealiseringsplan mottatt: frist 14.02.2018."),
    (acts.AttendanceExpected(meeting="m", attendee="voss", presence=acts.Presence.ABSENT), "Voss kommune er ikke ventet."),
    (acts.AttendanceExpected(meeting="m", attendee="voss", arrives="10:15"), "Voss kommune er ventet fra kl. 10:15."),
    (acts.ReserveKept(until=DAY), "Reservelisten gjelder til og med 14.02.2018."),
    (acts.ReserveKept(), "Reservelisten gjelder inntil videre."),
    (acts.MilestoneSet(application="A", milestone=Milestone.PAYMENT, done=DAY), "utbetaling frigitt: 14.02.2018."),
    (
        acts.MilestoneSet(application="A", milestone=Milestone.PAYMENT, done=DAY, note="Halve beløpet."),
        "utbetaling frigitt: 14.02.2018. Halve beløpet.",
    ),
)


@pytest.mark.parametrize(("body", "sentence"), SENTENCES)
def test_each_kind_is_told(body: MeetingAct, sentence: str) -> None:
    assert Speech("nb").text(narrated(body, COMMITTEE)).replace(NBSP, " ") == sentence


def test_no_kind_is_left_out() -> None:
    assert {type(body) for body, _ in SENTENCES} == set(MEETING_ACTS)
