"""Forged, torn and hostile packets: none gets in, none crashes, and what is good goes in beside it."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.casefile.codec import Envelope, encode, event_of, link_of
from reviewer.domain.admission import Link, Seal
from reviewer.domain.committee import RatingsOpen
from reviewer.domain.enrolment import HandedIn, SeatEnrolled, SeatKeyClosed
from reviewer.domain.events import BudgetSet, Dissented, Happening, Interest, InterestDeclared, Rated, RatingState, Stage, StageSet, Undone
from reviewer.domain.feeds import feed_of
from reviewer.domain.interventions import CommitteeChanged
from reviewer.domain.meeting.acts import DiscussionAsked, ItemPlaced, MeetingCalled, RemarkEntered
from reviewer.domain.meeting.sitting import meeting
from reviewer.exchange import age, packet
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.packet import Header, Progress, write
from reviewer.exchange_state import state_of
from reviewer.merging import Desk, Merged, merge_files
from reviewer.own_key import enrol
from reviewer.packing import hand_in
from tests.casefile.conftest import NOON
from tests.exchange.laptops import OFFICE, Laptop, identity, member, office, own, parsed, rated

DAY = timedelta(days=1)


def forged(case: str, body: Happening, seat: str, name: str, **envelope: object) -> Link:
    """Return an event as somebody who edits the database by hand would make it: any seat, any number, signed with their own key."""
    head = Envelope(
        **{
            "case": case,
            "seat": seat,
            "number": 1,
            "act": 1,
            "previous": "",
            "at": NOON,
            "replaces": (),
            "feed": feed_of(body),
            "key": own(name).key,
        }
        | envelope
    )
    stored = encode(head, body)
    return Link(event=event_of(head, body, stored), case=case, previous=head.previous, stored=stored, signature=own(name).sign(stored))


def sent(laptop: Laptop, name: str, *links: Link, case: str = "") -> Merged:
    header = Header(case=case or laptop.file.case_id, sender=name, key=own(name).key, receiver=OFFICE, made="2026")
    return laptop.take(write(header, links, (), own(name)), at=NOON + DAY)


INTEREST = InterestDeclared(application="2026-1", declarer="bergen", interest=Interest.NONE)
RATED = Rated(application="2026-1", criterion="reuse", state=RatingState.SCORED, score=4, seat="bergen")


@pytest.fixture
def secretariat(tmp_path: Path) -> Laptop:
    return office(tmp_path)


@pytest.mark.parametrize(
    ("body", "seat", "name"),
    [
        (replace(INTEREST, declarer="oslo"), "bergen", "bergen"),
        (INTEREST, "oslo", "bergen"),
        (BudgetSet(amount=1), "bergen", "bergen"),
        (StageSet(stage=Stage.OPENED), "bergen", "bergen"),
        (BudgetSet(amount=1), OFFICE, "bergen"),
        (replace(RATED, seat="oslo"), "bergen", "bergen"),
        (replace(RATED, score=77), "bergen", "bergen"),
        (replace(RATED, criterion="x"), "bergen", "bergen"),
        (HandedIn(application="2026-1", seat="oslo"), "bergen", "bergen"),
        (SeatEnrolled(holder=OFFICE, key="0" * 64, receives="age1x"), "bergen", "bergen"),
        (SeatEnrolled(holder=OFFICE, key="own", receives="age1x"), OFFICE, "en fremmed"),
        (SeatKeyClosed(holder="oslo", key="own", reason="x"), "bergen", "bergen"),
        (replace(INTEREST, declarer="ks"), "ks", "ks"),
        (INTEREST, "nobody", "bergen"),
    ],
)
def test_what_a_seat_may_not_do_does_not_come_in_however_its_file_was_edited(
    secretariat: Laptop, body: Happening, seat: str, name: str
) -> None:
    if getattr(body, "key", "") == "own":
        body = replace(body, key=own(name).key)  # type: ignore[type-var]
    before = secretariat.file.hash()
    answer = sent(secretariat, name, forged(secretariat.file.case_id, body, seat, name))
    assert answer.added == 0
    assert len(answer.refused) + len(answer.held) == 1
    assert secretariat.file.hash() == before
    assert secretariat.file.verify().problems == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"case": "another"}, "another case"),
        ({"number": 2}, "does not continue"),
        ({"number": 7, "previous": "0" * 64}, "something is missing"),
        ({"previous": "0" * 64}, "does not continue"),
        ({"feed": "case"}, "wrong feed"),
        ({"feed": "application/2026-2"}, "wrong feed"),
        ({"at": NOON + 9 * DAY}, "in the future"),
        ({"key": ""}, "bad signature"),
        ({"key": own("oslo").key}, "bad signature"),
        ({"key": "z" * 64}, "bad signature"),
        ({"seat": "oslo"}, "not enrolled"),
    ],
)
def test_each_wrong_place_in_a_chain_has_its_own_sentence(secretariat: Laptop, change: dict[str, object], message: str) -> None:
    case = secretariat.file.case_id
    link = forged(str(change.pop("case", case)), INTEREST, str(change.pop("seat", "bergen")), "bergen", **change)
    before = secretariat.file.hash()
    answer = sent(secretariat, "bergen", link)
    assert message in (*answer.refused, *answer.held)[0].why.message
    assert (answer.added, secretariat.file.hash()) == (0, before)


def test_a_swapped_or_missing_signature_is_refused_and_the_rest_goes_in(secretariat: Laptop) -> None:
    case = secretariat.file.case_id
    good = forged(case, INTEREST, "bergen", "bergen")
    other = forged(case, replace(INTEREST, application="2026-2"), "bergen", "bergen")
    answer = sent(secretariat, "bergen", good, replace(other, signature=good.signature))
    assert (answer.added, [told.why.message for told in answer.refused]) == (1, ["{seat}'s event {number} has a bad signature."])
    assert "bad signature" in sent(secretariat, "bergen", replace(other, signature=None)).refused[0].why.message
    assert secretariat.file.verify().problems == ()


def test_of_two_copies_of_an_event_the_one_with_the_good_signature_is_kept(secretariat: Laptop) -> None:
    link = forged(secretariat.file.case_id, INTEREST, "bergen", "bergen")
    for order in ((link, replace(link, signature=b"\0" * 64)), (replace(link, signature=b"\0" * 64), link)):
        sent(secretariat, "bergen", *order)
    assert secretariat.file.verify().problems == ()


def test_a_member_cannot_vouch_for_unsigned_events(secretariat: Laptop) -> None:
    link = forged(secretariat.file.case_id, BudgetSet(amount=1), OFFICE, "bergen", key="", number=1)
    answer = sent(secretariat, "bergen", replace(link, signature=None))
    assert (answer.added, [told.why.message for told in answer.held]) == (0, ["{seat}'s event {number} is not signed."])


def test_a_member_cannot_take_back_what_another_has_done(tmp_path: Path, secretariat: Laptop) -> None:
    oslo = member(tmp_path, "oslo", secretariat)
    (event,) = oslo.act([replace(INTEREST, declarer="oslo", interest=Interest.RECUSED)], NOON)
    secretariat.take(oslo.pack(NOON), at=NOON)
    undone = Undone(events=(event.id,), application="2026-1", of="application/2026-1")
    sent(secretariat, "bergen", forged(secretariat.file.case_id, undone, "bergen", "bergen"))
    assert secretariat.file.case().dossiers["2026-1"].recused() == {"oslo"}


def test_what_is_taken_back_is_about_the_application_of_its_feed(secretariat: Laptop) -> None:
    undone = Undone(events=("0" * 64,), application="2026-2", of="application/2026-1")
    assert "wrong feed" in sent(secretariat, "bergen", forged(secretariat.file.case_id, undone, "bergen", "bergen")).refused[0].why.message


def encrypted(content: bytes) -> bytes:
    return age.encrypt(content, [identity(OFFICE).receives])


@pytest.fixture
def whole(tmp_path: Path, secretariat: Laptop) -> bytes:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated("2026-1", "bergen", 4), NOON)
    hand_in(bergen.file, "bergen", NOON)
    return bergen.pack(NOON)


TEARS: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda content: content[: len(content) // 2],
    "last byte": lambda content: content[:-1],
    "one byte changed": lambda content: content.replace(b'"score":4', b'"score":5'),
    "a line left out": lambda content: b"\n".join(line for index, line in enumerate(content.split(b"\n")) if index != 2),
    "lines reordered": lambda content: b"\n".join(
        [*content.split(b"\n")[:2], *reversed(content.split(b"\n")[2:4]), *content.split(b"\n")[4:]]
    ),
    "empty": lambda _: b"",
    "no end": lambda content: content[: content.rindex(b"\n.")],
    "only an end": lambda content: content[content.rindex(b"\n.") + 1 :],
    "another version": lambda content: content.replace(b"reviewer-packet 1", b"reviewer-packet 2", 1),
    "compressed": gzip.compress,
    "a bomb": lambda _: zlib.compress(b"\0" * 50_000_000),
}


TEARS_OF_BYTES = {"cut", "last byte", "empty", "compressed", "a bomb"}


@pytest.mark.parametrize("tear", TEARS)
def test_a_packet_that_is_not_whole_is_refused_whole(tmp_path: Path, secretariat: Laptop, whole: bytes, tear: str) -> None:
    before = secretariat.file.hash()
    torn = TEARS[tear](whole)
    assert torn != whole
    outer = [TEARS[tear](encrypted(whole))] if tear in TEARS_OF_BYTES else []
    for index, content in enumerate((torn, encrypted(torn), *outer)):
        path = tmp_path / f"{index}.sakspakke"
        path.write_bytes(content)
        answer = merge_files(secretariat.path, [path], Desk(own=secretariat.own, at=NOON + DAY))
        assert (answer.added, len(answer.refused)) == (0, 1)
    assert secretariat.file.hash() == before


def test_one_bad_packet_does_not_keep_the_others_out(tmp_path: Path, secretariat: Laptop, whole: bytes) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes(encrypted(whole))
    bad.write_bytes(encrypted(whole)[:-5])
    answer = merge_files(secretariat.path, [bad, good], Desk(own=secretariat.own, at=NOON + DAY))
    assert (answer.added, [told.packet for told in answer.refused]) == (2, [str(bad)])


def test_another_cases_packet_is_refused_by_its_title(tmp_path: Path, secretariat: Laptop) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = office(folder)
    answer = secretariat.take(other.pack(NOON, to="bergen"), at=NOON)
    assert (answer.added, [told.why.message for told in answer.refused]) == (0, ["{path} belongs to another case ({title})."])


def test_events_of_a_later_program_are_told_and_the_rest_goes_in(secretariat: Laptop, whole: bytes) -> None:
    known = parsed(whole)
    later = json.loads(known.links[0].stored) | {"format": 99, "kind": "voted"}
    fake = replace(known.links[0], stored=json.dumps(later).encode())
    answer = secretariat.take(write(known.header, (*known.links, fake), (), own("bergen")), at=NOON)
    assert (answer.added, [told.why.message for told in answer.held]) == (
        2,
        ["{path} holds events of a newer version of the program. Update it, and merge again."],
    )


@given(st.data())
@settings(max_examples=60)
def test_no_changed_byte_crashes_or_gets_in(data: st.DataObject) -> None:
    content = bytearray(_SAMPLE)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    if bytes(content) == _SAMPLE:
        return
    with pytest.raises(ExchangeError):
        packet.read(bytes(content), "x", link_of)


@given(st.binary(max_size=300) | st.from_regex(rb"reviewer-packet 1\n\{.*\}\n(E .*\n)*\.\{.*\}\n", fullmatch=True))
def test_no_content_crashes_the_reader(content: bytes) -> None:
    with pytest.raises(ExchangeError):
        packet.read(content, "x", link_of)


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_no_event_crashes_the_reader(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any word will do: these are strangers' bytes
        link_of(json.dumps(value).encode(), None)


@pytest.mark.parametrize("field", ["case", "seat", "key", "feed", "number", "act", "previous", "at", "kind", "replaces", "format", "body"])
def test_an_event_with_a_field_of_another_kind_is_no_event_or_refused(secretariat: Laptop, field: str) -> None:
    raw = json.loads(forged(secretariat.file.case_id, INTEREST, "bergen", "bergen").stored)
    before = secretariat.file.hash()
    for value in (None, 1, -1, 10**30, "x", [], {}, [[]], True, "\0", "2026-13-45", "2026-01-01"):
        if type(value) is type(raw[field]) and value == raw[field]:
            continue
        stored = json.dumps(raw | {field: value}).encode()
        try:
            changed = link_of(stored, own("bergen").sign(stored))
        except ValueError:
            continue
        sent(secretariat, "bergen", changed)
        assert secretariat.file.verify().problems == ()
        if field != "act":
            assert secretariat.file.hash() == before


def test_a_packet_takes_memory_in_proportion_to_its_size_only(tmp_path: Path, secretariat: Laptop, whole: bytes) -> None:
    known = parsed(whole)
    line = replace(known.links[0], stored=b'{"format":2,' + b" " * 3_000_000 + b"}")
    content = write(known.header, [line] * 4, (), own("bergen"))
    path = tmp_path / "large"
    path.write_bytes(encrypted(content))
    tracemalloc.start()
    answer = merge_files(secretariat.path, [path], Desk(own=secretariat.own, at=NOON))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(answer.refused) == 1
    assert peak < 8 * len(content)


def test_a_file_larger_than_a_packet_may_be_is_not_read(tmp_path: Path, secretariat: Laptop) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(packet.MOST_BYTES + 1)
    answer = merge_files(secretariat.path, [path], Desk(own=secretariat.own, at=NOON))
    assert "larger than a packet" in answer.refused[0].why.message


_SAMPLE = write(
    Header(case="c", sender="bergen", key=own("bergen").key, receiver=OFFICE, made="2026"),
    [forged("c", INTEREST, "bergen", "bergen")],
    (),
    own("bergen"),
)


def test_a_rating_waits_for_its_seats_declaration_where_the_round_asks_for_one_in_whatever_order_they_come(secretariat: Laptop) -> None:
    case = secretariat.file.case_id
    secretariat.act([StageSet(stage=Stage.DECLARING)], NOON)
    before = secretariat.file.hash()
    alone = sent(secretariat, "bergen", forged(case, RATED, "bergen", "bergen"))
    assert (alone.added, len(alone.held), secretariat.file.hash()) == (0, 1, before)
    assert "has not declared" in alone.held[0].why.message
    sent(secretariat, "bergen", forged(case, INTEREST, "bergen", "bergen"))
    assert ("bergen", "reuse") in secretariat.file.case().dossiers["2026-1"].ratings


def test_the_declaration_may_come_in_the_same_packet(secretariat: Laptop) -> None:
    case = secretariat.file.case_id
    secretariat.act([StageSet(stage=Stage.DECLARING)], NOON)
    answer = sent(secretariat, "bergen", forged(case, RATED, "bergen", "bergen"), forged(case, INTEREST, "bergen", "bergen"))
    assert (answer.added, answer.held) == (2, ())


def test_handing_in_nothing_waits_for_the_declaration_too_and_opens_nobody_elses_ratings(secretariat: Laptop) -> None:
    case = secretariat.file.case_id
    committee = secretariat.file.case().committee
    after_own = replace(committee, procedure=replace(committee.procedure, ratings_open=RatingsOpen.AFTER_OWN))
    secretariat.act([CommitteeChanged(committee=after_own, committee_hash="1" * 64, reason="x")], NOON)
    secretariat.act([StageSet(stage=Stage.DECLARING)], NOON)
    nothing = forged(case, HandedIn(application="2026-1", seat="bergen"), "bergen", "bergen")
    assert len(sent(secretariat, "bergen", nothing).held) == 1
    sent(secretariat, "bergen", forged(case, INTEREST, "bergen", "bergen"))
    found = secretariat.file.case()
    assert found.dossiers["2026-1"].handed_in == {"bergen"}
    assert "2026-1" not in found.sight("bergen").open_ratings


def test_a_rating_that_the_secretariat_had_before_it_asked_for_declarations_is_in_every_copy(secretariat: Laptop, tmp_path: Path) -> None:
    """Whether a copy hears first of the rating or of the phase is chance; what is in the case does not hang on it."""
    case = secretariat.file.case_id
    enrol(secretariat.file, OFFICE, OFFICE, identity("kontor 2").card(), NOON)
    asked, oslo = Laptop(tmp_path, OFFICE, name="kontor 2"), member(tmp_path, "oslo", secretariat)
    asked.take(secretariat.pack(NOON, to=OFFICE), at=NOON)
    asked.act([StageSet(stage=Stage.DECLARING)], NOON)
    phase = asked.pack(NOON, to=OFFICE)
    oslo.take(asked.pack(NOON, to="oslo"), at=NOON)
    sent(secretariat, "bergen", forged(case, RATED, "bergen", "bergen"))
    secretariat.take(phase, at=NOON)
    secretariat.act([StageSet(stage=Stage.OPENED)], NOON)
    for laptop, seat in ((asked, OFFICE), (oslo, "oslo")):
        assert laptop.take(secretariat.pack(NOON, to=seat), at=NOON).held == ()
        assert ("bergen", "reuse") in laptop.file.case().dossiers["2026-1"].ratings
        assert laptop.file.stamp(seat) == secretariat.file.stamp(seat)


def test_nobody_tells_of_anothers_drafts_and_so_makes_it_seem_that_it_has_two_laptops(secretariat: Laptop, tmp_path: Path) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated("2026-1", "bergen", 4, 5), NOON)
    hand_in(bergen.file, "bergen", NOON)
    secretariat.take(bergen.pack(NOON), at=NOON)
    (last,) = (link for link in secretariat.file.links([("bergen", own("bergen").key, "rating/2026-1")]) if link.event.number == 3)
    chain = {"seat": "bergen", "key": own("bergen").key, "feed": "rating/2026-1", "application": "2026-1", "replaces": ()}
    seal = Seal(id="ab" * 32, number=4, previous=last.event.id, **chain)  # type: ignore[arg-type]
    for name, key in (("oslo", own("oslo").key), ("bergen", "")):
        header = Header(case=secretariat.file.case_id, sender=name, key=key, receiver=OFFICE, made="2026")
        answer = secretariat.take(write(header, (), (seal,), own(name) if key else None), at=NOON + DAY)
        assert [told.why.message for told in answer.refused] == ["{path} tells of drafts of others than its sender. They were passed over."]
    bergen.act(rated("2026-1", "bergen", 2, 2), NOON)
    hand_in(bergen.file, "bergen", NOON)
    assert secretariat.take(bergen.pack(NOON), at=NOON + DAY).refused == ()
    assert secretariat.file.case().dossiers["2026-1"].ratings["bergen", "reuse"].score == 2


def test_a_draft_stays_known_by_its_seal_alone_and_what_follows_it_comes_in(secretariat: Laptop, tmp_path: Path) -> None:
    """Also where the key was not enrolled yet when the packet came."""
    late = Laptop(tmp_path, "bergen", name="ny maskin")
    late.take(secretariat.pack(NOON, to="bergen"), at=NOON)
    for score in (1, 3):
        late.act(rated("2026-1", "bergen", score), NOON)
    hand_in(late.file, "bergen", NOON)
    assert secretariat.take(late.pack(NOON), at=NOON).added == 0
    enrol(secretariat.file, OFFICE, "bergen", identity("ny maskin").card(), NOON)
    assert secretariat.file.case().dossiers["2026-1"].ratings["bergen", "reuse"].score == 3
    assert len(secretariat.file.seals()) == 1


@pytest.mark.parametrize("made", ["zzz", "", "9999-12-31T23:59:59+00:00", "2026-03-01T10:00:00"])
def test_what_a_packet_says_of_when_it_was_made_stops_nobody_from_looking(secretariat: Laptop, made: str) -> None:
    def told(begun: int, made: str) -> bytes:
        header = Header(case=secretariat.file.case_id, sender="bergen", key=own("bergen").key, made=made, progress=Progress(begun=begun))
        return write(header, (), (), own("bergen"))

    secretariat.take(told(1, made), at=NOON)
    secretariat.take(told(2, (NOON + DAY).isoformat()), at=NOON + DAY)
    (bergen,) = (one for one in state_of(secretariat.file, OFFICE, NOON + DAY).seats if one.seat == "bergen")
    assert (bergen.heard, bergen.progress.begun) == (NOON + DAY, 2)


def test_a_seal_that_bears_a_known_event_s_id_is_passed_over(secretariat: Laptop) -> None:
    known = next(iter(secretariat.file.events())).id
    chain = {"seat": "bergen", "key": own("bergen").key, "feed": "rating/2026-1", "application": "2026-1", "replaces": ()}
    seal = Seal(id=known, number=1, previous="", **chain)  # type: ignore[arg-type]
    after = forged(secretariat.file.case_id, RATED, "bergen", "bergen", number=2, previous=known)
    header = Header(case=secretariat.file.case_id, sender="bergen", key=own("bergen").key, made="2026")
    answer = secretariat.take(write(header, (after,), (seal,), own("bergen")), at=NOON + DAY)
    assert [told.why.message for told in answer.held] == ["Before {seat}'s event {number}, something is missing."]
    assert secretariat.file.verify().ok


def test_a_rating_by_rules_that_come_later_waits_for_them(secretariat: Laptop) -> None:
    committee = secretariat.file.case().committee
    added = replace(committee.criteria[0], id="added", name="Added")
    sent(secretariat, "bergen", forged(secretariat.file.case_id, replace(RATED, criterion="added", edition=1), "bergen", "bergen"))
    assert len(secretariat.file.held()) == 1
    changed = replace(committee, criteria=(*committee.criteria, added))
    secretariat.act([CommitteeChanged(committee=changed, committee_hash="1" * 64, reason="New rules.")], NOON)
    secretariat.take(write(Header(case=secretariat.file.case_id, made="2026"), (), (), None), at=NOON + DAY)
    assert secretariat.file.held() == []
    assert secretariat.file.case().dossiers["2026-1"].ratings["bergen", "added"].score == 4


def test_a_recused_seat_that_edits_its_file_has_no_dissent_and_asks_for_no_discussion(secretariat: Laptop) -> None:
    secretariat.act([MeetingCalled(meeting="1", date=NOON.date(), place="Oslo")], NOON)
    secretariat.act([ItemPlaced(application="2026-1", meeting="1", number="1/26", position=1)], NOON)
    said: tuple[Happening, ...] = (
        replace(INTEREST, interest=Interest.RECUSED),
        Dissented(application="2026-1", dissenter="bergen", text="Nei."),
        DiscussionAsked(application="2026-1", asker="bergen"),
        RemarkEntered(application="2026-1", meeting="1", remarker="bergen", text="Jeg er uenig."),
    )
    previous = ""
    for number, body in enumerate(said, start=1):
        link = forged(secretariat.file.case_id, body, "bergen", "bergen", number=number, previous=previous, at=NOON)
        told = [one.why.message for one in sent(secretariat, "bergen", link).refused]
        assert told == ([] if number == 1 else ["{seat} is or was recused from {application}. Because of that, this event does not count."])
        previous = link.event.id
    case = secretariat.file.case()
    assert case.dossiers["2026-1"].recused() == {"bergen"}
    assert case.dossiers["2026-1"].dissents == {}
    (item,) = meeting(case, "1").items  # type: ignore[union-attr]
    assert (item.asked, item.remarks, item.dissents) == ((), (), {})


def test_the_drafts_of_a_key_that_is_not_enrolled_count_nowhere_and_go_no_further_until_it_is(tmp_path: Path, secretariat: Laptop) -> None:
    ola = Laptop(tmp_path, "bergen", name="ola")
    ola.take(secretariat.pack(NOON, to="bergen"), at=NOON)
    kari = member(tmp_path, "bergen", secretariat)
    kari.act(rated("2026-1", "bergen", 4), NOON)
    kari.act(rated("2026-1", "bergen", 5), NOON + timedelta(minutes=1))
    hand_in(kari.file, "bergen", NOON + timedelta(minutes=2))
    draft = parsed(kari.pack(NOON + DAY)).seals[0]
    before = secretariat.file.hash()
    for seat in ("bergen", "oslo"):
        seal = replace(draft, id=f"{len(seat):064x}", seat=seat, key=own("ola").key, number=1, previous="")
        header = Header(case=secretariat.file.case_id, sender=seat, key=own("ola").key, receiver=OFFICE, made="2026")
        secretariat.take(write(header, (), (seal,), own("ola")), at=NOON + DAY)
    assert (secretariat.file.hash(), secretariat.file.seals()) == (before, [])
    assert set(secretariat.file.void().values()) == {"unenrolled"}
    assert secretariat.file.verify().problems == ()
    assert not any(parsed(secretariat.pack(NOON + DAY, to=seat)).seals for seat in ("bergen", "oslo", "ks"))
    enrol(secretariat.file, OFFICE, "bergen", identity("ola").card(), NOON + DAY)
    assert [(seal.seat, seal.key) for seal in secretariat.file.seals()] == [("bergen", own("ola").key)]
    assert secretariat.file.verify().problems == ()
