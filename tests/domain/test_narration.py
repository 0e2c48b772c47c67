"""What happened, in one sentence of bokmål."""

from __future__ import annotations

import pytest

from reviewer.domain.enrolment import FeedCountersigned, HandedIn, SeatEnrolled, SeatKeyClosed
from reviewer.domain.events import (
    KINDS,
    ApplicationReceived,
    BudgetSet,
    CaseOpened,
    Dissented,
    Happening,
    Interest,
    InterestDeclared,
    MunicipalitiesImported,
    Municipality,
    Outcome,
    Rated,
    RatingState,
    Recommended,
    RowSetAside,
    RowSettled,
    Ruling,
    Stage,
    StageSet,
    Undone,
    VerdictRuled,
)
from reviewer.domain.interventions import (
    AssumptionsSet,
    CommitteeChanged,
    DrawAnnounced,
    EffectGraded,
    GrantDeclined,
    PlaceMoved,
    RatingExcluded,
    RatingStanding,
)
from reviewer.domain.meeting.acts import MEETING_ACTS
from reviewer.domain.narration import narrated
from reviewer.domain.settlement import ConflictSettled
from reviewer.language.numbers import NBSP
from reviewer.language.speech import Speech
from tests.domain.small_round import COMMITTEE, application

SENTENCES: tuple[tuple[Happening, str], ...] = (
    (CaseOpened(committee=COMMITTEE, committee_hash="", program="1"), "Saken ble laget for Prøverådet."),
    (BudgetSet(amount=40_000_000), "Rammen ble satt til 40 000 000 kr."),
    (
        MunicipalitiesImported(municipalities=(Municipality(number="0301", name="Oslo"),), source="SSB"),
        "Et register med 1 kommuner og fylkeskommuner kom inn. Kilde: SSB.",
    ),
    (StageSet(stage=Stage.OPENED), "Vurderingene ble åpnet."),
    (StageSet(stage=Stage.RATING), "Vurderingene ble lukket."),
    (ApplicationReceived(application="A", content=application("A", "Ask", 1), source="b.csv"), "Søknaden kom inn fra b.csv: Ask."),
    (RowSetAside(key="k", application="A", cells={}, problems=(), source="b.csv"), "En rad fra b.csv ble lagt til side: A."),
    (RowSetAside(key="k", application="", cells={}, problems=(), source="b.csv"), "En rad fra b.csv ble lagt til side: –."),
    (RowSettled(key="k", reason="trukket"), "En rad som var lagt til side, ble strøket: trukket."),
    (Rated(application="A", criterion="nytte", state=RatingState.SCORED, score=4, seat="voss"), "Nytte: 4."),
    (
        Rated(application="A", criterion="evne", state=RatingState.ABSTAINED, comment="Ukjent", seat="voss"),
        "Gjennomføringsevne: avstår («Ukjent»).",
    ),
    (Rated(application="A", criterion="pris", state=RatingState.WITHDRAWN, seat="voss"), "pris: trakk vurderingen."),
    (
        RatingExcluded(application="A", rater="lom", criterion="nytte", reason="Brøt fristen."),
        "Vurderingen fra Lom kommune (Nytte) teller ikke: Brøt fristen.",
    ),
    (
        RatingExcluded(application="A", rater="lom", reason="Feil.", standing=RatingStanding.COUNTED),
        "Vurderingen fra Lom kommune (alle kriterier) teller igjen: Feil.",
    ),
    (PlaceMoved(application="A", to=2, reason="Haster."), "Rådet flytter søknaden til plass 2: Haster."),
    (PlaceMoved(application="A", to=None, reason="Nei."), "Rådet lar den beregnede rekkefølgen bestemme plassen igjen: Nei."),
    (DrawAnnounced(seed="715"), "Frøet for loddtrekning ble kunngjort: «715»."),
    (GrantDeclined(application="A", reason="Stanset."), "Søkeren takker nei til tildelingen: Stanset."),
    (
        AssumptionsSet(application="A", given=(("rate", "5 %"), ("municipalities", "30"), ("delay", "1")), reason="Usikkert."),
        "Rådet forutsetter kalkulasjonsrente 5 %, utbredelse i 30 kommuner og nytten kommer 1 år senere. Usikkert.",
    ),
    (AssumptionsSet(application="A", given=(("benefits", ""),), reason="Nei."), "Rådet forutsetter nytte som oppgitt. Nei."),
    (EffectGraded(application="A", effect="Trygghet", grade="++", reason="Mye."), "Rådet gir Trygghet karakteren ++: Mye."),
    (EffectGraded(application="A", effect="Trygghet", grade="", reason="Nei."), "Søkerens karakter på Trygghet gjelder igjen: Nei."),
    (CommitteeChanged(committee=COMMITTEE, committee_hash="e", reason="Vedtatt."), "Rådets regler ble endret: Vedtatt."),
    (
        VerdictRuled(application="A", rule="soker", ruling=Ruling.WAIVED, reason="Eies av kommuner."),
        "Søkeren kan søke: fraveket. Eies av kommuner.",
    ),
    (
        Recommended(application="A", fields=("outcome", "amount"), outcome=Outcome.CONDITIONS, amount=5_000),
        "Rådets innstilling: innstilles med vilkår, 5 000 kr.",
    ),
    (Recommended(application="A", fields=("outcome",), outcome=Outcome.POSTPONED, amount=5), "Rådets innstilling: utsettes."),
    (Recommended(application="A", fields=("reasons",), reasons="r"), "Innstillingen ble endret."),
    (Dissented(application="A", dissenter="lom", text="Nei."), "Lom kommune er uenig: Nei."),
    (Dissented(application="A", dissenter="lom", text=""), "Lom kommune trakk dissensen."),
    (
        InterestDeclared(application="A", declarer="lom", interest=Interest.RECUSED, ground="Lom er partner."),
        "Lom kommune: inhabil. Lom er partner.",
    ),
    (
        InterestDeclared(application="A", declarer="lom", interest=Interest.RECUSED, ground="kin"),
        "Lom kommune: inhabil – er nær slekt av en part (forvaltningsloven § 6)",
    ),
    (InterestDeclared(application="A", declarer="borte", interest=Interest.NONE), "borte: habil."),
    (SeatEnrolled(holder="lom", key="ab", receives="age1", name="Kari"), "Nøkkelen til Kari taler for Lom kommune."),
    (SeatKeyClosed(holder="lom", key="ab", reason="Maskinen er mistet."), "En nøkkel for Lom kommune ble stengt: Maskinen er mistet."),
    (
        SeatKeyClosed(holder="lom", key="ab", reason="x", number=3, of="rating/A", application="A"),
        "Det den stengte nøkkelen for lom har signert her, gjelder til og med nummer 3.",
    ),
    (
        FeedCountersigned(holder="lom", of="rating/A", number=3, head="0" * 64, application="A"),
        "Kontrasignert: 3 hendelser som Lom kommune skrev før det fantes nøkler.",
    ),
    (HandedIn(application="A", seat="lom"), "Lom kommune leverte vurderingene sine."),
    (
        ConflictSettled(field=("rating", "A", "lom", "nytte"), kept="1", dropped=("2",), holder="lom", of="ratings", application="A"),
        "Et felt var satt to steder. Én verdi fra Lom kommune ble beholdt.",
    ),
    (Undone(events=("1",)), "1 hendelse ble angret."),
    (Undone(events=("1", "2")), "2 hendelser ble angret."),
)


@pytest.mark.parametrize(("body", "sentence"), SENTENCES)
def test_each_kind_is_told(body: Happening, sentence: str) -> None:
    assert Speech("nb").text(narrated(body, COMMITTEE)).replace(NBSP, " ") == sentence


def test_no_kind_is_left_out() -> None:
    assert {type(body) for body, _ in SENTENCES} == set(KINDS.values()) - set(MEETING_ACTS)


def test_an_applicants_braces_are_text() -> None:
    body = ApplicationReceived(application="A", content=application("A", "{title} {0} %s", 1), source="{source}")
    assert Speech("nb").text(narrated(body, COMMITTEE)) == "Søknaden kom inn fra {source}: {title} {0} %s."
