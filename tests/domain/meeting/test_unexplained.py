"""A decision that departs from the computed order says why; where it does not, the review tells before the lock."""

from __future__ import annotations

from dataclasses import replace

from reviewer.casefile.codec import Envelope, decode, encode
from reviewer.documents.markdown import markdown_text
from reviewer.domain.application import Withheld
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.events import Outcome, Recommended
from reviewer.domain.meeting.acts import Decided
from reviewer.domain.meeting.minutes import minutes
from reviewer.domain.meeting.paper.record import Record
from reviewer.domain.meeting.unexplained import unexplained
from reviewer.domain.proposal import Kind
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.domain.proposal.missing import missing
from reviewer.domain.publication import published
from reviewer.language.speech import Speech
from tests.domain.meeting.kept import RECORD, held
from tests.domain.meeting.room import NOON, Room
from tests.domain.small_round import IMPRINT

SPEECH = Speech("nb")
DAY = RECORD.meeting.id


def without(text: str = "", application: str = "A") -> Record:
    """Return the record with this as the reason why the decision departs."""
    return replace(RECORD, items=tuple(replace(one, departure=text) if one.application == application else one for one in RECORD.items))


def told(room: Room) -> dict[str, str]:
    kept = minutes(room.case, DAY)
    assert kept is not None
    return {key: SPEECH.text(said).replace("\u00a0", " ") for key, said in unexplained(assess(room.case), kept).items()}


def test_the_review_names_the_case_and_how_it_departs() -> None:
    found = told(held(without()))["A"]
    assert found.startswith("Sak 14/18: Rådet innstiller på 4 000 000 kr.")
    assert found.endswith("Skriv hvorfor vedtaket avviker.")
    assert "A" not in told(held())


def test_plain_reasons_do_not_tell_why_the_order_was_left_but_what_was_recommended_before_does() -> None:
    room = held(without())
    assert "A" in told(room)
    fields = ("outcome", "amount", "departure")
    body = Recommended(application="A", fields=fields, outcome=Outcome.CONDITIONS, amount=4_000_000, departure="Noe spares.")
    room.write(body)
    assert "A" not in told(room)


def test_the_decisions_own_word_stands_in_the_recommendation_and_in_the_minutes() -> None:
    room = held()
    assert room.case.dossiers["A"].recommendation.departure == "En million spares til neste runde."
    text = markdown_text(compose(Kind.MINUTES, reading_of(assess(room.case), IMPRINT), DAY), SPEECH)
    assert "En million spares til neste runde." in text
    lacking = [SPEECH.text(one) for one in missing(reading_of(assess(room.case), IMPRINT))]
    assert not [one for one in lacking if "Tiltak A" in one and "avviker" in one]


def test_the_public_minutes_leave_it_out_where_it_is_withheld() -> None:
    room = held()
    committee = replace(room.case.committee, withheld=(Withheld(field="departure", ground="§ 14"),))
    assessment: Assessment = assess(room.case.with_committee(committee))
    for kind, about in ((Kind.MINUTES, DAY), (Kind.PROPOSAL, "")):
        paper = compose(kind, reading_of(assessment, IMPRINT, published(assessment, SPEECH.text)), about)
        assert "En million spares" not in markdown_text(paper, SPEECH) + str(dict(paper.data))


def test_a_decision_written_before_there_was_such_a_word_is_read_as_before() -> None:
    old = Decided(application="A", meeting=DAY, motion="1", outcome=Outcome.RECOMMENDED, taking_part=("x",), chair="x", amount=1)
    stored = encode(Envelope(case="c", seat="x", number=1, act=1, previous="", at=NOON, replaces=()), old)
    assert b"departure" not in stored
    assert decode(stored).body == old
