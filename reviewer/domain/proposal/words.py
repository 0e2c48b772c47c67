"""The words of the paper for each kind of thing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from reviewer.domain.application import Application, GainsPlan, Level, Organisation, OrganisationKind, Phase
from reviewer.domain.committee import Basis, Status
from reviewer.domain.eligibility import VerdictKind
from reviewer.domain.events import Outcome
from reviewer.domain.ranking import Place
from reviewer.domain.said import Kroner, Said, Value, say

NOT_STATED = say("Not stated")

OUTCOMES: Mapping[Outcome, Said] = {
    Outcome.RECOMMENDED: say("recommended"),
    Outcome.CONDITIONS: say("recommended with conditions"),
    Outcome.NOT_RECOMMENDED: say("not recommended"),
    Outcome.POSTPONED: say("postponed"),
}
VERDICTS: Mapping[VerdictKind, Said] = {
    VerdictKind.MET: say("✓ met"),
    VerdictKind.NOT_MET: say("✗ not met"),
    VerdictKind.UNKNOWN: say("? unresolved"),
    VerdictKind.NOT_APPLICABLE: say("– not applicable"),
    VerdictKind.WAIVED: say("~ waived"),
}
KINDS: Mapping[OrganisationKind, Said] = {
    OrganisationKind.MUNICIPALITY: say("municipality"),
    OrganisationKind.COUNTY: say("county"),
    OrganisationKind.KS: say("KS"),
    OrganisationKind.MUNICIPAL_COMPANY: say("municipal company"),
    OrganisationKind.INTERMUNICIPAL_COMPANY: say("inter-municipal company"),
    OrganisationKind.STATE_AGENCY: say("state agency"),
    OrganisationKind.COMPANY: say("company"),
    OrganisationKind.VOLUNTARY: say("voluntary organisation"),
}
PHASES: Mapping[Phase, Said] = {
    Phase.CONCEPT: say("concept"),
    Phase.PLANNING: say("planning"),
    Phase.EXECUTION: say("execution"),
    Phase.DONE: say("done"),
}
GAINS_PLANS: Mapping[GainsPlan, Said] = {
    GainsPlan.NONE: say("not started"),
    GainsPlan.DRAFT: say("draft"),
    GainsPlan.SUBMITTED: say("submitted"),
    GainsPlan.APPROVED: say("approved"),
}
LEVELS: Mapping[Level, Said] = {Level.LOW: say("low"), Level.MEDIUM: say("medium"), Level.HIGH: say("high")}


def or_not_stated(value: Value) -> Value:
    """Return the value, or the words for a silent source; an amount of 0 is stated."""
    return NOT_STATED if value is None or value == "" else value


def kroner(amount: int | None) -> Value:
    """Return the amount with its unit, or the words for a silent source."""
    return NOT_STATED if amount is None else Kroner(amount)


def organisation(one: Organisation) -> Said:
    """Return `Bergen kommune (kommune, 1201)`, as far as it is known."""
    if one.kind is None or one.kind is OrganisationKind.KS:
        return say("{name}", name=one.name)
    if one.number is None:
        return say("{name} ({kind})", name=one.name, kind=KINDS[one.kind])
    return say("{name} ({kind}, {number})", name=one.name, kind=KINDS[one.kind], number=one.number)


def titled(application: Application) -> Said:
    """Return the application as the paper names it in a sentence."""
    return say("{title} ({id})", title=application.title, id=application.id)


NO_PLACE = "–"


def place_mark(place: Place | None) -> str:
    """Return `2`, `2=` where the place is shared, or a dash where there is none."""
    if place is None or place.rank is None:
        return NO_PLACE
    return f"{place.rank}=" if place.tied_with else str(place.rank)


@lru_cache(maxsize=256)
def basis_text(basis: Basis) -> Said:
    """Return the source with its date, and how firm it is where it is not adopted."""
    source = say("{source}, {date}", source=basis.source, date=basis.date) if basis.date else say("{source}", source=basis.source)
    match basis.status:
        case Status.ADOPTED:
            return source if basis.date else say("{source} (undated)", source=basis.source)
        case Status.PROPOSED:
            return say("{source} (proposed, not adopted)", source=source)
        case Status.ILLUSTRATIVE:
            return say("{source} (illustrative)", source=source)
