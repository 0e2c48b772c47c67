"""Why an application has its place, in one sentence or a few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from reviewer.domain.committee import Ranking, RankMethod
from reviewer.domain.ordering import Leniency
from reviewer.domain.ranking.candidate import Candidate, Group, by_own_assumptions
from reviewer.domain.ranking.moves import Move
from reviewer.domain.said import Listed, Points, Said, Share, Value, say, say_number
from reviewer.domain.slotted import dataclass

GROUP_WORDS: Mapping[Group, Said] = {
    Group.ELIGIBLE: say("Among the eligible"),
    Group.UNRESOLVED: say("After the eligible, because a requirement is not resolved"),
    Group.NOT_ELIGIBLE: say("After the eligible, because a requirement is not met"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """All that decided a place: `sharing` is how many share it, `decided` tells each tie key used.

    `computed` is the place before all moves, `final` the one after.
    """

    candidate: Candidate
    group: Group
    value: Fraction | None
    sharing: int = 1
    decided: tuple[Said, ...] = ()
    move: Move | None = None
    computed: int | None = None
    final: int | None = None


def reason(ranking: Ranking, grounds: Grounds) -> Said:
    """Return why the place is what it is: the part of the list, the method, each tie key that was used, the council's move."""
    shared = say("; {number} share the place", number=grounds.sharing) if grounds.sharing > 1 else ""
    by = say("no value by the method") if grounds.value is None else by_method(ranking, grounds.candidate, grounds.value)
    words = say("{group}: {by}{shared}.", group=group_words(grounds.group, grounds.candidate), by=by, shared=shared)
    for told in (*_left_out(grounds.candidate), *_own_view(ranking.method, grounds.candidate), *grounds.decided):
        words = say("{first} {second}", first=words, second=told)
    if grounds.move is None:
        return _displaced(words, grounds)
    before = say("no place") if grounds.computed is None else say("place {number}", number=grounds.computed)
    after = say("Moved from {before} by the council: {reason}", before=before, reason=grounds.move.reason)
    return say("{first} {second}", first=words, second=after)


def _displaced(words: Said, grounds: Grounds) -> Said:
    """Return the words with the computed place, where the council's moves of others have changed it."""
    if grounds.computed is None or grounds.final is None or grounds.computed == grounds.final:
        return words
    why = say("Computed place {number}: the council has moved others.", number=grounds.computed)
    return say("{first} {second}", first=words, second=why)


def _left_out(candidate: Candidate) -> Iterator[Said]:
    """Yield that the council has left ratings out; why stands with the ratings."""
    if candidate.left_out:
        yield say_number(
            "What {number} member has given is left out, for a reason that is kept.",
            "What {number} members have given is left out, for reasons that are kept.",
            candidate.left_out,
        )


def _own_view(method: RankMethod, candidate: Candidate) -> Iterator[Said]:
    """Yield on what of the council's own the place rests, with what the applicant states."""
    stated = candidate.as_stated
    if method is not RankMethod.NPV_PER_KRONE or stated is None:
        return
    if stated.npv_per_krone != candidate.npv_per_krone:
        yield by_own_assumptions(stated.npv_per_krone)
    if stated.effects != candidate.effects:
        effects: Value = say("not stated") if stated.effects is None else stated.effects
        yield say("The effects are by the council's own grades; as the applicant grades them, they are {effects}.", effects=effects)


def group_words(group: Group, candidate: Candidate) -> Said:
    """Return which part of the list it is, and why."""
    if group is Group.BELOW_THRESHOLD:
        return say("After the eligible, because it is below the threshold for {names}", names=Listed(candidate.below))
    if group is Group.ELIGIBLE and candidate.eligible is None:
        return say("With the eligible, though a requirement is not resolved")
    return GROUP_WORDS[group]


def by_method(ranking: Ranking, candidate: Candidate, value: Fraction) -> Said:
    """Return what the method found."""
    match ranking.method:
        case RankMethod.MEAN:
            words = (
                say("overall rating {value}", value=Points(value)) if ranking.overall else say("weighted mean {value}", value=Points(value))
            )
            taken_out = ranking.leniency is Leniency.APPLIED and candidate.members
            return say("{words} when how strict each member is has been taken out", words=words) if taken_out else words
        case RankMethod.MEDIAN:
            return say("median {value}", value=Points(value))
        case RankMethod.NPV_PER_KRONE:
            effects: Value = say("not stated") if candidate.effects is None else candidate.effects
            return say("net present value per krone invested {value}, non-monetised effects {effects}", value=value, effects=effects)
        case RankMethod.BORDA:
            return say("wins {share} of its comparisons in the members' orders (Borda)", share=Share(value))
        case RankMethod.COPELAND:
            return say("by majority, victories less defeats {value} (Copeland)", value=value)
        case RankMethod.SCHULZE:
            return say("by the strongest paths of majorities, above less below {value} (Schulze)", value=value)
        case RankMethod.KEMENY:
            return say("{value} stand below it in every order closest to the members' (Kemeny)", value=value)


def unplaced_reason(ranking: Ranking, candidate: Candidate) -> Said:
    """Return why there is no place."""
    match ranking.method:
        case RankMethod.MEAN | RankMethod.MEDIAN if candidate.waiting:
            return say_number(
                "No place: {number} rating from before the rules were changed waits to be confirmed or given again.",
                "No place: {number} ratings from before the rules were changed wait to be confirmed or given again.",
                candidate.waiting,
            )
        case RankMethod.NPV_PER_KRONE:
            return say("No place: the net present value per krone is not known.")
        case RankMethod.MEAN | RankMethod.MEDIAN if ranking.overall:
            return say("No place: the overall rating has not been given.")
        case RankMethod.MEAN | RankMethod.MEDIAN:
            return say("No place: not every criterion has been rated.")
        case _:
            return say("No place: no member has rated it beside another.")
