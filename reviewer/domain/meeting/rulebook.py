"""The named rule sets for quorum, votes and recusal, as data: each with the paragraph that it is taken from.

Whether these acts bind a council is for its own rules to say; a committee's file names the sets that it works by.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from reviewer.domain.committee import Committee, QuorumRules
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass


class Half(StrEnum):
    """How many of the body's members have to take part in a case."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"


class Tie(StrEnum):
    """How the leader's vote parts equal votes: it decides, or it counts twice."""

    CASTING = "casting"
    DOUBLE = "double"


class Abstention(StrEnum):
    """Whether somebody who takes part may abstain from voting."""

    ALLOWED = "allowed"
    DUTY_TO_VOTE = "duty_to_vote"


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingRules:
    """One rule set for quorum and votes. Decisions are made by the majority of the votes cast."""

    paragraph: Said
    half: Half
    tie: Tie
    abstention: Abstention

    def needed(self, entitled: int) -> int:
        """Return how many of so many members have to take part, and to vote."""
        return (entitled + 1) // 2 if self.half is Half.AT_LEAST else entitled // 2 + 1


VOTING: Mapping[QuorumRules, VotingRules] = {
    QuorumRules.KOMMUNELOVEN: VotingRules(
        paragraph=say("kommuneloven § 11-9"),
        half=Half.AT_LEAST,
        tie=Tie.CASTING,
        abstention=Abstention.ALLOWED,
    ),
    QuorumRules.FORVALTNINGSLOVEN_NEW: VotingRules(
        paragraph=say("forvaltningsloven (2025) § 90"),
        half=Half.MORE_THAN,
        tie=Tie.DOUBLE,
        abstention=Abstention.DUTY_TO_VOTE,
    ),
}


def voting_rules(committee: Committee) -> VotingRules:
    """Return the committee's rules for quorum and votes."""
    return VOTING[committee.procedure.quorum]


def duty_to_vote(committee: Committee) -> Said | None:
    """Return that nobody who takes part may abstain, or None where one may."""
    rules = voting_rules(committee)
    if rules.abstention is Abstention.ALLOWED:
        return None
    return say("Nobody who takes part may abstain ({paragraph}).", paragraph=rules.paragraph)


class GroundKind(StrEnum):
    """Whether a ground recuses by itself, or the body weighs it."""

    AUTOMATIC = "automatic"
    DISCRETIONARY = "discretionary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why a seat may not take part; `paragraph` is where it stands, or says that it is the council's own."""

    id: str
    name: Said
    paragraph: Said
    kind: GroundKind


PARTY = "party"
KIN = "kin"
OFFICE = "office"
PARTNER = "partner"
DISCRETION = "discretion"
COMPETING = "competing"
SAME_INSTITUTION = "same_institution"

_NAMES = {
    PARTY: say("is a party to the case"),
    KIN: say("is close kin of a party"),
    OFFICE: say("holds an office in, or is employed by, a party"),
    PARTNER: say("holds an office in, or is employed by, a partner in the project"),
    DISCRETION: say("other circumstances that may weaken trust"),
    COMPETING: say("has an application of its own in the round"),
    SAME_INSTITUTION: say("is of the same institution as the applicant"),
}
_AUTOMATIC = frozenset({PARTY, KIN, OFFICE, PARTNER})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalRules:
    """One rule set for recusal: where its grounds stand, and where it says who decides."""

    grounds: Said
    decides: Said


RECUSAL: Mapping[str, RecusalRules] = {
    "forvaltningsloven-6": RecusalRules(grounds=say("forvaltningsloven § 6"), decides=say("forvaltningsloven § 8")),
    "forvaltningsloven-2025-25": RecusalRules(
        grounds=say("forvaltningsloven (2025) §§ 25–29"), decides=say("forvaltningsloven (2025) §§ 25–29")
    ),
    "kommuneloven-11-10": RecusalRules(grounds=say("kommuneloven § 11-10"), decides=say("forvaltningsloven § 8")),
}


def recusal_rules(committee: Committee) -> RecusalRules:
    """Return the committee's rules for recusal; a name that the program does not know is its own paragraph."""
    named = committee.procedure.recusal
    its_own = say("{rules}", rules=named)
    return RECUSAL.get(named, RecusalRules(grounds=its_own, decides=its_own))


def grounds(committee: Committee) -> tuple[Ground, ...]:
    """Return the grounds that a seat can name, with where each stands.

    A competing application and the same institution are weighed under the rule set's discretionary ground, unless the council has made
    them grounds of its own.
    """
    law, council = recusal_rules(committee).grounds, say("the council's own rule")
    own = {str(name) for name in committee.procedure.own_grounds}
    named = (PARTY, KIN, OFFICE, PARTNER, COMPETING, SAME_INSTITUTION, DISCRETION)
    return tuple(_ground(name, council if name in own else law) for name in named)


def _ground(name: str, paragraph: Said) -> Ground:
    kind = GroundKind.AUTOMATIC if name in _AUTOMATIC else GroundKind.DISCRETIONARY
    return Ground(id=name, name=_NAMES[name], paragraph=paragraph, kind=kind)
