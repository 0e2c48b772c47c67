"""The public version: every withheld field is planted with a word of its own, and none of them is in any byte of any format."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from zipfile import ZipFile, is_zipfile

import pikepdf
import pytest

from reviewer.documents.export import FORMATS
from reviewer.documents.pabulib import pabulib_text
from reviewer.documents.ratings import ratings_csv
from reviewer.documents.workbook import workbook_bytes
from reviewer.domain.application import (
    WITHHOLDABLE,
    Actor,
    Application,
    Claim,
    Effect,
    Flow,
    Organisation,
    OrganisationKind,
    Role,
    Side,
    TakeUp,
    Withheld,
)
from reviewer.domain.assessment import assess
from reviewer.domain.case import Case, fold
from reviewer.domain.committee import (
    AttachmentGiven,
    Committee,
    ExtraField,
    FieldFilled,
    NationalReuse,
    NpvAbove,
    ProjectCost,
    Rule,
)
from reviewer.domain.events import (
    BudgetSet,
    CaseOpened,
    Dissented,
    Happening,
    Interest,
    InterestDeclared,
    Outcome,
    Rated,
    RatingState,
    Ruling,
    Undone,
    VerdictRuled,
)
from reviewer.domain.interventions import EffectGraded, PlaceMoved, RatingExcluded, RatingStanding
from reviewer.domain.limits import Cap
from reviewer.domain.meeting.acts import ActingChairSet, Manner, VoteTaken
from reviewer.domain.meeting.paper.record import Head, Item, Record, Recusal, Statement, Votes
from reviewer.domain.meeting.paper.restaged import restaged
from reviewer.domain.ordering import TieKey, TieKind
from reviewer.domain.proposal import Kind, Proposal
from reviewer.domain.proposal.composing import compose, reading_of
from reviewer.domain.publication import Publication, published
from reviewer.language.speech import Speech
from tests.domain.small_round import BASIS, COMMITTEE, IMPRINT, events, received, recommendation, scores

SPEECH = Speech("nb")
GROUND = "offentleglova § 13"
WORDS = {name: f"KVIST{number:02d}LØV" for number, name in enumerate((*WITHHOLDABLE, "extra.hemmelig", "extra.lukket"))}
"""What stands in each field, and nowhere else."""
SECRET_COST, SECRET_FLOW, SECRET_CLAIM = 8_913_577, 3_719_453, 6_417_289
RULES = tuple(
    Rule(id=f"regel-{number}", name=f"Krav {number}", test=test, basis=BASIS)
    for number, test in enumerate(
        (
            ProjectCost(at_most=100_000_000),
            NpvAbove(),
            NationalReuse(at_least=2),
            AttachmentGiven(name_contains="plan"),
            FieldFilled(field="summary"),
            FieldFilled(field="hemmelig"),
        )
    )
)
CLOSED = replace(
    COMMITTEE,
    rules=(*COMMITTEE.rules, *RULES),
    fields=(ExtraField(id="hemmelig", name="Hemmelig"), ExtraField(id="lukket", name="Lukket", withheld=True)),
    withheld=tuple(Withheld(field=name, ground=GROUND) for name in WITHHOLDABLE[::2]),
)
"""Every other field is withheld by the committee, the rest by the application."""


def planted() -> Application:
    return Application(
        id="A",
        title="Ask",
        applicant=Organisation(name="Ask kommune", kind=OrganisationKind.MUNICIPALITY, number="0301"),
        partners=(Organisation(name=WORDS["partners"]),),
        contact=WORDS["contact"],
        summary=f"{WORDS['summary']}\n\nog mer {WORDS['summary']}",
        amount_applied=2_000_000,
        project_cost=SECRET_COST,
        reuse=TakeUp(municipalities=("0301", "1201"), intended=7, statement=WORDS["reuse"]),
        claimed=Claim(npv=SECRET_CLAIM, npv_per_invested_krone=Decimal("7.77")),
        flows=(
            Flow(line=WORDS["flows"], side=Side.COST, role=Role.INVESTMENT, amounts={2018: SECRET_FLOW}),
            Flow(line="Nytte", side=Side.BENEFIT, actor=Actor.MUNICIPALITIES, amounts={2015: 5, 2019: SECRET_FLOW * 3}),
        ),
        effects=(Effect(name=WORDS["effects"], grade="+++", reason=WORDS["effects"]),),
        attachments=(f"plan-{WORDS['attachments']}.pdf",),
        extra={"hemmelig": WORDS["extra.hemmelig"], "lukket": WORDS["extra.lukket"]},
        withheld=tuple(Withheld(field=name, ground=GROUND) for name in (*WITHHOLDABLE[1::2], "extra.hemmelig")),
    )


def bodies(committee: Committee) -> list[tuple[str, Happening]]:
    """A round with a word of its own in every field that may be withheld."""
    return [
        ("sekretariat", CaseOpened(committee=committee, committee_hash="d" * 64, program="0.1.0", title="2018-1")),
        *received(planted(), replace(planted(), id="B", title="Bjørk", withheld=planted().withheld)),
        *scores("A", ("leder", 5, 4), ("voss", 4, 4)),
        *scores("B", ("leder", 3, 3)),
        ("lom", Rated(application="A", criterion="nytte", state=RatingState.DEFERRED, comment=WORDS["comments"], seat="lom")),
        ("lom", InterestDeclared(application="B", declarer="lom", interest=Interest.RECUSED, ground=WORDS["recusals"])),
        ("lom", Dissented(application="A", dissenter="lom", text=WORDS["dissents"])),
        ("leder", VerdictRuled(application="A", rule="soker", ruling=Ruling.WAIVED, reason=WORDS["rulings"])),
        (
            "leder",
            RatingExcluded(application="A", rater="voss", criterion="evne", standing=RatingStanding.EXCLUDED, reason=WORDS["rulings"]),
        ),
        ("sekretariat", EffectGraded(application="A", effect=WORDS["effects"], grade="-", reason=WORDS["rulings"])),
        ("leder", PlaceMoved(application="B", to=1, reason=WORDS["departure"])),
        recommendation(
            "A",
            Outcome.CONDITIONS,
            amount=1_000_000,
            conditions=(WORDS["conditions"],),
            reasons=WORDS["reasons"],
            departure=WORDS["departure"],
        ),
        recommendation("B", Outcome.NOT_RECOMMENDED, reasons=WORDS["reasons"]),
        *(("sekretariat", step.body) for step in restaged(meeting(), committee)),
        *again(),
    ]


def again() -> list[tuple[str, Happening]]:
    """A vote that was taken once more, and an acting chair that was set and undone, each with its reason."""
    vote = VoteTaken(
        application="B",
        motion="1",
        manner=Manner.SHOW,
        voters=("voss", "lom"),
        chair="voss",
        for_count=2,
        meeting="m1",
        reason=WORDS["reasons"],
    )
    return [("sekretariat", vote), ("sekretariat", ActingChairSet(application="B", chair="lom", reason=WORDS["recusals"]))]


def meeting() -> Record:
    """A meeting that says in each of its acts what may be withheld."""
    item = Item(
        application="B",
        motion=WORDS["reasons"],
        outcome=Outcome.CONDITIONS,
        amount=1_000_000,
        conditions=(WORDS["conditions"],),
        votes=Votes(ayes=("voss",), noes=()),
        reasons=WORDS["reasons"],
        majority=WORDS["reasons"],
        minority=WORDS["dissents"],
        remarks=(Statement(seat="voss", text=WORDS["dissents"]),),
        chair="voss",
        chair_reason=WORDS["recusals"],
    )
    recusal = Recusal(seat="leder", application="B", ground=WORDS["recusals"], reason=WORDS["recusals"])
    return Record(
        meeting=Head(id="m1", date=date(2018, 2, 14), place="Oslo", present=("leder", "voss")), recusals=(recusal,), items=(item,)
    )


def case() -> Case:
    happened = bodies(CLOSED)
    undone = Undone(events=(events(happened)[-1].id,), application="B")
    return fold(events([*happened, ("sekretariat", undone)]))


def publication() -> Publication:
    return published(assess(case()), SPEECH.text)


def every_paper(public: Publication | None) -> list[Proposal]:
    reading = reading_of(assess(case()), IMPRINT, public)
    about = {Kind.PROPOSAL: ("",), Kind.RANKING: ("",), Kind.READING_PACK: ("voss", "lom"), Kind.AGENDA: ("m1",), Kind.MINUTES: ("m1",)}
    return [compose(kind, reading, key) for kind in Kind for key in about.get(kind, ("A", "B"))]


def every_byte(content: bytes) -> bytes:
    """Return the file with everything in it taken out of its compression, names and metadata too."""
    if is_zipfile(io.BytesIO(content)):
        with ZipFile(io.BytesIO(content)) as package:
            return content + b"\n".join([b"\n".join((part.encode(), package.read(part))) for part in package.namelist()])
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            strings = [str(value).encode() for one in pdf.objects if isinstance(one, pikepdf.Dictionary) for value in _strings(one)]
            return content + b"\n".join([*streams, *strings])
    return content


def _strings(found: pikepdf.Dictionary) -> list[str]:
    return [str(value) for value in found.as_dict().values() if isinstance(value, pikepdf.String)]


def texts_of_pdf(content: bytes) -> bytes:
    """Return the text that is drawn: glyph numbers in the streams are turned into characters by each font's own table."""
    import subprocess

    read = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=content, check=True, capture_output=True)
    return read.stdout.replace("\u200b".encode(), b"").replace(b"\n", b"").replace(b" ", b"")


def spellings(word: str) -> list[bytes]:
    return [word.encode("utf-8"), word.encode("utf-16-be"), word.encode("utf-16-le"), word.lower().encode("utf-8"), word.encode("latin-1")]


NUMBERS = [
    str(SECRET_COST),
    str(SECRET_FLOW),
    str(SECRET_CLAIM),
    *(f"{number:,}".replace(",", "\u00a0") for number in (SECRET_COST, SECRET_FLOW, SECRET_CLAIM)),
]


def found_in(content: bytes) -> list[str]:
    whole = every_byte(content)
    if content.startswith(b"%PDF"):
        whole += texts_of_pdf(content)
    return [word for word in (*WORDS.values(), *NUMBERS) if any(spelling in whole for spelling in spellings(word))]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_withheld_is_in_any_byte_of_any_paper(name: str) -> None:
    for paper in every_paper(publication()):
        assert found_in(FORMATS[name](paper, SPEECH)) == [], paper.stem


def test_nothing_withheld_is_in_the_tables_either() -> None:
    assessment = publication().assessment
    assert found_in(workbook_bytes(assessment, SPEECH)) == []
    assert found_in(ratings_csv(assessment.case).encode()) == []
    assert found_in(pabulib_text(assessment, "runde", SPEECH).encode()) == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_search_finds_the_words_in_the_councils_own_papers(name: str) -> None:
    found = {word for paper in every_paper(None) for word in found_in(FORMATS[name](paper, SPEECH))}
    assert {WORDS["conditions"], WORDS["reasons"], WORDS["dissents"]} <= found
    if name != "json":
        assert {WORDS[one] for one in WITHHOLDABLE if one not in {"claimed", "project_cost"}} <= found


def test_the_search_finds_the_words_in_the_councils_own_tables() -> None:
    assessment = assess(case())
    assert WORDS["flows"] in found_in(workbook_bytes(assessment, SPEECH))
    assert found_in(ratings_csv(assessment.case).encode()) == [WORDS["comments"]]


def test_each_place_is_marked_with_its_ground() -> None:
    (dossier,) = [paper for paper in every_paper(publication()) if SPEECH.text(paper.stem) == "mappe-A-offentlig"]
    text = FORMATS["md"](dossier, SPEECH).decode()
    assert text.count("Unntatt offentlighet: offentleglova § 13") >= 14
    assert "Offentlig versjon" in [SPEECH.text(mark) for mark in dossier.marks]


def test_the_secretariat_gets_the_list_and_the_public_does_not_lose_the_result() -> None:
    public, whole = publication(), assess(case())
    assert {one.field for one in public.withheld if one.application == "A"} == set(WORDS) - {"recusals"}
    assert {one.ground for one in public.withheld} == {GROUND, ""}
    assert [(place.id, place.rank) for place in public.assessment.places] == [(place.id, place.rank) for place in whole.places]
    assert public.assessment.allocation == whole.allocation
    verdicts = [(one.rule, one.verdict) for one in whole.judged["A"].verdicts.items]
    assert [(one.rule, one.verdict) for one in public.assessment.judged["A"].verdicts.items] == verdicts


def test_what_is_empty_is_not_said_to_be_withheld() -> None:
    bare = Application(id="A", title="Ask", applicant=Organisation(name="Ask kommune"))
    opened = CaseOpened(committee=CLOSED, committee_hash="d" * 64, program="0.1.0")
    assessment = assess(fold(events([("sekretariat", opened), *received(bare)])))
    assert published(assessment, SPEECH.text).withheld == ()


def test_the_mark_is_in_the_documents_language() -> None:
    english = published(assess(case()), Speech("en").text).assessment.judged["A"].dossier.application
    assert english.summary == "Withheld from the public: offentleglova § 13"


def equals(committee: Committee) -> Publication:
    """Two that share a score, so that the keys must part them; A withholds everything that it may."""
    opened = CaseOpened(committee=committee, committee_hash="d" * 64, program="0.1.0")
    other = replace(planted(), id="B", title="Bjørk", effects=(), extra={"hemmelig": "Annet"}, withheld=())
    rated = [*scores("A", ("voss", 4, 4)), *scores("B", ("voss", 4, 4))]
    moved = ("leder", PlaceMoved(application="A", to=2, reason="Flyttet."))
    found = fold(events([("sekretariat", opened), ("sekretariat", BudgetSet(amount=10**7)), *received(planted(), other), *rated, moved]))
    return published(assess(found), SPEECH.text)


@pytest.mark.parametrize(
    "key", [TieKey(kind=TieKind.NPV_PER_KRONE), TieKey(kind=TieKind.EFFECTS), TieKey(kind=TieKind.THEME, of="hemmelig")], ids=str
)
def test_a_key_that_parts_equals_does_not_tell_what_is_withheld(key: TieKey) -> None:
    committee = replace(CLOSED, ranking=replace(CLOSED.ranking, ties=(key,)), withheld=())
    every = tuple(Withheld(field=name, ground=GROUND) for name in WITHHOLDABLE)
    public = equals(replace(committee, withheld=every))
    (place,) = [one for one in public.assessment.places if one.id == "A"]
    told = [SPEECH.text(words) for words in (*place.decided, place.reason)]
    assert set(told) == {f"Unntatt offentlighet: {GROUND}"}
    assert place.move is None


def test_why_a_grant_is_cut_is_not_told_where_the_project_cost_is_withheld() -> None:
    half = Cap(id="halv", name="Halve kostnaden", basis=BASIS, share_of_cost=Decimal("0.1"))
    every = (Withheld(field="project_cost", ground=GROUND),)
    public = equals(replace(CLOSED, withheld=every, fund=replace(CLOSED.fund, caps=(half,))))
    notes = [award.note for award in public.assessment.allocation.awards if award.cut]
    assert len(notes) == 2
    assert {SPEECH.text(note) for note in notes if note} == {f"Unntatt offentlighet: {GROUND}"}
