"""What a recused seat writes into its file by hand: none of it counts, of any kind, however it is dated, and whatever comes first."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from reviewer.casefile.codec import had_of, hash_of
from reviewer.casefile.errors import Refused
from reviewer.domain.admission import Link
from reviewer.domain.enrolment import HandedIn, SeatKeyClosed
from reviewer.domain.events import (
    KINDS,
    AssumptionsSet,
    Dissented,
    EffectGraded,
    GrantDeclined,
    Happening,
    Interest,
    InterestDeclared,
    Outcome,
    PlaceMoved,
    Rated,
    RatingExcluded,
    RatingState,
    Recommended,
    Ruling,
    Stage,
    StageSet,
    Undone,
    VerdictRuled,
)
from reviewer.domain.meeting import acts
from reviewer.domain.rating import score
from reviewer.domain.recusal import WHEN_RECUSED, WhenRecused
from reviewer.domain.settlement import ConflictSettled
from reviewer.merge_words import no_longer
from reviewer.own_key import close_key, enrol
from reviewer.packing import hand_in
from tests.casefile.conftest import NOON
from tests.exchange.laptops import OFFICE, Laptop, identity, member, office, own, rated
from tests.exchange.test_forgeries import forged, sent

DAY = timedelta(days=1)
CHAIR, OUT = "oslo", "2026-1"
TOLD = "{seat} is or was recused from {application}. Because of that, this event does not count."

WRITTEN: tuple[Happening, ...] = (
    Rated(application=OUT, criterion="reuse", state=RatingState.SCORED, score=5, seat=CHAIR),
    HandedIn(application=OUT, seat=CHAIR),
    RatingExcluded(application=OUT, rater="bergen", reason="x"),
    PlaceMoved(application=OUT, to=1, reason="x"),
    AssumptionsSet(application=OUT, given=(("rate", "0.03"),), reason="x"),
    EffectGraded(application=OUT, effect="Virkning", grade="++", reason="x"),
    VerdictRuled(application=OUT, rule="cap", ruling=Ruling.WAIVED, reason="x"),
    Recommended(application=OUT, fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=5),
    Dissented(application=OUT, dissenter=CHAIR, text="x"),
    InterestDeclared(application=OUT, declarer="bergen", interest=Interest.RECUSED),
    acts.ItemPlaced(application=OUT, meeting="m", number="1/26", position=1),
    acts.TriageSet(application=OUT, triage=acts.Triage.UNLESS_ASKED),
    acts.DiscussionAsked(application=OUT, asker=CHAIR),
    acts.RecusalDecided(application=OUT, concerned="bergen", standing=acts.Standing.RECUSED, ground="§ 6"),
    acts.ActingChairSet(application=OUT, chair="bergen", reason="x"),
    acts.FloorGiven(application=OUT, meeting="m", state=acts.FloorState.OPEN),
    acts.MotionMade(application=OUT, motion="1", kind=acts.MotionKind.MAIN, proposer="bergen", outcome=Outcome.RECOMMENDED, amount=5),
    acts.VoteTaken(application=OUT, motion="1", manner=acts.Manner.UNANIMOUS, voters=("bergen",), chair="bergen", meeting="m"),
    acts.Decided(application=OUT, meeting="m", motion="1", outcome=Outcome.RECOMMENDED, taking_part=("bergen",), chair="bergen"),
    acts.RemarkEntered(application=OUT, meeting="m", remarker=CHAIR, text="x"),
    acts.MinutesCorrected(application=OUT, meeting="m", number=1, text="x", reason="x", day=NOON.date()),
)
SECRETARIATS = {GrantDeclined, ConflictSettled, acts.RecipientDecided, acts.MilestoneSet}
"""What only the secretariat does at all: of a chair it is refused before anybody asks whether it is recused."""

RECUSED = InterestDeclared(application=OUT, declarer=CHAIR, interest=Interest.RECUSED, ground="§ 6")
"""Written down by the secretariat, so that the chair's own chain does not tell what came first."""


def test_every_kind_of_act_is_tried() -> None:
    about = {kind for kind in KINDS.values() if WHEN_RECUSED[kind] is WhenRecused.SHUT and "application" in kind.__dataclass_fields__}
    assert {*map(type, WRITTEN), InterestDeclared} == (about - SECRETARIATS) | {InterestDeclared}


@pytest.fixture
def secretariat(tmp_path: Path) -> Laptop:
    laptop = office(tmp_path)
    laptop.act([acts.MeetingCalled(meeting="m", date=NOON.date(), place="Oslo")], NOON)
    return laptop


BACK_DATED = [(body, -1) for body in WRITTEN if not isinstance(body, Rated | HandedIn)]


@pytest.mark.parametrize(("body", "dated"), [*BACK_DATED, *((body, 1) for body in WRITTEN)], ids=lambda one: type(one).__name__)
def test_nothing_that_a_recused_chair_writes_of_the_case_comes_in(secretariat: Laptop, body: Happening, dated: int) -> None:
    secretariat.act([RECUSED], NOON + timedelta(hours=1))
    before, case = secretariat.file.hash(), secretariat.file.case()
    link = forged(secretariat.file.case_id, body, CHAIR, CHAIR, at=NOON + timedelta(hours=1 + dated))
    answer = sent(secretariat, CHAIR, link)
    assert (answer.added, [one.why.message for one in answer.refused]) == (0, [TOLD])
    assert (secretariat.file.hash(), secretariat.file.case()) == (before, case)
    checked = secretariat.file.verify()
    assert checked.problems == ()
    assert [one.message for one in checked.remarks] == [
        "{number} event of {seat} about an application that it is or was recused from is on file and does not count."
    ]


def test_a_back_dated_rating_counts_for_nothing_while_the_seat_is_recused(secretariat: Laptop) -> None:
    secretariat.act([RECUSED], NOON + timedelta(hours=1))
    before = secretariat.file.case().dossiers[OUT]
    sent(secretariat, CHAIR, *chain(secretariat.file.case_id, *WRITTEN[:2]))
    dossier, committee = secretariat.file.case().dossiers[OUT], secretariat.file.case().committee
    assert dossier.ratings.keys() == {(CHAIR, "reuse")}
    assert score(committee, dossier.ratings, dossier.recused()) == score(committee, before.ratings, before.recused())
    assert score(committee, dossier.ratings, dossier.recused()) != score(committee, dossier.ratings)


def chain(case: str, *bodies: Happening, hours: int = 0) -> list[Link]:
    links: list[Link] = []
    for number, body in enumerate(bodies, start=1):
        previous = links[-1].event.id if links else ""
        links.append(forged(case, body, CHAIR, CHAIR, number=number, previous=previous, at=NOON + timedelta(hours=hours)))
    return links


def test_what_the_chair_had_written_before_stays_and_cannot_be_taken_back_by_it(secretariat: Laptop) -> None:
    ruled = WRITTEN[6]
    (before,) = chain(secretariat.file.case_id, ruled)
    assert sent(secretariat, CHAIR, before).added == 1
    secretariat.act([RECUSED], NOON + timedelta(hours=1))
    undone = Undone(events=(before.event.id,), application=OUT, of=f"application/{OUT}")
    back = forged(secretariat.file.case_id, undone, CHAIR, CHAIR, number=2, previous=before.event.id, at=NOON)
    assert [one.why.message for one in sent(secretariat, CHAIR, back).refused] == [TOLD]
    assert secretariat.file.case().dossiers[OUT].rulings.keys() == {"cap"}


def test_its_own_interest_a_recused_seat_may_still_declare(secretariat: Laptop) -> None:
    out = InterestDeclared(application=OUT, declarer=CHAIR, interest=Interest.RECUSED)
    possible = InterestDeclared(application=OUT, declarer=CHAIR, interest=Interest.POSSIBLE)
    assert sent(secretariat, CHAIR, *chain(secretariat.file.case_id, out, WRITTEN[6], possible)).added == 2
    dossier = secretariat.file.case().dossiers[OUT]
    assert (dossier.recused(), dossier.rulings) == (frozenset(), {})


def test_who_takes_part_again_goes_on_in_the_same_chain(tmp_path: Path, secretariat: Laptop) -> None:
    secretariat.act([RECUSED], NOON + timedelta(hours=1))
    sent(secretariat, CHAIR, *chain(secretariat.file.case_id, WRITTEN[6], hours=2))
    secretariat.act([InterestDeclared(application=OUT, declarer=CHAIR, interest=Interest.NONE)], NOON + 3 * DAY)
    chair = member(tmp_path, CHAIR, secretariat, NOON + 3 * DAY)
    chair.act([PlaceMoved(application=OUT, to=1, reason="x")], NOON + 4 * DAY)
    assert secretariat.take(chair.pack(NOON + 4 * DAY), at=NOON + 4 * DAY).refused == ()
    assert chair.file.case() == secretariat.file.case().seen_by(CHAIR)
    dossier = secretariat.file.case().dossiers[OUT]
    assert (dossier.rulings, dossier.move.to if dossier.move else None) == ({}, 1)
    assert chair.file.verify().problems == secretariat.file.verify().problems == ()


def test_a_recusal_and_what_was_written_beside_it_come_to_the_same_in_any_order(tmp_path: Path, secretariat: Laptop) -> None:
    case = secretariat.file.case_id
    declared = forged(case, RECUSED, CHAIR, CHAIR, at=NOON + timedelta(hours=1))
    packets = [declared], [forged(case, WRITTEN[2], CHAIR, CHAIR, at=NOON)], chain(case, WRITTEN[0], WRITTEN[1], hours=2)
    found = set()
    for turn, order in enumerate(permutations(packets)):
        laptop = Laptop(tmp_path, OFFICE, name=f"{OFFICE}{turn}")
        shutil.copyfile(secretariat.path, laptop.path)
        laptop.opened().signer = own(OFFICE)
        for links in order:
            sent(laptop, CHAIR, *links)
        found.add((laptop.file.hash(), tuple(laptop.file.void().items())))
        assert laptop.file.verify().problems == ()
    assert len(found) == 1
    assert len(next(iter(found))[1]) == 3


def test_a_recused_secretariat_still_keeps_the_keys(secretariat: Laptop) -> None:
    sent(secretariat, "bergen", forged(secretariat.file.case_id, acts.DiscussionAsked(application=OUT, asker="bergen"), "bergen", "bergen"))
    secretariat.act([InterestDeclared(application=OUT, declarer=OFFICE, interest=Interest.RECUSED)], NOON)
    with pytest.raises(Refused):
        secretariat.act([acts.TriageSet(application=OUT, triage=acts.Triage.UNLESS_ASKED)], NOON)
    close_key(secretariat.file, OFFICE, SeatKeyClosed(holder="bergen", key=own("bergen").key, reason="Mistet."), NOON + DAY)
    assert secretariat.file.verify().problems == ()


def test_a_recusal_tells_nobody_how_far_the_seats_ratings_have_come(tmp_path: Path, secretariat: Laptop) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated(OUT, "bergen", 4, 5), NOON)
    hand_in(bergen.file, "bergen", NOON)
    secretariat.take(bergen.pack(NOON + DAY), at=NOON + DAY)
    for laptop in (secretariat, bergen):
        (event,) = laptop.act([InterestDeclared(application=OUT, declarer="bergen", interest=Interest.RECUSED)], NOON + DAY)
        (stored,) = (one for one in laptop.file.stored_events() if hash_of(one) == event.id)
        assert had_of(stored) == {}


def opened_round(tmp_path: Path, secretariat: Laptop) -> Laptop:
    """Let Bergen rate and hand in, open the ratings, and return the chair's laptop."""
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated(OUT, "bergen", 4, 5), NOON)
    hand_in(bergen.file, "bergen", NOON)
    secretariat.take(bergen.pack(NOON), at=NOON)
    secretariat.act([StageSet(stage=Stage.OPENED)], NOON)
    return member(tmp_path, CHAIR, secretariat)


LEFT_OUT = RatingExcluded(application=OUT, rater="bergen", reason="x")


def test_what_a_chair_left_out_counts_again_at_once_and_everywhere_when_it_is_recused(tmp_path: Path, secretariat: Laptop) -> None:
    chair = opened_round(tmp_path, secretariat)
    chair.act([LEFT_OUT], NOON + DAY)
    secretariat.take(chair.pack(NOON + DAY), at=NOON + DAY)
    assert secretariat.file.case().dossiers[OUT].excluded.keys() == {("bergen", "")}
    secretariat.act([RECUSED], NOON + 2 * DAY)
    (tmp_path / "second").mkdir()
    second = Laptop(tmp_path / "second", OFFICE)
    second.take(secretariat.pack(NOON + 2 * DAY, to=OFFICE), at=NOON + 2 * DAY)
    for laptop in (secretariat, second):
        assert (laptop.file.hash(), laptop.file.verify().problems) == (second.file.hash(), ())
        assert laptop.file.case().dossiers[OUT].excluded == {}
    secretariat.act([InterestDeclared(application=OUT, declarer=CHAIR, interest=Interest.NONE)], NOON + 3 * DAY)
    assert secretariat.file.case().dossiers[OUT].excluded.keys() == {("bergen", "")}
    assert secretariat.file.verify().problems == ()


def test_a_rating_dated_by_a_clock_that_is_ahead_leaves_the_file_whole_at_a_recusal(tmp_path: Path, secretariat: Laptop) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.wrong = timedelta(minutes=5)
    bergen.act(rated(OUT, "bergen", 4, 5), NOON)
    hand_in(bergen.file, "bergen", NOON + bergen.wrong)
    assert secretariat.take(bergen.pack(NOON), at=NOON).added == 3
    secretariat.act([InterestDeclared(application=OUT, declarer="bergen", interest=Interest.RECUSED)], NOON + timedelta(minutes=1))
    assert secretariat.file.verify().problems == ()


def taken_back_by_a_clock_that_is_behind(tmp_path: Path, secretariat: Laptop) -> None:
    secretariat.act([InterestDeclared(application=OUT, declarer="bergen", interest=Interest.RECUSED)], NOON)
    chair = member(tmp_path, CHAIR, secretariat)
    chair.wrong = -3 * DAY
    chair.act([InterestDeclared(application=OUT, declarer="bergen", interest=Interest.NONE)], NOON)
    secretariat.take(chair.pack(NOON), at=NOON)


def settled_that_it_takes_part(tmp_path: Path, secretariat: Laptop) -> None:
    chair = member(tmp_path, CHAIR, secretariat)
    chair.act([InterestDeclared(application=OUT, declarer="bergen", interest=Interest.NONE)], NOON)
    secretariat.act([InterestDeclared(application=OUT, declarer="bergen", interest=Interest.RECUSED)], NOON + timedelta(minutes=1))
    secretariat.take(chair.pack(NOON), at=NOON + timedelta(minutes=1))
    (conflict,) = secretariat.file.case().conflicts
    none, out = conflict.events
    settled = ConflictSettled(field=conflict.register, kept=none.id, dropped=(out.id,), holder=CHAIR, of=none.feed, application=OUT)
    secretariat.act([settled], NOON + timedelta(minutes=1))


@pytest.mark.parametrize("free", [taken_back_by_a_clock_that_is_behind, settled_that_it_takes_part])
def test_who_is_not_recused_is_not_held_for_it_by_any_clock(tmp_path: Path, secretariat: Laptop, free: Callable[..., None]) -> None:
    free(tmp_path, secretariat)
    assert secretariat.file.case().dossiers[OUT].recused() == frozenset()
    bergen = member(tmp_path, "bergen", secretariat, NOON + timedelta(minutes=1))
    bergen.act([*rated(OUT, "bergen", 4, 5), acts.DiscussionAsked(application=OUT, asker="bergen")], NOON + timedelta(minutes=2))
    hand_in(bergen.file, "bergen", NOON + timedelta(minutes=3))
    answer = secretariat.take(bergen.pack(NOON + DAY), at=NOON + DAY)
    assert (answer.added, answer.refused) == (4, ())
    assert secretariat.file.case().dossiers[OUT].ratings.keys() == {("bergen", "reuse"), ("bergen", "benefit")}
    assert secretariat.file.verify().problems == ()


def test_settled_the_other_way_nothing_of_the_seat_counts(secretariat: Laptop) -> None:
    secretariat.act([RECUSED], NOON)
    forged_none = forged(
        secretariat.file.case_id, InterestDeclared(application=OUT, declarer=CHAIR, interest=Interest.NONE), CHAIR, CHAIR, at=NOON + DAY
    )
    sent(secretariat, CHAIR, forged_none)
    (conflict,) = secretariat.file.case().conflicts
    out, none = conflict.events
    settled = ConflictSettled(field=conflict.register, kept=out.id, dropped=(none.id,), holder=OFFICE, of=out.feed, application=OUT)
    secretariat.act([settled], NOON + DAY)
    link = forged(secretariat.file.case_id, WRITTEN[6], CHAIR, CHAIR, number=2, previous=forged_none.event.id, at=NOON + DAY)
    assert [one.why.message for one in sent(secretariat, CHAIR, link).refused] == [TOLD]
    assert secretariat.file.verify().problems == ()


def test_a_merge_tells_what_counted_until_a_recusal_came(tmp_path: Path, secretariat: Laptop) -> None:
    chair = member(tmp_path, CHAIR, secretariat)
    enrol(secretariat.file, OFFICE, OFFICE, identity("deputy").card(), NOON)
    (tmp_path / "deputy").mkdir()
    deputy = Laptop(tmp_path / "deputy", OFFICE, name="deputy")
    deputy.take(secretariat.pack(NOON, to=OFFICE), at=NOON)
    deputy.act([RECUSED], NOON + timedelta(hours=1))
    chair.act([WRITTEN[6]], NOON + timedelta(hours=2))
    assert secretariat.take(chair.pack(NOON + DAY), at=NOON + DAY).added == 1
    answer = secretariat.take(deputy.pack(NOON + DAY), at=NOON + DAY)
    assert (answer.added, answer.refused) == (1, ())
    assert [(one.packet, one.why) for one in answer.no_longer] == [("p0", no_longer(CHAIR, OUT, 1))]
    assert secretariat.take(deputy.pack(NOON + DAY), at=NOON + DAY).no_longer == ()


def test_what_was_rated_on_a_laptop_that_had_not_heard_of_the_recusal_counts_once_it_is_lifted(tmp_path: Path, secretariat: Laptop) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    interests = [InterestDeclared(application=OUT, declarer="bergen", interest=one) for one in (Interest.RECUSED, Interest.NONE)]
    secretariat.act(interests[:1], NOON)
    bergen.act(rated(OUT, "bergen", 4, 5), NOON + timedelta(hours=1))
    hand_in(bergen.file, "bergen", NOON + timedelta(hours=1))
    secretariat.take(bergen.pack(NOON + DAY), at=NOON + DAY)
    assert secretariat.file.case().dossiers[OUT].ratings == {}
    secretariat.act(interests[1:], NOON + DAY)
    assert secretariat.file.case().dossiers[OUT].ratings.keys() == {("bergen", "reuse"), ("bergen", "benefit")}
    assert secretariat.file.case().dossiers[OUT].handed_in == {"bergen"}
    assert secretariat.file.verify().problems == ()
