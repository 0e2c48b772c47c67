"""The minutes: what a paper record says is what the case then tells, what is missing is said, and the paper reads as minutes do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviewer.documents.export import FORMATS
from reviewer.documents.markdown import markdown_text
from reviewer.domain.application import Withheld
from reviewer.domain.assessment import assess
from reviewer.domain.events import Outcome, Recommended, Undone
from reviewer.domain.meeting.acts import (
    AttendanceNoted,
    FloorGiven,
    FloorState,
    Manner,
    Milestone,
    MilestoneSet,
    MinutesCorrected,
    MinutesLocked,
    MotionKind,
    MotionMade,
    Presence,
    RecipientDecided,
    VoteTaken,
)
from reviewer.domain.meeting.attending import attended, attendee
from reviewer.domain.meeting.awaited import Awaited
from reviewer.domain.meeting.due import When, due
from reviewer.domain.meeting.locking import Head as End
from reviewer.domain.meeting.locking import locking
from reviewer.domain.meeting.minutes import Minutes, minutes, missing
from reviewer.domain.meeting.paper.record import Decision, Head, Record, Statement, Votes
from reviewer.domain.meeting.paper.recorded import recorded
from reviewer.domain.meeting.paper.restaged import restaged
from reviewer.domain.meeting.rehearsal import rehearsed
from reviewer.domain.meeting.sitting import meeting
from reviewer.domain.meeting.voting import By, Verdict
from reviewer.domain.proposal import Kind, Proposal
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.domain.publication import published
from reviewer.domain.registers import Dating
from reviewer.language.speech import Speech
from tests.domain.meeting.kept import IDS, RECORD, held
from tests.domain.meeting.room import CHAIR, MEETING, NOON, OFFICE, SEATS, Room, came, council
from tests.domain.meeting.room import left as away
from tests.domain.small_round import IMPRINT

SPEECH = Speech("nb")
DAY = RECORD.meeting.id
DECIDED = date(2018, 4, 1)


def kept(record: Record = RECORD) -> Minutes:
    found = minutes(held(record).case, DAY)
    assert found is not None
    return found


def lines(room: Room, seat: str = "") -> list[str]:
    case = room.case.seen_by(seat) if seat else room.case
    return text(compose(Kind.MINUTES, reading_of(assess(case), IMPRINT), DAY))


def text(paper: Proposal) -> list[str]:
    return markdown_text(paper, SPEECH).replace("\u00a0", " ").replace("\\", "").splitlines()


def lacks(record: Record) -> list[str]:
    return [SPEECH.text(said).replace("\u00a0", " ") for said in missing(kept(record), held().case.committee)]


def test_a_record_on_paper_is_what_the_case_then_tells() -> None:
    assert recorded(kept()) == RECORD


def test_the_votes_came_to_what_the_rules_say() -> None:
    first, second, *_ = kept().cases
    assert (first.results["1"].verdict, first.results["1"].by) == (Verdict.CARRIED, By.MAJORITY)
    assert (second.results["1"].verdict, second.results["1"].by) == (Verdict.LOST, By.CASTING_VOTE)


def test_the_sums_stand_against_the_frame() -> None:
    assert (kept().frame, kept().granted, kept().left) == (10_000_000, 10_000_000, 0)


def test_what_is_recommended_without_a_meeting_is_said_to_be_in_no_sum() -> None:
    room = Room().sit(CHAIR)
    room.write(Recommended(application="B", fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=3_000_000))
    found = minutes(room.case, MEETING)
    assert found is not None
    assert (found.apart, found.left) == (3_000_000, 10_000_000)
    told = "Det står innstillinger på til sammen 3 000 000 kr som ikke er vedtatt i noe møte. De er ikke med i summene her."
    assert told in text(compose(Kind.MINUTES, reading_of(assess(room.case), IMPRINT), MEETING))
    assert not any("noe møte" in SPEECH.text(one) for one in missing(found, room.case.committee))


def test_nothing_is_missing_in_minutes_that_say_all() -> None:
    assert lacks(RECORD) == []


ITEM = RECORD.items[0]
AS_CARRIED = Decision(outcome=Outcome.CONDITIONS, amount=4_000_000)
LACKING = [
    (replace(RECORD, meeting=replace(RECORD.meeting, place="")), ["Skriv hvor møtet ble holdt."]),
    (replace(RECORD, meeting=replace(RECORD.meeting, starts="", ends="")), ["Skriv når møtet begynte.", "Skriv når møtet sluttet."]),
    (
        replace(RECORD, meeting=replace(RECORD.meeting, absent=("medlem6",))),
        ["Før inn om disse møtte: medlem7 kommune."],
    ),
    (replace(RECORD, items=(replace(ITEM, votes=None),)), ["Sak 14/18 er verken avgjort eller utsatt."]),
    (
        replace(RECORD, items=(replace(ITEM, reasons="", conditions=(), amount=None),)),
        ["Sak 14/18: Skriv beløpet.", "Sak 14/18: Skriv vilkårene.", "Sak 14/18: Skriv begrunnelsen."],
    ),
    (
        replace(RECORD, items=(replace(ITEM, decision=replace(AS_CARRIED, conditions=("Enda  en plan.",))),)),
        [
            (
                "Sak 14/18: Vilkårene er ikke de som det ble stemt over: «Gevinstplanen er godkjent». "
                "Skriv dem slik, eller stem over et endringsforslag."
            )
        ],
    ),
    (replace(RECORD, items=(replace(ITEM, decision=replace(AS_CARRIED, conditions=("Gevinstplanen  er godkjent.",))),)), []),
    (replace(RECORD, items=(replace(ITEM, conditions=(), decision=replace(AS_CARRIED, conditions=("En plan.",))),)), []),
    (
        replace(RECORD, items=(replace(ITEM, votes=Votes(ayes=2, noes=2, abstained=1)),)),
        ["Sak 14/18: Stemmetallet er likt. Før inn hva møtelederen stemte."],
    ),
    (
        replace(RECORD, items=(replace(ITEM, amount=12_000_000),)),
        ["Rammen er overskredet med 2 000 000 kr, og rådet har ikke vedtatt at det er i orden."],
    ),
    (
        replace(RECORD, items=(replace(ITEM, amount=6_000_000, departure=""),)),
        ["Sak 14/18: 6 000 000 kr er mer enn det ble søkt om, 5 000 000 kr. Skriv hvorfor vedtaket avviker."],
    ),
    (
        replace(RECORD, items=(replace(ITEM, dissent=(Statement(seat="medlem2", text="For høyt."),)),)),
        ["Sak 14/18: medlem2 kommune tar dissens, men stemte for det som ble vedtatt. Ta bort dissensen, eller stem på nytt."],
    ),
    (
        replace(RECORD, items=(replace(ITEM, dissent=(Statement(seat="medlem6", text="For høyt."),)),)),
        ["Sak 14/18: medlem6 kommune tar dissens, men stemte ikke. Ta bort dissensen."],
    ),
    (
        replace(RECORD, meeting=replace(RECORD.meeting, ends="11:30")),
        ["Møtet sluttet kl. 11:30, men det er ført inn at noen kom eller gikk kl. 11:40. Rett klokkeslettene."],
    ),
    (
        replace(RECORD, meeting=replace(RECORD.meeting, starts="12:00")),
        ["Møtet begynte kl. 12:00, men det er ført inn at noen gikk kl. 11:40. Rett klokkeslettene."],
    ),
    (
        replace(RECORD, meeting=replace(RECORD.meeting, arrived={"medlem2": "08:00"})),
        ["Møtet begynte kl. 10:00, men det er ført inn at noen kom kl. 08:00. Rett klokkeslettene."],
    ),
    (
        replace(RECORD, meeting=replace(RECORD.meeting, starts="12:30", left={})),
        ["Møtet sluttet kl. 12:15, før det begynte kl. 12:30. Rett klokkeslettene."],
    ),
]


@pytest.mark.parametrize(("record", "said"), LACKING)
def test_what_the_law_asks_for_and_is_missing_is_said(record: Record, said: list[str]) -> None:
    assert lacks(record) == said


def test_an_empty_meeting_lacks_those_present_and_the_agenda() -> None:
    empty = Record(meeting=Head(id=DAY, date=RECORD.meeting.date, place="Oslo", starts="10:00", ends="10:05"))
    assert lacks(empty) == ["Før inn hvem som møtte.", "Det står ingenting på sakslisten."]


TOLD = [
    "# Protokoll fra møte i Prøverådet 01.03.2018",
    "- **Tid:** 10:00–12:15",
    "- **Sted:** Oslo, Haakon VIIs gate 9",
    "- **Forfall:** medlem6 kommune og medlem7 kommune",
    "- **Sekretariat:** Sekretariatet",
    "6 av 8 møtte. Rådet er vedtaksført når 4 er med. Hvem som var med i hver sak, står i saken.",
    "## Sak 13/18: Godkjenning av innkalling og saksliste",
    "## Sak 14/18: Tiltak A (A)",
    "medlem1 kommune er inhabil: har verv eller er ansatt hos en part (forvaltningsloven § 6).",
    "medlem1 kommune fratrådte ved behandlingen av saken.",
    "Votering over forslag 1: Vedtatt med 3 mot 2 stemmer.",
    "- **Mot:** medlem4 kommune og medlem5 kommune",
    "**Rådet anbefaler at KS tildeler 4 000 000 kr med vilkår.**",
    "medlem4 kommune tar dissens:",
    "> Beløpet er for høyt.",
    "## Sak 15/18: Tiltak B (B)",
    "medlem1 kommune var setteleder i saken. Leder er inhabil. Ført inn av Sekretariatet.",
    "Votering over forslag 1: Falt med 2 mot 2 stemmer; stemmen til setteleder, medlem1 kommune, avgjorde.",
    "Votering over forslag 2: Vedtatt med 3 mot 2 stemmer.",
    "Protokolltilførsel fra medlem2 kommune:",
    "## Sak 16/18: Tiltak C (C)",
    "medlem5 kommune var ikke til stede ved behandlingen av saken.",
    "Votering over forslag 1: Enstemmig vedtatt.",
    "Utsatt til: Neste møte",
    "## Sak 18/18: Eventuelt",
    "- **Igjen:** 0 kr",
    "Protokolltilførsel fra medlem3 kommune:",
]


def test_the_paper_tells_the_meeting_from_first_to_last() -> None:
    found = iter(lines(held()))
    assert [line for line in TOLD if line not in found] == []


def test_who_deputised_and_who_left_stands_with_those_present() -> None:
    (present,) = [line for line in lines(held()) if line.startswith("- **Til stede:**")]
    assert "Kari Nordmann for medlem2 kommune" in present
    assert "medlem5 kommune (til kl. 11:40)" in present


def test_a_recused_seat_has_no_trace_of_the_case_in_its_minutes() -> None:
    found = "\n".join(lines(held(), "medlem1"))
    assert "14/18" not in found
    assert "Tiltak A" not in found
    assert "Dette er protokollen slik" not in found  # the imprint of this test names no seat


def test_minutes_are_a_draft_until_they_are_locked() -> None:
    room = held()
    assert "- Protokollen er ikke låst." in lines(room)
    room.write(MinutesLocked(meeting=DAY, content="ab" * 32, day=RECORD.meeting.date, by=CHAIR))
    paper = compose(Kind.MINUTES, reading_of(assess(room.case), IMPRINT), DAY)
    assert "- **Gjennomgangen ble ledet av:** Oslo kommune (leder)" in text(paper)
    assert "- Protokollen er ikke låst." not in text(paper)


def test_a_correction_stands_beside_the_locked_text() -> None:
    room = held()
    room.write(MinutesCorrected(meeting=DAY, number=1, text="Møtet sluttet 12:20.", reason="Skrivefeil.", day=RECORD.meeting.date))
    assert "- Rettelse 1, 01.03.2018: Møtet sluttet 12:20. Grunn: Skrivefeil." in lines(room)
    assert "- **Tid:** 10:00–12:15" in lines(room)


def test_the_public_minutes_leave_out_what_the_committee_withholds() -> None:
    room = held()
    committee = room.case.committee
    room_case = room.case.with_committee(
        replace(committee, withheld=(Withheld(field="reasons", ground="§ 14"), Withheld(field="dissents", ground="§ 14")))
    )
    assessment = assess(room_case)
    found = "\n".join(text(compose(Kind.MINUTES, reading_of(assessment, IMPRINT, published(assessment, SPEECH.text)), DAY)))
    assert "Tiltaket er lønnsomt." not in found
    assert "Saken burde vært utsatt." not in found
    assert "Votering over forslag 1: Vedtatt med 3 mot 2 stemmer." in found


@pytest.mark.parametrize("kind", [Kind.MINUTES, Kind.AGENDA])
def test_agenda_and_minutes_go_into_every_format(kind: Kind) -> None:
    paper = compose(kind, reading_of(assess(held().case), IMPRINT), DAY)
    assert all(FORMATS[name](paper, SPEECH) for name in FORMATS)
    assert paper.data["kind"] == kind.value


def test_the_invitation_has_the_agenda_and_the_papers_of_every_case() -> None:
    paper = compose(Kind.AGENDA, reading_of(assess(held().case), IMPRINT), DAY)
    found = text(paper)
    assert "| 14/18 | Tiltak A (A) | Bergen kommune | 5 000 000 | medlem2 kommune | 15 |" in found
    assert [f"## Sak {number}/18: Tiltak {key} ({key})" in found for number, key in zip(range(14, 18), IDS, strict=True)] == [True] * 4
    assert SPEECH.text(paper.stem) == f"innkalling-{DAY}"


def test_the_agenda_has_no_column_that_is_empty_in_every_row() -> None:
    bare = replace(RECORD, items=tuple(replace(item, introducers=(), minutes=None) for item in RECORD.items))
    paper = compose(Kind.AGENDA, reading_of(assess(held(bare).case), IMPRINT), DAY)
    assert "| 14/18 | Tiltak A (A) | Bergen kommune | 5 000 000 |" in text(paper)


def test_a_case_without_a_number_gets_the_next_one() -> None:
    bare = replace(RECORD, items=tuple(replace(item, number="") for item in RECORD.items))
    placed = [step.body for step in restaged(bare, held().case.committee, ("30/18",)) if type(step.body).__name__ == "ItemPlaced"]
    assert [one.number for one in placed] == ["31/18", "32/18", "33/18", "34/18"]


def letter(*after: object, key: str = "A") -> str:
    room = held()
    room.write(*after)  # type: ignore[arg-type]
    return "\n".join(text(compose(Kind.LETTER, reading_of(assess(room.case), IMPRINT), key)))


def test_a_letter_takes_effect_with_the_recipients_decision_and_then_is_of_it() -> None:
    assert "KS vedtok dette" not in letter()
    assert "4 000 000 kr" in letter()
    smaller = RecipientDecided(application="A", outcome=Outcome.RECOMMENDED, day=DECIDED, amount=3_000_000, reason="Rammen er redusert.")
    found = letter(smaller)
    assert "KS vedtok dette 01.04.2018." in found
    assert "3 000 000 kr" in found
    assert "4 000 000 kr" not in found
    assert "Rammen er redusert." in found
    assert "Gevinstplanen er godkjent." not in found


def test_the_recipient_may_refuse_what_the_council_recommended() -> None:
    refused = RecipientDecided(application="A", outcome=Outcome.NOT_RECOMMENDED, day=DECIDED, reason="Det er ikke penger.")
    found = letter(refused)
    assert "# Avslag på søknaden" in found
    assert "Det er ikke penger." in found


def test_deadlines_that_are_set_stand_in_the_letter() -> None:
    agreed = RecipientDecided(application="A", outcome=Outcome.CONDITIONS, day=DECIDED, amount=4_000_000, conditions=("Plan.",))
    plan = MilestoneSet(application="A", milestone=Milestone.PLAN_RECEIVED, due=date(2018, 6, 1))
    assert "- 01.06.2018: gevinstrealiseringsplan mottatt" in letter(agreed, plan)


def test_the_proposal_tells_who_met_and_how_the_votes_fell() -> None:
    paper = "\n".join(text(compose(Kind.PROPOSAL, reading_of(assess(held().case), IMPRINT))))
    assert "| 14/18 | Tiltak A (A) | Vedtatt med 3 mot 2 stemmer. |" in paper
    assert "| 15/18 | Tiltak B (B) | Vedtatt med 3 mot 2 stemmer. |" in paper


def test_what_a_scheme_waits_for_is_due_when_its_own_file_says() -> None:
    room = held()
    room.write(RecipientDecided(application="A", outcome=Outcome.RECOMMENDED, day=DECIDED, amount=1))
    awaits = (Awaited(milestone=Milestone.PLAN_RECEIVED, days=60), Awaited(milestone=Milestone.FINAL_COMMITMENT))
    case = room.case.with_committee(replace(room.case.committee, awaits=awaits))
    found = {one.what: (one.when, one.due) for one in due(case, date(2018, 6, 1)) if one.application == "A"}
    assert found == {
        "plan_received": (When.OVERDUE, date(2018, 5, 31)),
        "commitment": (When.NO_DATE, None),
        "final_commitment": (When.NO_DATE, None),
        "recipient_decision": (When.DONE, None),
    }


def test_each_time_a_case_came_up_is_told_with_the_quorum_that_was_lost() -> None:
    room = Room(council(size=5), ("A",)).sit(*SEATS[:3], items=("A",))
    room.write(FloorGiven(application="A", meeting=MEETING, state=FloorState.OPEN), away(SEATS[2]))
    room.write(FloorGiven(application="A", meeting=MEETING, state=FloorState.WAITING), came(SEATS[2]))
    room.write(FloorGiven(application="A", meeting=MEETING, state=FloorState.OPEN))
    found = text(compose(Kind.MINUTES, reading_of(assess(room.case), IMPRINT), MEETING))
    at = found.index("Saken kom opp og ble satt tilbake på sakslisten.")
    assert [line for line in found[at : at + 6] if line] == [
        "Saken kom opp og ble satt tilbake på sakslisten.",
        "Ikke vedtaksført: 2 av 5 deltok, og det måtte være 3 (kommuneloven § 11-9).",
        "Saken ble tatt opp igjen senere i møtet.",
    ]


def test_what_was_carried_before_a_case_was_taken_up_again_is_told() -> None:
    room = Room(council(size=5), ("A",)).sit(*SEATS[:3], items=("A",))
    motion = MotionMade(application="A", motion="1", kind=MotionKind.MAIN, proposer=CHAIR, outcome=Outcome.POSTPONED)
    vote = VoteTaken(
        application="A", meeting=MEETING, motion="1", manner=Manner.UNANIMOUS, voters=SEATS[:3], chair=CHAIR, for_count=3, chair_voted="for"
    )
    opened, closed = (FloorGiven(application="A", meeting=MEETING, state=state) for state in (FloorState.OPEN, FloorState.CLOSED))
    room.write(opened, motion, vote, closed, opened, replace(motion, motion="2", outcome=Outcome.NOT_RECOMMENDED))
    room.write(replace(vote, motion="2"), closed)
    found = text(compose(Kind.MINUTES, reading_of(assess(room.case), IMPRINT), MEETING))
    assert "Da var forslag 1 vedtatt: utsettes." in found
    assert not [line for line in found if "Da var forslag 2" in line], "what was carried last is the decision"


def locked(room: Room) -> Room:
    ends = {(event.seat, event.feed): event for event in room.events}
    heads = [End(seat=seat, key="", feed=feed, number=event.number, id=event.id) for (seat, feed), event in ends.items()]
    room.write(*locking(room.case, DAY, heads, RECORD.meeting.date, CHAIR))
    return room


def test_corrections_of_a_case_are_numbered_within_it_and_none_is_undone() -> None:
    room = locked(held())
    for key in ("B", "A", ""):
        (event,) = room.write(MinutesCorrected(meeting=DAY, number=1, text="Ny.", reason="Feil.", day=RECORD.meeting.date, application=key))
    assert [line for line in lines(room) if "ettelse 1" in line] == [
        "- Rettelse 1, 01.03.2018: Ny. Grunn: Feil.",
        "- Sak 14/18, rettelse 1, 01.03.2018: Ny. Grunn: Feil.",
        "- Sak 15/18, rettelse 1, 01.03.2018: Ny. Grunn: Feil.",
    ]
    told = compose(Kind.MINUTES, reading_of(assess(room.case), IMPRINT), DAY).data["corrections"]
    assert isinstance(told, list)
    assert [(one["application"], one["number"], one["text"], one["reason"]) for one in told] == [
        ("", 1, "Ny.", "Feil."),
        ("A", 1, "Ny.", "Feil."),
        ("B", 1, "Ny.", "Feil."),
    ]
    assert rehearsed(room.events, OFFICE, [Undone(events=(event.id,), of=event.feed)], Dating(NOON + timedelta(days=1))) is not None


def test_a_deadline_without_conditions_is_refused() -> None:
    room = held()
    decided = room.case.dossiers["D"].decision
    assert decided is not None
    body = replace(decided, deadline=date(2018, 6, 1))
    assert rehearsed(room.events, OFFICE, [body], Dating(NOON + timedelta(days=1))) is not None


def test_locked_minutes_name_the_departure_that_nobody_explained() -> None:
    silent = replace(RECORD, items=tuple(replace(item, departure="", reasons="") for item in RECORD.items))
    room = held(silent)
    before = [line for line in lines(room) if "avvik" in line.casefold()]
    assert before
    assert [line for line in lines(locked(room)) if line in before] == before


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("", "", "Voss kommune (kl. 10:00–10:55 og fra kl. 11:10)"),
        ("Kari Nordmann", "Kari Nordmann", "Kari Nordmann for Voss kommune (kl. 10:00–10:55 og fra kl. 11:10)"),
        ("", "Kari Nordmann", "Voss kommune (kl. 10:00–10:55 og fra kl. 11:10 ved Kari Nordmann)"),
        ("Kari Nordmann", "", "Voss kommune (kl. 10:00–10:55 ved Kari Nordmann og fra kl. 11:10)"),
    ],
)
def test_a_deputy_is_told_for_the_time_in_which_it_sat_there(first: str, then: str, told: str) -> None:
    seat = SEATS[1]
    room = Room().sit(CHAIR, items=("A",))
    for presence, at, deputy in ((Presence.PRESENT, "10:00", first), (Presence.ABSENT, "10:55", ""), (Presence.PRESENT, "11:10", then)):
        room.write(AttendanceNoted(meeting=MEETING, attendee=seat, presence=presence, at_time=at, deputy=deputy))
    sat = meeting(room.case, MEETING)
    assert sat is not None
    one = attendee(sat, seat)
    assert one is not None
    assert SPEECH.value(attended("Voss kommune", one)).replace("\u00a0", " ") == told
