"""What the council and the secretariat do to the computed order from the command line, each with its reason."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from reviewer.cli.answers import Answer, Refusal, Status, Table
from reviewer.cli.looking import acting_seat, opened, own_seat
from reviewer.cli.main import now
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.draw import announced
from reviewer.domain.earlier_ratings import Earlier, earlier_of, to_confirm
from reviewer.domain.events import Happening, Rated, Recommended, Stage, StageSet
from reviewer.domain.exclusion import nothing_there
from reviewer.domain.funding import Allocation
from reviewer.domain.interventions import CommitteeChanged, GrantDeclined, PlaceMoved, RatingExcluded, RatingStanding
from reviewer.domain.meeting.reserve import InLine, free, given, kept_until, reserve_list
from reviewer.domain.plan import beyond, recommended
from reviewer.domain.ranking.reach import out_of_reach
from reviewer.domain.recommendation import Threshold, above_the_line, threshold
from reviewer.domain.rights import refusal
from reviewer.domain.rounds import confirmed, waiting
from reviewer.domain.said import Kroner, Listed, Said, say, say_number
from reviewer.intake.committee import read_committee
from reviewer.language.numbers import decimal_text
from reviewer.language.speech import Speech
from reviewer.shipped import committee_path


def exclude(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Leave a seat's rating out, or let it count again."""
    standing = RatingStanding.COUNTED if call.count_again else RatingStanding.EXCLUDED
    with opened(call) as file:
        case = file.case().seen_by(acting_seat(file, call))
        committee = case.committee
    if committee.seat(call.rater) is None:
        names = ", ".join(one.id for one in committee.seats)
        raise Refusal(say("The committee has no seat {seat}. Its seats are {names}.", seat=call.rater, names=names))
    if call.criterion and committee.criterion(call.criterion) is None:
        raise Refusal(say("The committee has no criterion {criterion}.", criterion=call.criterion))
    body = RatingExcluded(application=call.id, rater=call.rater, criterion=call.criterion, reason=call.reason, standing=standing)
    if said := nothing_there(case, body):
        raise Refusal(said)
    return _done(call, [body])


def second_round(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Open the second round of ratings."""
    return _done(call, [StageSet(stage=Stage.SECOND_ROUND)])


def draw(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Announce the seed of a draw of lots."""
    return _done(call, [announced(call.seed)])


def place(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Put an application on another place, or leave it to the computed order again."""
    if call.to != "computed" and not call.to.isdecimal():
        raise Refusal(say("Write the place as a number, or: computed."), Status.MISUSED)
    to = None if call.to == "computed" else int(call.to)
    with opened(call) as file:
        seat = acting_seat(file, call)
        case = file.case()
        holder, body = case.committee.seat(seat), PlaceMoved(application=call.id, to=to, reason=call.reason)
        allowed = holder is not None and refusal(case.committee, holder, body) is None
        wrong = out_of_reach(assess(case.seen_by(seat)).places, call.id, to) if allowed and to is not None else None
    if wrong is not None:
        raise Refusal(wrong)
    return _done(call, [body])


def decline(call: argparse.Namespace, speech: Speech) -> Answer:
    """Record that an applicant takes no grant, and say who is next in line."""
    with opened(call) as file:
        seat = acting_seat(file, call)
        before = assess(file.case().seen_by(seat))
        file.append(seat, [GrantDeclined(application=call.id, reason=call.reason)], now())
        after = assess(file.case().seen_by(seat))
    had = given(before.judged[call.id].dossier)
    following = _next_in_line(after) if had else _gaining(before.allocation, after, speech)
    until = kept_until(after.case)
    over = until is not None and until < now().astimezone().date()
    late = (say("The reserve list ran out on {date}.", date=until),) if over else ()
    return Answer(words=(say("Written: {path}", path=str(call.case)), following, *late))


def _next_in_line(assessment: Assessment) -> Said:
    """Return who is first on the reserve list; who has been granted money already is not on it."""
    return _first_of(reserve_list(assessment), free(assessment.case))


def _first_of(waiting: Sequence[InLine], left: int | None) -> Said:
    """Return who of those that wait is next in line: all that share the first place, and whether the kroner that are free cover them."""
    if not waiting:
        return say("Nobody is next in line.")
    first = waiting[0]
    tied = [one for one in waiting if one.rank == first.rank]
    if len(tied) > 1 and (left is None or sum(one.could_get or 0 for one in tied) > left):
        return say("Next in line: {names} share the place. The council must choose between them.", names=_listed(tied))
    if len(tied) > 1 or left is None or first.could_get is None or first.could_get <= left:
        return say("Next in line: {names}.", names=_listed(tied))
    return say(
        "Next in line: {names}. It can get {amount}; {free} is free.",
        names=first.application,
        amount=Kroner(first.could_get),
        free=Kroner(left),
    )


def _listed(tied: Sequence[InLine]) -> Listed:
    return Listed(tuple(one.application for one in tied))


def _gaining(before: Allocation, after: Assessment, speech: Speech) -> Said:
    """Return who gets the money by the computed order, or who would be next, where the council had not given it to who declines."""
    had = {award.id: award.amount for award in before.awards}
    gains = [f"{award.id} ({speech.value(award.amount)})" for award in after.allocation.awards if award.amount > had.get(award.id, 0)]
    if gains:
        return say("Next in line: {names}.", names=", ".join(gains))
    waiting = [one for one in reserve_list(after) if after.allocation.award(one.application) is None]
    return _first_of(waiting, after.allocation.left) if waiting else _next_in_line(after)


def amend(call: argparse.Namespace, speech: Speech) -> Answer:
    """Change the committee's rules in a running case; say whose ratings wait to be confirmed."""
    source = read_committee(committee_path(call.committee), speech)
    with opened(call) as file:
        seat = acting_seat(file, call)
        file.append(seat, [CommitteeChanged(committee=source.committee, committee_hash=source.sha256, reason=call.reason)], now())
        case = file.case()
    rows = [(rated.seat, key, rated.criterion) for key, dossier in case.dossiers.items() for rated in dossier.outdated.values()]
    told = say_number(
        "{number} rating waits to be confirmed by its author.", "{number} ratings wait to be confirmed by their authors.", len(rows)
    )
    table = Table(tuple(map(speech.text, (say("Seat"), say("Application"), say("Criterion")))), sorted(rows))
    return Answer(parts=(table,) if rows else (), words=(say("Written: {path}", path=str(call.case)), told))


def confirm(call: argparse.Namespace, speech: Speech) -> Answer:
    """Let a seat's ratings from before the rules or the application were changed stand, or with `--dry-run` list them."""
    with opened(call) as file:
        seat = own_seat(file, call)
        case = file.case().seen_by(seat)
        asked = [case.dossiers[key] for key in call.ids or case.dossiers if key in case.dossiers]
        mine = to_confirm(asked, seat)
        bodies = list(confirmed(mine, case.committee, len(case.changes)))
        if not call.dry_run:
            file.append(seat, bodies, now())
    earlier = {(dossier.id, one.rated.criterion): one for dossier in asked for one in earlier_of(dossier, seat)}
    said = (say("Application"), say("Criterion"), say("Score"), say("Given before"), say("Now"))
    rows = [_confirmable(one, earlier.get((one.application, one.criterion)), bodies, speech) for one in mine]
    data = {
        "confirmed": 0 if call.dry_run else len(bodies),
        "outdated": [_rated_data(one) for one in waiting(asked, seat)],
        "earlier": [_rated_data(one.rated) | {"changed": [change.field for change in one.changes]} for one in earlier.values()],
    }
    words = () if call.dry_run else (say_number("{number} rating was carried over.", "{number} ratings were carried over.", len(bodies)),)
    return Answer(data=data, parts=(Table(tuple(map(speech.text, said)), rows),), words=words)


def _rated_data(one: Rated) -> dict[str, Any]:
    return {"application": one.application, "criterion": one.criterion, "score": one.score}


def _confirmable(one: Rated, earlier: Earlier | None, bodies: Sequence[Rated], speech: Speech) -> tuple[str, ...]:
    revised = earlier is not None and earlier.rated is one
    since = say("the application was revised") if revised else say("the rules were changed")
    score = "–" if one.score is None else str(one.score)
    return (one.application, one.criterion, score, speech.text(since), _fate(one, bodies, speech))


def _fate(one: Rated, bodies: Sequence[Rated], speech: Speech) -> str:
    held = any((body.application, body.criterion, body.round) == (one.application, one.criterion, one.round) for body in bodies)
    return speech.text(say("can be carried over") if held else say("must be given again"))


def recommend_line(call: argparse.Namespace, speech: Speech) -> Answer:
    """Recommend all above the budget line, or those of them that reach a mean, as one act; what is recommended already stays as it is."""
    least = _least(call.at_least)
    with opened(call) as file:
        seat = acting_seat(file, call)
        case = file.case().seen_by(seat)
        assessment = assess(case)
        means = {place.id: assessment.judged[place.id].score.value for place in assessment.places}
        kept = None if least is None else threshold(assessment.allocation, means, least)
        awards = assessment.allocation.awards if kept is None else kept.reaching
        settled = {key for key, dossier in case.dossiers.items() if dossier.recommendation.outcome is not None}
        bodies = above_the_line(awards, settled)
        over = beyond(case, recommended(case) + sum(body.amount or 0 for body in bodies))
        if bodies and not call.dry_run and over is None:
            file.append(seat, bodies, now())
    written = not call.dry_run and bool(bodies) and over is None
    data = {
        "recommended": [{"id": body.application, "amount": body.amount, "score": means[body.application]} for body in bodies],
        "below": [{"id": key, "score": means[key]} for key in kept.below] if kept else [],
        "without_money": [{"id": key, "score": means[key]} for key in kept.without_money] if kept else [],
        "written": written,
        "refused": None if over is None else speech.text(over),
    }
    rows = [(body.application, _points(means[body.application], speech), _amount(body, speech)) for body in bodies]
    table = Table(tuple(map(speech.text, (say("Application"), say("Points"), say("Amount")))), rows, frozenset({1, 2}))
    told = say("Written: {path}", path=str(call.case)) if written else say("Nothing was written.")
    words = (*(() if over is None else (over,)), *_beside_threshold(kept), told)
    return Answer(data=data, parts=(table,), words=words, status=Status.DONE if over is None else Status.REFUSED)


def _least(written: str) -> Fraction | None:
    """Return the least mean that is asked for, exactly; None where none is."""
    if not written:
        return None
    try:
        return Fraction(written.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        wrong = say("--at-least takes a score, as 3.5, not “{written}”.", written=written)
        raise Refusal(wrong, Status.MISUSED) from None


def _beside_threshold(kept: Threshold | None) -> tuple[Said, ...]:
    if kept is None:
        return ()
    below = say("Above the budget line, but below the score: {names}.", names=Listed(kept.below)) if kept.below else None
    without = (
        say("Reach the score, but there is no money for them: {names}.", names=Listed(kept.without_money)) if kept.without_money else None
    )
    return tuple(said for said in (below, without) if said is not None)


def _points(value: Fraction | None, speech: Speech) -> str:
    return "–" if value is None else decimal_text(value, speech.language, 2)


def _amount(body: Recommended, speech: Speech) -> str:
    return "–" if body.amount is None else speech.value(body.amount)


def _done(call: argparse.Namespace, bodies: Sequence[Happening]) -> Answer:
    with opened(call) as file:
        file.append(acting_seat(file, call), bodies, now())
    return Answer(words=(say("Written: {path}", path=str(call.case)),))
