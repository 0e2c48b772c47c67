"""What happened in a meeting is told as it happened: votes and decisions that do not stand, who was out and back, who led, and why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviewer.cli.opened_case import opened_words
from reviewer.domain.assessment import assess
from reviewer.domain.committee import QuorumRules
from reviewer.domain.events import Happening, Interest, InterestDeclared, Outcome, Undone
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Manner, MotionKind, Presence, Standing
from reviewer.domain.meeting.locking import Head, locking
from reviewer.domain.meeting.minutes import Minutes, minutes, missing
from reviewer.domain.meeting.rehearsal import rehearsed
from reviewer.domain.meeting.reserve import recipients_doubts, reserve_list
from reviewer.domain.meeting.times import begun_early, begun_late
from reviewer.domain.proposal import Kind
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.domain.registers import Dating
from tests.domain.meeting.room import CALLED, CHAIR, MEETING, NOON, OFFICE, Room, came, council
from tests.domain.meeting.test_minutes import SPEECH, text
from tests.domain.small_round import IMPRINT

SIX = (CHAIR, "medlem1", "medlem2", "medlem3", "medlem4", "medlem5")


def room(*there: str) -> Room:
    return Room().sit(*(there or SIX))


def refused(held: Room, *bodies: Happening) -> str:
    said = rehearsed(held.events, OFFICE, bodies, Dating(NOON + timedelta(days=1)))
    return SPEECH.text(said).replace("\u00a0", " ") if said else ""


def moved(number: str = "1", amount: int | None = 4_000_000) -> acts.MotionMade:
    return acts.MotionMade(application="A", motion=number, kind=MotionKind.MAIN, proposer=CHAIR, outcome=Outcome.RECOMMENDED, amount=amount)


def vote(ayes: tuple[str, ...], noes: tuple[str, ...] = (), chair: str = CHAIR, reason: str = "") -> acts.VoteTaken:
    return acts.VoteTaken(
        application="A",
        motion="1",
        manner=Manner.NAMES,
        voters=tuple(seat for seat in (*SIX, "medlem6") if seat in {*ayes, *noes}),
        chair=chair,
        voted_for=ayes,
        voted_against=noes,
        meeting=MEETING,
        reason=reason,
    )


def decided(*by: str, reasons: str = "God.") -> acts.Decided:
    return acts.Decided(
        application="A",
        meeting=MEETING,
        motion="1",
        outcome=Outcome.RECOMMENDED,
        taking_part=by or SIX,
        chair=CHAIR,
        amount=4_000_000,
        reasons=reasons,
    )


def floor(state: FloorState, key: str = "A") -> acts.FloorGiven:
    return acts.FloorGiven(application=key, meeting=MEETING, state=state)


def noted(seat: str, presence: Presence, at: str = "") -> acts.AttendanceNoted:
    return acts.AttendanceNoted(meeting=MEETING, attendee=seat, presence=presence, at_time=at)


def recusal(seat: str = "medlem1") -> InterestDeclared:
    return InterestDeclared(application="A", declarer=seat, interest=Interest.RECUSED, ground="office")


def settled(held: Room) -> Room:
    held.write(floor(FloorState.OPEN), moved(), vote(SIX), decided(), floor(FloorState.CLOSED))
    return held


def paper(held: Room) -> str:
    return "\n".join(text(compose(Kind.MINUTES, reading_of(assess(held.case), IMPRINT), MEETING)))


def kept(held: Room) -> Minutes:
    found = minutes(held.case, MEETING)
    assert found is not None
    return found


def lock(held: Room) -> None:
    ends = {(event.seat, event.feed): event for event in held.events}
    heads = [Head(seat=seat, key="", feed=feed, number=event.number, id=event.id) for (seat, feed), event in ends.items()]
    held.write(*locking(held.case, MEETING, heads, date(2018, 3, 1), CHAIR))


def test_a_recusal_that_is_known_after_the_decision_leaves_the_vote_in_the_minutes_and_nobody_has_left() -> None:
    held = settled(room())
    held.write(recusal())
    told = paper(held)
    assert "Votering over forslag 1: Vedtatt med 6 mot 0 stemmer." in told
    assert "Voteringen teller ikke: medlem1 kommune var med og er inhabil." in told
    assert "fratrådte" not in told
    assert "medlem1 kommune var med på behandlingen av saken før det var kjent at medlemmet er inhabilt." in told
    assert "Saken må behandles på nytt uten den inhabile (forvaltningsloven § 6)." in told


def test_the_secretariat_is_told_that_the_case_is_to_be_treated_again() -> None:
    held = settled(room())
    held.write(recusal())
    said = [SPEECH.text(one).replace("\u00a0", " ") for one in missing(kept(held), held.case.committee)]
    assert "Sak 1/18: medlem1 kommune var med på voteringen og er inhabil. Behandle saken på nytt uten den inhabile." in said


def test_who_was_out_and_back_stands_with_both_times() -> None:
    held = room()
    for seat, presence, at in (("medlem2", Presence.ABSENT, "10:20"), ("medlem2", Presence.PRESENT, "10:40")):
        held.write(noted(seat, presence, at))
    held.write(noted("medlem2", Presence.ABSENT, "11:50"))
    assert "medlem2 kommune (til kl. 10:20 og kl. 10:40–11:50)" in paper(held)


TIMES = [
    ([("medlem1", Presence.PRESENT, "10:05")], ("medlem1", Presence.ABSENT, "10:03"), "for medlemmet var der kl. 10:05"),
    ([("medlem1", Presence.ABSENT, "10:30")], ("medlem1", Presence.PRESENT, "10:10"), "for medlemmet gikk kl. 10:30"),
    ([("medlem1", Presence.PRESENT, "10:05")], ("medlem1", Presence.ABSENT, "10:05"), ""),
    ([("medlem1", Presence.PRESENT, "10:05")], ("medlem1", Presence.PRESENT, "10:01"), ""),
    ([("medlem1", Presence.PRESENT, "23:50")], ("medlem1", Presence.ABSENT, "00:10"), "for medlemmet var der kl. 23:50"),
]


@pytest.mark.parametrize(("before", "then", "why"), TIMES)
def test_nobody_leaves_before_it_came(before: list[tuple[str, Presence, str]], then: tuple[str, Presence, str], why: str) -> None:
    held = room()
    held.write(*(noted(*one) for one in before))
    said = refused(held, noted(*then))
    assert why in said
    assert bool(said) is bool(why)


def test_a_meeting_in_the_evening_goes_on_past_midnight() -> None:
    held = room()
    held.write(replace(CALLED, starts="19:00"), noted("medlem1", Presence.PRESENT, "23:50"))
    assert refused(held, noted("medlem1", Presence.ABSENT, "00:10")) == ""


def test_nobody_leaves_before_it_voted() -> None:
    held = room()
    held.write(noted("medlem2", Presence.PRESENT, "10:30"))
    settled(held)
    assert "medlemmet stemte i sak 1/18, og det var etter kl. 10:30" in refused(held, noted("medlem1", Presence.ABSENT, "10:03"))
    assert refused(held, noted("medlem1", Presence.ABSENT, "10:45")) == ""


def test_when_somebody_came_is_not_put_right_to_after_a_vote_that_counts_it() -> None:
    held = room()
    settled(held)
    held.write(noted("medlem6", Presence.PRESENT, "10:40"))
    assert "medlemmet stemte i sak 1/18, og det var før kl. 10:40" in refused(held, noted("medlem1", Presence.PRESENT, "10:50"))
    assert refused(held, noted("medlem1", Presence.PRESENT, "10:20")) == ""
    held.write(noted("medlem1", Presence.ABSENT, "10:45"))
    assert refused(held, noted("medlem1", Presence.PRESENT, "10:50")) == ""


@pytest.mark.parametrize("written", ["10:15", "10.15", "kl. 10", "10"])
def test_a_clock_time_is_read_as_people_write_it(written: str) -> None:
    assert refused(room(), noted("medlem1", Presence.ABSENT, written)) == ""


def test_what_is_no_time_is_not_kept() -> None:
    assert "«halv elleve» er ikke et klokkeslett" in refused(room(), noted("medlem1", Presence.ABSENT, "halv elleve"))


def test_the_grounds_are_changed_only_with_a_quorum_but_what_was_left_open_may_be_written() -> None:
    held = room()
    held.write(moved(), vote(SIX), decided(reasons=""))
    held.write(*(noted(seat, Presence.ABSENT) for seat in SIX[1:]))
    assert refused(held, decided(reasons="God.")) == ""
    held.write(decided(reasons="God."))
    assert "Vedtaket kan bare endres når rådet er vedtaksført" in refused(held, decided(reasons="Noe annet."))
    held.write(*(noted(seat, Presence.PRESENT) for seat in SIX[1:]))
    assert refused(held, decided(reasons="Noe annet.")) == ""


def test_a_tie_names_the_acting_chair_who_parted_it() -> None:
    held = room()
    held.write(acts.ActingChairSet(application="A", chair="medlem1", reason="Eldst"), moved())
    held.write(vote(SIX[:3], SIX[3:], chair="medlem1"))
    told = paper(held)
    assert "Vedtatt med 3 mot 3 stemmer; stemmen til setteleder, medlem1 kommune, avgjorde." in told
    assert "medlem1 kommune var setteleder i saken. Eldst. Ført inn av Sekretariatet." in told


def test_one_vote_against_is_one() -> None:
    held = room()
    held.write(moved(), vote(SIX[1:], SIX[:1]))
    assert "Vedtatt med 5 mot 1 stemme." in paper(held)


def test_a_motion_is_voted_on_again_only_with_a_reason_and_both_votes_are_told_in_turn() -> None:
    held = room()
    held.write(moved(), vote(SIX[:2], SIX[2:]))
    assert "Det er stemt over forslag 1." in refused(held, vote(SIX))
    assert refused(held, vote(SIX, reason="Uklart forslag")) == ""
    held.write(vote(SIX, reason="Uklart forslag"))
    lines = [line for line in paper(held).splitlines() if "otering" in line and "##" not in line]
    assert lines == [
        "Votering over forslag 1: Falt med 2 mot 4 stemmer.",
        "Den senere voteringen over forslaget gjelder i stedet.",
        "Omvotering over forslag 1: Vedtatt med 6 mot 0 stemmer.",
        "Grunnen til omvoteringen: Uklart forslag.",
    ]


def test_how_the_leader_voted_is_added_to_equal_votes_without_a_new_vote() -> None:
    held = room()
    equal = acts.VoteTaken(
        application="A", motion="1", manner=Manner.SHOW, voters=SIX, chair=CHAIR, for_count=3, against_count=3, meeting=MEETING
    )
    held.write(moved(), equal)
    assert refused(held, replace(equal, chair_voted="for")) == ""
    held.write(replace(equal, chair_voted="for"))
    assert [one.ballot.again for one in kept(held).cases[0].ballots] == [False]


def test_the_reason_for_voting_again_stays_when_the_leaders_vote_is_added() -> None:
    held = room()
    equal = acts.VoteTaken(
        application="A", motion="1", manner=Manner.SHOW, voters=SIX, chair=CHAIR, for_count=3, against_count=3, meeting=MEETING
    )
    held.write(moved(), vote(SIX[:2], SIX[2:]), replace(equal, reason="Uklart forslag"), replace(equal, chair_voted="for"))
    assert "Grunnen til omvoteringen: Uklart forslag." in paper(held)


def test_the_proposal_tells_the_vote_on_an_amendment_that_made_the_decision() -> None:
    held = room()
    down = replace(moved("2", 3_000_000), kind=MotionKind.AMENDMENT, amends="1")
    held.write(moved(), down, vote(SIX), replace(vote(SIX[:4], SIX[4:]), motion="2"))
    held.write(
        acts.Decided(
            application="A",
            meeting=MEETING,
            motion="1",
            outcome=Outcome.RECOMMENDED,
            amount=3_000_000,
            taking_part=SIX,
            chair=CHAIR,
            reasons="x",
        )
    )
    assert kept(held).cases[0].tally == (4, 2), "the votes for the amount that was decided, not those for the motion it changed"
    lines = text(compose(Kind.PROPOSAL, reading_of(assess(held.case), IMPRINT)))
    assert "| 1/18 | Tiltak A (A) | Vedtatt med 6 mot 0 stemmer. Endringsforslag 2: Vedtatt med 4 mot 2 stemmer. |" in lines


def test_a_case_without_a_quorum_says_so_in_the_minutes() -> None:
    held = room(*SIX[:3])
    held.write(floor(FloorState.OPEN), moved(), floor(FloorState.CLOSED))
    told = paper(held)
    assert "Saken kunne ikke avgjøres." in told
    assert "3 av 8" in told.split("Saken kunne ikke avgjøres.")[1].splitlines()[2]


def test_the_quorum_of_a_past_case_is_told_in_the_past() -> None:
    held = room(*SIX[:3])
    held.write(floor(FloorState.OPEN), moved(), floor(FloorState.CLOSED))
    assert "Ikke vedtaksført: 3 av 8 deltok, og det måtte være 4 (kommuneloven § 11-9)." in paper(held).splitlines()


def test_what_is_missing_stands_case_by_case_in_the_order_of_the_agenda() -> None:
    held = room()
    fault = replace(vote(SIX), application="B")
    held.write(moved(), replace(moved(), application="B"), vote(SIX), fault, replace(decided(reasons=""), application="A"))
    held.write(replace(decided(*SIX[:5]), application="B"))
    numbers = [line.split()[2].rstrip(":") for line in paper(held).splitlines() if line.startswith(("- Sak ", "* Sak "))]
    assert numbers == ["1/18", "1/18", "2/18", "2/18"]


def test_an_approval_tells_its_day_and_the_corrections_that_came_after_it() -> None:
    held = settled(room())
    lock(held)
    (locked,) = [event.body for event in held.events if isinstance(event.body, acts.MinutesLocked)]
    approved = acts.MinutesApproved(meeting=MEETING, approver="medlem1", content=locked.content)
    correction = acts.MinutesCorrected(meeting=MEETING, number=1, text="Feil navn.", reason="Skrivefeil.", day=date(2018, 3, 2))
    held.write(approved, replace(approved, approver="medlem2"), seat="medlem1")
    held.write(correction, replace(correction, application="A"))
    held.write(replace(approved, approver="medlem3"), seat="medlem3")
    before = "før rettelse 1 og rettelse 1 i sak 1/18"
    told = (
        f"Godkjent av medlem1 kommune (01.03.2018, {before}), "
        f"medlem2 kommune (01.03.2018, ført inn av medlem1 kommune, {before}) og medlem3 kommune (01.03.2018)."
    )
    assert [line for line in paper(held).splitlines() if line.startswith("Godkjent av")] == [told]


def test_a_letter_of_what_ks_has_decided_does_not_say_that_ks_is_to_decide() -> None:
    held = settled(room())
    held.write(acts.RecipientDecided(application="A", outcome=Outcome.RECOMMENDED, day=date(2018, 4, 1), amount=4_000_000))
    after = text(compose(Kind.LETTER, reading_of(assess(held.case), IMPRINT), "A"))
    before = text(compose(Kind.LETTER, reading_of(assess(settled(room()).case), IMPRINT), "A"))
    assert ("## Videre behandling" in before, "## Videre behandling" in after) == (True, False)


def test_only_who_was_there_has_left() -> None:
    held = room(*SIX[:5])
    held.write(recusal(), recusal("medlem7"), floor(FloorState.OPEN))
    (left,) = [line for line in paper(held).splitlines() if "fratrådte" in line]
    assert left == "medlem1 kommune fratrådte ved behandlingen av saken."


def test_who_went_out_for_the_case_has_left_it_and_is_not_told_to_have_left_the_meeting() -> None:
    held = room()
    held.write(recusal(), noted("medlem1", Presence.ABSENT, "10:20"), floor(FloorState.OPEN), floor(FloorState.CLOSED))
    held.write(noted("medlem1", Presence.PRESENT, "10:40"))
    told = paper(held)
    assert "medlem1 kommune fratrådte ved behandlingen av saken." in told
    assert "medlem1 kommune (" not in told


def test_locked_minutes_keep_an_undecided_case_from_new_motions_until_a_new_meeting_has_it() -> None:
    held = settled(room())
    lock(held)
    late = acts.MotionMade(application="B", motion="1", kind=MotionKind.MAIN, proposer=CHAIR, outcome=Outcome.POSTPONED)
    declared = InterestDeclared(application="B", declarer="medlem2", interest=Interest.NONE)
    for body in (late, declared):
        assert "Sett den først på sakslisten til et nytt møte" in refused(held, body)
    held.write(replace(CALLED, meeting="m2", date=date(2018, 5, 1)))
    held.write(acts.ItemPlaced(application="B", meeting="m2", number="9/18", position=1))
    for body in (late, declared):
        assert refused(held, body) == ""


def test_locked_minutes_keep_the_interests_as_they_were() -> None:
    held = room()
    held.write(acts.RecusalDecided(application="B", concerned="medlem1", standing=Standing.TAKES_PART, ground="office", reason="Fjern."))
    lock(held)
    before = paper(held)
    held.write(replace(CALLED, meeting="m2", date=date(2018, 5, 1)))
    held.write(acts.ItemPlaced(application="B", meeting="m2", number="9/18", position=1))
    held.write(acts.RecusalDecided(application="B", concerned="medlem1", standing=Standing.RECUSED, ground="office", reason="Nær."))
    after = paper(held)
    assert "Fjern." in after
    assert [line for line in after.splitlines() if "medlem1" in line] == [line for line in before.splitlines() if "medlem1" in line]


def ks(outcome: Outcome, amount: int | None, key: str = "A") -> acts.RecipientDecided:
    return acts.RecipientDecided(application=key, outcome=outcome, day=date(2018, 4, 1), amount=amount, reason="Annet syn.")


def test_what_ks_has_refused_is_in_no_line_and_can_decline_nothing() -> None:
    held = settled(room())
    held.write(ks(Outcome.NOT_RECOMMENDED, None))
    assert "A" not in [one.application for one in reserve_list(assess(held.case))]
    assert "KS har ikke gitt tilskudd til A." in refused(held, GrantDeclined(application="A", reason="x"))


def test_the_recipient_decides_on_what_is_locked() -> None:
    held = settled(room())
    assert "er ikke låst, så rådets vedtak kan fortsatt endres" in refused(held, ks(Outcome.RECOMMENDED, 4_000_000))
    lock(held)
    assert refused(held, ks(Outcome.RECOMMENDED, 4_000_000)) == ""
    on_terms = replace(ks(Outcome.RECOMMENDED, 4_000_000), conditions=("Plan.",), reason="Tryggere.")
    assert refused(held, on_terms) == "Vilkår hører til «tildeles med vilkår». Velg det, eller skriv ingen vilkår."
    assert refused(held, replace(on_terms, outcome=Outcome.CONDITIONS)) == ""


def test_what_is_paid_is_not_decided_away_and_nobody_declines_twice() -> None:
    held = settled(room())
    lock(held)
    paid = acts.MilestoneSet(application="A", milestone=acts.Milestone.PAYMENT, done=date(2018, 5, 2), amount=3_000_000)
    held.write(ks(Outcome.RECOMMENDED, 4_000_000), paid)
    why = "3 000 000 kr ble utbetalt 02.05.2018. Vedtaket kan ikke gi mindre. Er utbetalingen ført inn feil, tar du den tilbake først."
    assert refused(held, ks(Outcome.NOT_RECOMMENDED, None)) == refused(held, ks(Outcome.RECOMMENDED, 2_000_000)) == why
    assert refused(held, ks(Outcome.RECOMMENDED, 3_000_000)) == ""
    held.write(replace(paid, done=None))
    assert refused(held, ks(Outcome.NOT_RECOMMENDED, None)) == ""
    held.write(GrantDeclined(application="A", reason="Lagt ned."))
    assert "har takket nei til tilskuddet til A" in refused(held, ks(Outcome.RECOMMENDED, 4_000_000))
    assert refused(held, ks(Outcome.NOT_RECOMMENDED, None)) == ""
    assert "allerede takket nei" in refused(held, GrantDeclined(application="A", reason="Lagt ned."))


def test_an_acting_chair_is_in_the_room_and_is_set_once() -> None:
    held = room()
    assert "medlem7 kommune er ikke i rommet" in refused(held, acts.ActingChairSet(application="A", chair="medlem7", reason="Eldst."))
    held.write(acts.ActingChairSet(application="A", chair="medlem1", reason="Eldst."))
    assert "allerede setteleder" in refused(held, acts.ActingChairSet(application="A", chair="medlem1", reason="Eldst."))
    assert refused(held, acts.ActingChairSet(application="A", chair="medlem2", reason="Eldst.")) == ""
    held.write(acts.ActingChairSet(application="A", chair="", reason="Leder er her."))
    assert refused(held, acts.ActingChairSet(application="A", chair="medlem1", reason="Eldst.")) == ""


def test_opening_the_last_case_says_which_are_left() -> None:
    held = room()
    held.write(floor(FloorState.OPEN, "B"))
    *_, last = opened_words(held.case, kept(held).meeting, kept(held).meeting.items[1])
    assert SPEECH.text(last) == "Ingen sak kommer etter denne på sakslisten. Disse er verken avgjort eller utsatt: 1/18."
    *_, last = opened_words(settled(room()).case, kept(settled(room())).meeting, kept(settled(room())).meeting.items[1])
    assert SPEECH.text(last) == "Dette er den siste saken på sakslisten."


def test_an_amount_of_ks_beyond_what_was_applied_for_or_the_frame_is_said() -> None:
    held = settled(room())
    assert recipients_doubts(held.case, ks(Outcome.RECOMMENDED, 5_000_000)) == ()
    said = [SPEECH.text(one).replace("\u00a0", " ") for one in recipients_doubts(held.case, ks(Outcome.RECOMMENDED, 12_000_000))]
    assert said == ["12 000 000 kr er mer enn det er søkt om, 5 000 000 kr.", "Med dette er rammen overskredet med 2 000 000 kr."]


def test_the_frame_is_exceeded_only_with_votes() -> None:
    body = acts.OverrunDecided(meeting=MEETING, up_to=12_000_000, reason="Viktig.", taking_part=SIX, chair=CHAIR)
    assert "Skriv hvor mange som stemte for å overskride rammen" in refused(room(), body)
    assert "flertall" in refused(room(), replace(body, for_count=2, against_count=4))
    assert refused(room(), replace(body, for_count=5, against_count=1)) == ""


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        (QuorumRules.KOMMUNELOVEN, "den stemmen avgjør ved stemmelikhet (kommuneloven § 11-9)."),
        (QuorumRules.FORVALTNINGSLOVEN_NEW, "den stemmen teller dobbelt ved stemmelikhet (forvaltningsloven (2025) § 90)."),
    ],
)
def test_equal_votes_on_the_frame_are_parted_by_the_leader_and_that_is_told(rules: QuorumRules, told: str) -> None:
    held = Room(council(rules)).sit(*SIX)
    body = acts.OverrunDecided(meeting=MEETING, up_to=12_000_000, reason="Viktig.", taking_part=SIX, chair=CHAIR)
    even = replace(body, for_count=3, against_count=3)
    assert "Før inn hva Oslo kommune (leder), som leder, stemte" in refused(held, even)
    assert "stemte mot: Rammen kan ikke overskrides." in refused(held, replace(even, chair_voted="against"))
    assert "ikke fikk stemmer" in refused(held, replace(body, for_count=6, chair_voted="against"))
    held.write(replace(even, chair_voted="for"))
    assert f"Votering: 3 for, 3 mot. Oslo kommune (leder), som ledet, stemte for, og {told}" in paper(held)


def test_who_took_an_acting_chair_away_by_undoing_it_stands_in_the_minutes() -> None:
    held = room()
    (event,) = held.write(acts.ActingChairSet(application="A", chair="medlem1", reason="Eldst."))
    held.write(Undone(events=(event.id,), application="A", of=event.feed))
    assert kept(held).cases[0].item.chair == CHAIR
    told = paper(held)
    assert "medlem1 kommune var setteleder i saken. Eldst. Ført inn av Sekretariatet." in told
    assert "Sekretariatet tok dette tilbake." in told


def test_an_arrival_after_the_beginning_is_told() -> None:
    held = room(*SIX[:5])
    held.write(came("medlem5"))
    held.write(noted("medlem6", Presence.PRESENT, "10:40"))
    assert "medlem6 kommune (fra kl. 10:40)" in paper(held)


def test_who_is_noted_before_the_beginning_is_there_from_it_and_a_key_pressed_twice_is_no_arrival() -> None:
    held = room(*SIX[:5])
    held.write(replace(CALLED, starts="10.00"))
    held.write(noted("medlem5", Presence.PRESENT, "09:48"), noted("medlem6", Presence.PRESENT, "09:50"))
    held.write(noted("medlem6", Presence.ABSENT, "09:52"))
    held.write(floor(FloorState.OPEN), noted("medlem5", Presence.ABSENT, "10:20"))
    assert "medlem5 kommune (til kl. 10:20)" in paper(held)
    assert kept(held).absent == ("medlem6",)
    assert "Rett klokkeslettene" not in " ".join(SPEECH.text(said) for said in missing(kept(held), held.case.committee))


@pytest.mark.parametrize(("opened", "begun"), [("12:30", "12:30"), ("13:00", ""), ("13:20", "")])
def test_a_meeting_whose_first_case_comes_up_before_the_time_it_was_called_for_began_then(opened: str, begun: str) -> None:
    held = room(*SIX[:5])
    held.write(called := replace(CALLED, starts="13:00"))
    early = begun_early(kept(held).meeting, CALLED.date, opened)
    assert (early.starts if early else "") == begun
    assert begun_late(kept(held).meeting, CALLED.date, opened) is (opened == "13:20")
    assert begun_early(kept(held).meeting, CALLED.date + timedelta(days=1), opened) is None
    held.write(called, floor(FloorState.OPEN))
    assert begun_early(kept(held).meeting, CALLED.date, opened) is None


def test_who_leaves_a_meeting_that_began_early_before_the_time_it_was_called_for_is_told_with_that_time() -> None:
    held = room(*SIX[:5])
    held.write(replace(CALLED, starts="13:00"), noted("medlem5", Presence.PRESENT, "12:25"))
    held.write(replace(CALLED, starts="12:30"), floor(FloorState.OPEN))
    gone = noted("medlem5", Presence.ABSENT, "12:40")
    assert not refused(held, gone)
    held.write(gone)
    assert "medlem5 kommune (til kl. 12:40)" in paper(held)


def test_who_came_before_a_meeting_that_began_late_was_there_from_its_beginning() -> None:
    held = room(*SIX[:5])
    held.write(replace(CALLED, starts="13:00"), noted("medlem5", Presence.PRESENT, "13:10"), floor(FloorState.OPEN))
    assert "medlem5 kommune (fra kl. 13:10)" in paper(held)
    held.write(replace(CALLED, starts="13:15"))
    assert "medlem5 kommune (" not in paper(held)


def test_a_case_that_somebody_asks_to_discuss_gets_the_minutes_of_the_agenda() -> None:
    held = Room(ids=("A", "B", "C")).sit(*SIX, items=())
    for key, position, planned in (("A", 1, 20), ("B", 2, None), ("C", 3, 20)):
        held.write(acts.ItemPlaced(application=key, meeting=MEETING, number=f"{position}/18", position=position, minutes=planned))
    held.write(acts.TriageSet(application="B", triage=acts.Triage.UNLESS_ASKED))
    assert [one.item.minutes for one in kept(held).cases] == [20, None, 20]
    held.write(acts.DiscussionAsked(application="B", asker="medlem1"), seat="medlem1")
    assert [one.item.minutes for one in kept(held).cases] == [20, 20, 20]
    held.write(acts.ItemPlaced(application="B", meeting=MEETING, number="2/18", position=2, minutes=5))
    assert [one.item.minutes for one in kept(held).cases] == [20, 5, 20]
