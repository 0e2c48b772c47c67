"""Applications as they may come in, for the round trips."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from reviewer.domain.application import (
    Actor,
    Application,
    Claim,
    Effect,
    Flow,
    GainsPlan,
    Level,
    Organisation,
    OrganisationKind,
    Phase,
    Role,
    Side,
    TakeUp,
)

LETTERS = "abcxyzæøåÆØÅ ABC019-.,=+@<&[]/'\"#\u00a0é"
words = st.text(LETTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
lines = words.filter(lambda text: ";" not in text and not text.endswith(")"))
maybe_words = st.just("") | words
kroner = st.integers(0, 10**12)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
ratios = st.decimals(-1000, 1000, places=2).map(lambda ratio: Decimal(str(float(ratio))))
municipality = st.integers(1000, 9999).map(str) | st.just("0301")


@st.composite
def organisations(draw):
    kind = draw(st.none() | st.sampled_from(OrganisationKind))
    numbers = {OrganisationKind.MUNICIPALITY: municipality, OrganisationKind.COUNTY: st.sampled_from(["03", "11"])}
    number = draw(st.none() | numbers.get(kind, st.just("923609016")))
    return Organisation(name=draw(lines), kind=kind, number=number)


flows = st.builds(
    Flow,
    line=words,
    side=st.sampled_from(Side),
    role=st.sampled_from(Role),
    actor=st.sampled_from(Actor),
    public=st.booleans(),
    scales_with_reuse=st.booleans(),
    amounts=st.dictionaries(st.integers(2018, 2032), kroner, max_size=4),
)
effects = st.builds(
    Effect,
    name=words,
    meaning=st.none() | st.sampled_from(Level),
    extent=st.none() | st.sampled_from(Level),
    grade=st.none() | st.sampled_from(["----", "-", "0", "+", "++++"]),
    reason=maybe_words,
)
extras = st.fixed_dictionaries(
    {},
    optional={
        "category": st.sampled_from(["1", "2"]),
        "national": st.booleans(),
        "granted": kroner,
        "decided": days,
        "factor": ratios,
        "themes": st.lists(lines, min_size=1, max_size=3).map(tuple),
        "note": words,
    },
)


@st.composite
def applications(draw, number=0):
    starts, ends = draw(st.none() | days), draw(st.none() | days)
    if starts and ends and ends < starts:
        starts, ends = ends, starts
    return Application(
        id=f"2018-{number}",
        title=draw(words),
        applicant=draw(organisations()),
        partners=tuple(draw(st.lists(organisations(), max_size=2))),
        contact=draw(maybe_words),
        summary=draw(maybe_words),
        amount_applied=draw(st.none() | kroner),
        project_cost=draw(st.none() | kroner),
        phase=draw(st.none() | st.sampled_from(Phase)),
        starts=starts,
        ends=ends,
        gains_plan=draw(st.none() | st.sampled_from(GainsPlan)),
        reuse=TakeUp(
            municipalities=draw(st.none() | st.lists(municipality, min_size=1, max_size=3).map(tuple)),
            intended=draw(st.none() | st.integers(0, 400)),
            statement=draw(maybe_words),
        ),
        claimed=Claim(
            npv=draw(st.none() | st.integers(-(10**12), 10**12)),
            npv_per_invested_krone=draw(st.none() | ratios),
            years=draw(st.none() | st.integers(1, 40)),
        ),
        flows=tuple(draw(st.lists(flows, max_size=2))),
        effects=tuple(draw(st.lists(effects, max_size=2))),
        attachments=draw(st.none() | st.lists(lines, min_size=1, max_size=2).map(tuple)),
        extra=draw(extras),
        call=draw(st.sampled_from(["", "2018-1"])),
        received=draw(st.none() | days),
    )


batches = st.lists(st.integers(0, 999), min_size=1, max_size=3, unique=True).flatmap(
    lambda numbers: st.tuples(*(applications(number) for number in numbers))
)
