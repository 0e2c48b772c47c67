"""How the order was made, so that a reader can make it again: method, tie keys, draw, thresholds, what was done by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.domain.assessment import setting
from reviewer.domain.blocks import Block, Bullets, Paragraph
from reviewer.domain.case import Case
from reviewer.domain.committee import RankMethod
from reviewer.domain.draw import rival_seeds
from reviewer.domain.interventions import RatingExcluded
from reviewer.domain.ordering import Leniency, TieKey, TieKind
from reviewer.domain.proposal.reading import Reading
from reviewer.domain.proposal.words import titled
from reviewer.domain.ranking.comparison import optimal_orders, optimal_words
from reviewer.domain.ranking.ties import KEY_NAMES
from reviewer.domain.rounds import Shift, shifts
from reviewer.domain.said import Listed, Said, Value, say, say_number
from reviewer.domain.thresholds import order_without_ratings

METHOD_SENTENCES: Mapping[RankMethod, Said] = {
    RankMethod.MEAN: say("The applications are ranked by score."),
    RankMethod.MEDIAN: say("The applications stand in the order of the median of the members' own scores."),
    RankMethod.NPV_PER_KRONE: say(
        "The applications stand in the order of net present value per krone invested; the non-monetised effects decide between equals."
    ),
    RankMethod.BORDA: say(
        "Each member's own scores make an order of the applications. They stand in the order of the share of these comparisons that each "
        "wins, an equal one counting half (Borda)."
    ),
    RankMethod.COPELAND: say(
        "Each member's own scores make an order of the applications. They stand in the order of how many each has a majority over, less "
        "how many have a majority over it (Copeland)."
    ),
    RankMethod.SCHULZE: say(
        "Each member's own scores make an order of the applications. They stand in the order of how many each stands above by the "
        "strongest path of majorities, less how many stand above it (Schulze)."
    ),
    RankMethod.KEMENY: say(
        "Each member's own scores make an order of the applications. They stand in the order that disagrees with these in the fewest "
        "pairs; where several orders are equally good, those that differ share a place (Kemeny)."
    ),
}
VALUE_NAMES: Mapping[RankMethod, Said] = {
    RankMethod.MEAN: say("Score"),
    RankMethod.MEDIAN: say("Median"),
    RankMethod.NPV_PER_KRONE: say("NPV per krone"),
    RankMethod.BORDA: say("Borda"),
    RankMethod.COPELAND: say("Copeland"),
    RankMethod.SCHULZE: say("Schulze"),
    RankMethod.KEMENY: say("Kemeny"),
}
"""How the column of the method's values is headed."""


def decided(reading: Reading) -> Iterator[Block]:
    """Return what decided between equals, which thresholds hold, and what changed the ratings or the rules on the way."""
    yield Paragraph(_equals(reading))
    yield from _paragraphs(_optimal(reading), _draw(reading), _thresholds(reading), _leniency(reading), _discussion(reading))
    changes = tuple(say("{reason}", reason=change.reason) for change in reading.assessment.case.changes)
    yield from _listed(say("The committee's rules were changed during the round:"), changes)
    yield from _listed(say("These ratings do not count:"), tuple(_exclusions(reading)))


def grounds(reading: Reading) -> Iterator[Block]:
    """Return what a reader of the list alone needs to make the order again: how lots are drawn, the thresholds, what does not count."""
    drawn = any(place.decided for place in reading.assessment.places)
    yield from _paragraphs(_draw(reading) if drawn else None, _thresholds(reading), _leniency(reading))
    yield from _listed(say("These ratings do not count:"), tuple(_exclusions(reading)))


def _equals(reading: Reading) -> Said:
    keys = reading.committee.ranking.ties
    if not keys:
        return say("Applications with equal values share a place, written as 2=. Nothing but the method decides between them.")
    return say(
        "Where values are equal, these decide, one after the other: {keys}. What is equal then too shares a place, written as 2=. "
        "Part 4 reports each use.",
        keys=Listed(tuple(_key(reading, key) for key in keys)),
    )


def _key(reading: Reading, key: TieKey) -> Said:
    names = {one.id: one.name for one in reading.committee.criteria} | {one.id: one.name for one in reading.committee.fields}
    match key.kind:
        case TieKind.CRITERION:
            return say("{name}", name=names.get(key.of, key.of))
        case TieKind.THEME:
            return say("{name} not covered above", name=names.get(key.of, key.of))
        case _:
            return KEY_NAMES[key.kind]


def _optimal(reading: Reading) -> Said | None:
    if reading.committee.ranking.method is not RankMethod.KEMENY:
        return None
    orders = optimal_orders(setting(reading.assessment))
    return None if orders is None else optimal_words(orders)


def _draw(reading: Reading) -> Said | None:
    if all(key.kind is not TieKind.DRAW for key in reading.committee.ranking.ties):
        return None
    case = reading.assessment.case
    rivals = rival_seeds(case.conflicts)
    if rivals:
        return say(
            "Several seeds for drawing lots are announced, {seeds}. No lots are drawn until one of them is kept.", seeds=Listed(rivals)
        )
    if case.draw is None or case.seed is None:
        return say("No seed for drawing lots is announced, so that no lots are drawn.")
    algorithm = say(
        "Lots are drawn so that anybody can repeat it: the seed, a vertical bar and the application's number, as in “{example}”, are "
        "written in UTF-8; the application with the smallest SHA-256 of that comes first. The seed “{seed}” was announced {date}.",
        example=f"{case.seed}|{next(iter(reading.assessment.judged), '1')}",
        seed=case.seed,
        date=case.draw.at.date(),
    )
    return say("{first} {second}", first=algorithm, second=_known_then(case))


def _known_then(case: Case) -> Said:
    """Return whether the order could be seen when the seed was announced."""
    if order_without_ratings(case.committee) or (case.drawn_at is not None and case.drawn_at.ratings_open):
        return say("The order could be seen when the seed was announced.")
    return say("The members' ratings were not opened when the seed was announced.")


def _thresholds(reading: Reading) -> Said | None:
    found: list[Said] = [
        say("{name} {least}", name=one.name, least=one.threshold) for one in reading.committee.criteria if one.threshold is not None
    ]
    if reading.committee.ranking.least_sum is not None:
        found.append(say("the sum of the criteria {least}", least=reading.committee.ranking.least_sum))
    if not found:
        return None
    return say("One that does not reach these means gets no money, whatever its place: {thresholds}.", thresholds=Listed(tuple(found)))


def _leniency(reading: Reading) -> Said | None:
    if reading.committee.ranking.leniency is Leniency.ADVICE:
        return None
    return say("How strict each member is, is taken out of the scores by an additive model with ridge 1.")


def _discussion(reading: Reading) -> Said | None:
    moved: list[Shift] = [shift for one in reading.ordered for shift in shifts(one.dossier.before, one.dossier.ratings)]
    if not moved:
        return None
    members = say_number("{number} member changed", "{number} members changed", len({shift.seat for shift in moved}))
    scores = say_number("{number} score", "{number} scores", len(moved))
    return say("The members rated again after the discussion, and that is what counts: {members} {scores}.", members=members, scores=scores)


def _exclusions(reading: Reading) -> Iterator[Said]:
    for one in reading.ordered:
        for excluded in one.dossier.excluded.values():
            yield say(
                "{seat} on {name}, {criterion}: {reason}",
                seat=reading.seat_name(excluded.rater),
                name=titled(one.dossier.application),
                criterion=_criterion(reading, excluded),
                reason=excluded.reason,
            )


def _criterion(reading: Reading, excluded: RatingExcluded) -> Value:
    criterion = reading.committee.criterion(excluded.criterion)
    return criterion.name if criterion else say("all criteria")


def moves(reading: Reading) -> Iterator[Said]:
    """Return what the council moved by hand, each with both places and the reason."""
    for place in reading.assessment.places:
        if place.move is not None:
            yield say(
                "{name}: from place {computed} to place {final}. {reason}",
                name=titled(reading.assessment.judged[place.id].dossier.application),
                computed="–" if place.computed is None else place.computed,
                final=place.rank,
                reason=place.move.reason,
            )


def displaced(reading: Reading) -> Iterator[Said]:
    """Return what stands elsewhere because the council moved others, each with both places."""
    for place in reading.assessment.places:
        if place.move is None and place.computed is not None and place.computed != place.rank:
            yield say(
                "{name}: computed place {computed}, now place {final}",
                name=titled(reading.assessment.judged[place.id].dossier.application),
                computed=place.computed,
                final=place.rank,
            )


def ties(reading: Reading) -> Iterator[Said]:
    """Return each use of a tie key."""
    for place in reading.assessment.places:
        for told in place.decided:
            yield say("{name}: {what}", name=titled(reading.assessment.judged[place.id].dossier.application), what=told)


def _paragraphs(*sentences: Said | None) -> Iterator[Paragraph]:
    return (Paragraph(sentence) for sentence in sentences if sentence is not None)


def _listed(lead: Said, items: tuple[Said, ...]) -> Iterator[Block]:
    if items:
        yield Paragraph(lead)
        yield Bullets(items)
