"""What seats do to a case from the command line: rule, rate, open, recommend, take back."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from reviewer.cli.answers import Answer, Refusal, Status
from reviewer.cli.looking import acting_seat, opened, own_seat
from reviewer.cli.main import now
from reviewer.cli.problems import problem_data, problem_lines
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.case import Case
from reviewer.domain.events import (
    RECOMMENDATION_FIELDS,
    BudgetSet,
    Dissented,
    Happening,
    Outcome,
    Rated,
    Recommended,
    Ruling,
    Stage,
    StageSet,
    VerdictRuled,
)
from reviewer.domain.exclusion import ruled_out, told
from reviewer.domain.meeting.carried import conditions_refused
from reviewer.domain.plan import beyond_with
from reviewer.domain.recommendation import GRANTING, Recommendation, departure
from reviewer.domain.rights import refusal
from reviewer.domain.said import Said, say, say_number
from reviewer.domain.thresholds import order_without_ratings
from reviewer.intake.ratings import read_ratings
from reviewer.language.speech import Speech


def budget(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Set the round's frame."""
    return _done(call, [BudgetSet(amount=call.amount)])


def open_ratings(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Open the ratings; from then on the seats see each other's."""
    return _done(call, [StageSet(stage=Stage.OPENED)])


def rule(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Waive or overrule a verdict, or leave it to the computation again."""
    with opened(call) as file:
        rules = [one.id for one in file.case(only=()).committee.rules]
    if call.rule not in rules:
        raise Refusal(say("The committee has no rule {rule}. Its rules are {names}.", rule=call.rule, names=", ".join(rules)))
    return _done(call, [VerdictRuled(application=call.id, rule=call.rule, ruling=Ruling(call.ruling), reason=call.reason)])


def rate(call: argparse.Namespace, speech: Speech) -> Answer:
    """Read a seat's ratings from a spreadsheet; all of them come in, or none. What is the same already is not written again."""
    with opened(call) as file:
        seat = own_seat(file, call)
        case = file.case()
        ratings, problems = read_ratings(call.ratings, case.committee, seat, frozenset(case.seen_by(seat).dossiers), speech)
        fresh = [rated for rated in ratings if not _said_already(case, rated)]
        data = {"rated": 0 if problems else len(fresh), "unchanged": len(ratings) - len(fresh), "problems": problem_data(problems)}
        if problems:
            return Answer(data=data, words=(*problem_lines(problems), say("Nothing was written.")), status=Status.REFUSED)
        if not call.dry_run:
            file.append(seat, fresh, now())
        said = _left_out(case.seen_by(seat), seat, ratings)
    data["left_out"] = [speech.text(one) for one in said]
    return Answer(data=data, words=(say_number("{number} rating", "{number} ratings", len(fresh)), *said))


def _left_out(seen: Case, seat: str, ratings: Sequence[Rated]) -> tuple[Said, ...]:
    """Return what the seat is to know of ratings that count nowhere, because the council has left them out."""
    keys = dict.fromkeys(one.application for one in ratings if ruled_out(seen.dossiers[one.application], seat, one.criterion))
    return tuple(words for key in keys for words in told(seen.dossiers[key], seat))


def _said_already(case: Case, rated: Rated) -> bool:
    """Whether the seat says this already, whenever it said so."""
    held = case.dossiers[rated.application].ratings.get((rated.seat, rated.criterion))
    return held is not None and (held.state, held.score, held.comment) == (rated.state, rated.score, rated.comment)


def recommend(call: argparse.Namespace, speech: Speech) -> Answer:
    """Record the council's recommendation, or a seat's dissent from it."""
    values = {
        "outcome": Outcome(call.outcome) if call.outcome else None,
        "amount": call.amount,
        "conditions": tuple(one for one in call.conditions if one.strip()) if call.conditions is not None else None,
        "reasons": call.reasons,
        "departure": call.departure,
    }
    given = {name: value for name, value in values.items() if value is not None}
    bodies: list[Happening] = []
    over: Said | None = None
    if given:
        over = _checked(call, given, speech)
        fields = tuple(name for name in RECOMMENDATION_FIELDS if name in given)
        bodies.append(Recommended(application=call.id, fields=fields, **given))
    if call.dissent:
        bodies.append(Dissented(application=call.id, dissenter=call.dissent[0], text=call.dissent[1]))
    if not bodies:
        raise Refusal(say("Say what is recommended: --outcome, --amount, --condition, --reasons or --dissent."), Status.MISUSED)
    done = _done(call, bodies)
    return done if over is None else replace(done, words=(over, *done.words))


def undo(call: argparse.Namespace, speech: Speech) -> Answer:
    """Take back the seat's last act, and say what it was."""
    from reviewer.cli.words import event_line

    with opened(call) as file:
        undone = file.undo(acting_seat(file, call), now())
        committee = file.case(only=()).committee
    if not undone:
        return Answer(words=(say("There is nothing to take back."),), status=Status.REFUSED)
    return Answer(words=tuple(say("Taken back: {what}", what=event_line(event, committee, speech)) for event in undone))


def _done(call: argparse.Namespace, bodies: list[Happening]) -> Answer:
    with opened(call) as file:
        file.append(acting_seat(file, call), bodies, now())
    return Answer(words=(say("Written: {path}", path=str(call.case)),))


def _checked(call: argparse.Namespace, given: dict[str, object], speech: Speech) -> Said | None:
    """Refuse a recommendation that says too little; return by how much the council exceeds the frame with it, as far as the seat sees."""
    with opened(call) as file:
        seat = acting_seat(file, call)
        case = file.case()
    holder = case.committee.seat(seat)
    if holder is None or refusal(case.committee, holder, Recommended(application=call.id, fields=())):
        return None
    seen = case.seen_by(seat)
    if call.id not in seen.dossiers:
        return None
    present = seen.dossiers[call.id].recommendation
    whole = Recommendation(**{name: given.get(name, getattr(present, name)) for name in RECOMMENDATION_FIELDS})  # type: ignore[arg-type]
    if whole.outcome in GRANTING and whole.amount is None:
        raise Refusal(say("Say how much is recommended: --amount KRONER."))
    if wrong := conditions_refused(whole.outcome, whole.conditions):
        clears = say('{why} Those that are written already are taken away with --condition "".', why=wrong)
        raise Refusal(wrong if call.conditions else clears)
    if case.stage.ratings_open or order_without_ratings(case.committee):  # else there is no order yet that anybody may know
        _refuse_unexplained(call, assess(seen), whole, speech)
    return beyond_with(seen, call.id, whole)


def _refuse_unexplained(call: argparse.Namespace, assessment: Assessment, whole: Recommendation, speech: Speech) -> None:
    """Refuse a recommendation that departs from the order without saying why."""
    said = departure(whole, assessment.allocation.award(call.id), assessment.before_moves(call.id))
    if said and not whole.departure.strip():
        raise Refusal(say("{departure} Write why: --departure TEXT.", departure=speech.text(said)))
