"""What happened, told in one sentence: for the log, the history and what undo took back."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.domain.committee import Committee
from reviewer.domain.economics.words import all_assumed
from reviewer.domain.enrolment import CASE_FEED, FeedCountersigned, HandedIn, SeatEnrolled, SeatKeyClosed
from reviewer.domain.events import (
    REPAIRED,
    ApplicationReceived,
    BudgetSet,
    CaseOpened,
    Dissented,
    Happening,
    Interest,
    InterestDeclared,
    MunicipalitiesImported,
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
from reviewer.domain.meeting.acts import MeetingAct
from reviewer.domain.meeting.interests import ground_words
from reviewer.domain.meeting.told import told
from reviewer.domain.said import Kroner, Said, say, say_number
from reviewer.domain.settlement import ConflictSettled

_STATES = {
    RatingState.DEFERRED: say("deferred the rating"),
    RatingState.ABSTAINED: say("abstained"),
    RatingState.WITHDRAWN: say("took the rating back"),
}
_RULINGS = {
    Ruling.WAIVED: say("waived"),
    Ruling.MET: say("held to be met"),
    Ruling.NOT_MET: say("held not to be met"),
    Ruling.COMPUTED: say("left to the computation"),
}
_OUTCOMES = {
    Outcome.RECOMMENDED: say("recommended"),
    Outcome.CONDITIONS: say("recommended with conditions"),
    Outcome.NOT_RECOMMENDED: say("not recommended"),
    Outcome.POSTPONED: say("postponed"),
}
_INTERESTS = {
    Interest.NONE: say("no interest"),
    Interest.POSSIBLE: say("a possible interest"),
    Interest.RECUSED: say("recused"),
}
_STAGES = {
    Stage.RATING: say("The ratings were closed."),
    Stage.OPENED: say("The ratings were opened."),
    Stage.SECOND_ROUND: say("The second round of ratings was opened."),
    Stage.PREPARING: say("The round is being prepared."),
    Stage.DECLARING: say("The seats declare their interests."),
    Stage.MEETING: say("The meeting began."),
    Stage.LOCKED: say("The case was locked."),
    Stage.DECIDED: say("The case is decided."),
}


def narrated(body: Happening, committee: Committee) -> Said:
    """Return the sentence; names of criteria, rules and seats are the committee's."""
    if isinstance(body, MeetingAct):
        return told(body, committee)
    match body:
        case Rated() | VerdictRuled() | Recommended() | Dissented() | InterestDeclared():
            return _of_application(body, committee)
        case ApplicationReceived():
            return say("The application came in from {source}: {title}.", source=body.source, title=body.content.title)
        case RatingExcluded() | PlaceMoved() | GrantDeclined() | DrawAnnounced() | CommitteeChanged():
            return intervened(body, committee)
        case AssumptionsSet() | EffectGraded():
            return own_view(body)
        case SeatEnrolled() | SeatKeyClosed() | FeedCountersigned() | HandedIn():
            return enrolled(body, committee)
        case ConflictSettled():
            return settled(body, committee)
        case _:
            return _of_case(body)


def placed(body: Happening, committee: Committee) -> Said:
    """Return the sentence with the application that it is about before it."""
    said, application = narrated(body, committee), getattr(body, "application", "")
    return say("{application}: {what}", application=application, what=said) if application and not isinstance(body, RowSetAside) else said


def acted(bodies: Sequence[Happening], committee: Committee) -> Said:
    """Return what one act was: its first event, and how many more there were."""
    first = placed(bodies[0], committee)
    if len(bodies) == 1:
        return first
    return say_number("{first} And {number} more.", "{first} And {number} more.", len(bodies) - 1, first=first)


def own_view(body: AssumptionsSet | EffectGraded) -> Said:
    """Return what the council assumes or how it grades in place of the applicant, with its reason."""
    match body:
        case AssumptionsSet():
            return say("The council assumes: {what}. {reason}", what=all_assumed(body.given), reason=body.reason)
        case EffectGraded(grade=""):
            return say("The applicant's grade of {effect} counts again: {reason}", effect=body.effect, reason=body.reason)
        case EffectGraded():
            return say("The council grades {effect} {grade}: {reason}", effect=body.effect, grade=body.grade, reason=body.reason)


def intervened(body: RatingExcluded | PlaceMoved | GrantDeclined | DrawAnnounced | CommitteeChanged, committee: Committee) -> Said:
    """Return what was done to the computed order, with its reason."""
    match body:
        case RatingExcluded():
            return _excluded(body, committee)
        case PlaceMoved(to=None):
            return say("The council leaves the place to the computed order again: {reason}", reason=body.reason)
        case PlaceMoved():
            return say("The council moves the application to place {place}: {reason}", place=body.to, reason=body.reason)
        case GrantDeclined():
            return say("The applicant declines the grant: {reason}", reason=body.reason)
        case DrawAnnounced():
            return say("The seed for drawing lots was announced: “{seed}”.", seed=body.seed)
        case CommitteeChanged():
            return say("The committee's rules were changed: {reason}", reason=body.reason)


def enrolled(body: SeatEnrolled | SeatKeyClosed | FeedCountersigned | HandedIn, committee: Committee) -> Said:
    """Return whose key came or went, or who handed in."""
    match body:
        case SeatEnrolled():
            return say("{name}'s key speaks for {seat}.", name=body.name or "–", seat=_seat(committee, body.holder))
        case SeatKeyClosed(of=of) if of != CASE_FEED:
            return say("What the closed key of {seat} signed here counts up to number {number}.", seat=body.holder, number=body.number)
        case SeatKeyClosed():
            return say("A key of {seat} was closed: {reason}", seat=_seat(committee, body.holder), reason=body.reason)
        case FeedCountersigned():
            return say_number(
                "Countersigned: {number} event that {seat} wrote before there were keys.",
                "Countersigned: {number} events that {seat} wrote before there were keys.",
                body.number,
                seat=_seat(committee, body.holder),
            )
        case HandedIn():
            return say("{seat} handed in its ratings.", seat=_seat(committee, body.seat))


def of_every_feed(bodies: Sequence[Happening], committee: Committee) -> Said:
    """Return what one act did in one feed after the other, in one sentence for all of them."""
    marks = [body for body in bodies if isinstance(body, FeedCountersigned)]
    if len(marks) < 2:  # noqa: PLR2004 - of a single one, whose events they were is told too
        return narrated(bodies[0], committee)
    return say_number(
        "Countersigned: {number} event that was written before there were keys.",
        "Countersigned: {number} events that were written before there were keys.",
        sum(body.number for body in marks),
    )


def settled(body: ConflictSettled, committee: Committee) -> Said:
    """Return whose value was kept of a field that was set in two places."""
    return say("A field was set in two places. One value of {seat} was kept.", seat=_seat(committee, body.holder))


def _excluded(body: RatingExcluded, committee: Committee) -> Said:
    criterion = committee.criterion(body.criterion)
    what = criterion.name if criterion else say("all criteria")
    seat = _seat(committee, body.rater)
    if body.standing is RatingStanding.COUNTED:
        return say("{seat}'s rating ({what}) counts again: {reason}", seat=seat, what=what, reason=body.reason)
    return say("{seat}'s rating ({what}) does not count: {reason}", seat=seat, what=what, reason=body.reason)


def _of_application(body: Rated | VerdictRuled | Recommended | Dissented | InterestDeclared, committee: Committee) -> Said:
    match body:
        case Rated():
            return _rated(body, committee)
        case VerdictRuled():
            rule = next((one.name for one in committee.rules if one.id == body.rule), body.rule)
            return say("{rule}: {ruling}. {reason}", rule=rule, ruling=_RULINGS[body.ruling], reason=body.reason)
        case Recommended():
            return _recommended(body)
        case Dissented():
            seat = _seat(committee, body.dissenter)
            return (
                say("{seat} disagrees: {text}", seat=seat, text=body.text) if body.text else say("{seat} took the dissent back.", seat=seat)
            )
        case InterestDeclared():
            ground = ground_words(committee, body.ground)
            named = say(" – {ground}", ground=ground) if isinstance(ground, Said) else say(". {ground}", ground=ground) if ground else "."
            return say("{seat}: {interest}{ground}", seat=_seat(committee, body.declarer), interest=_INTERESTS[body.interest], ground=named)


def _of_case(body: Happening) -> Said:
    match body:
        case CaseOpened():
            return say("The case was made for {committee}.", committee=body.committee.name)
        case BudgetSet():
            return say("The budget was set to {amount}.", amount=Kroner(body.amount))
        case MunicipalitiesImported():
            return say(
                "A register of {number} municipalities and counties came in from {source}.",
                number=len(body.municipalities),
                source=body.source,
            )
        case StageSet():
            return _STAGES[body.stage]
        case RowSetAside():
            return say("A row of {source} was set aside: {application}.", source=body.source, application=body.application or "–")
        case RowSettled():
            if body.reason == REPAIRED:
                return say("A row that was set aside is settled: its application has come in.")
            return say("A row that was set aside was dropped: {reason}.", reason=body.reason)
        case Undone():
            return say_number("An act of {number} event was taken back.", "An act of {number} events was taken back.", len(body.events))
        case _:
            raise TypeError(f"{type(body).__name__} concerns an application")


def rated_value(rated: Rated) -> Said | str:
    """Return what was given, without for what: the score or the state, and the comment."""
    what: Said | str = str(rated.score) if rated.state is RatingState.SCORED else _STATES[rated.state]
    return say("{what} (“{comment}”)", what=what, comment=rated.comment) if rated.comment else what


def _rated(rated: Rated, committee: Committee) -> Said:
    criterion = committee.criterion(rated.criterion)
    name = criterion.name if criterion else rated.criterion
    what: Said | str = str(rated.score) if rated.state is RatingState.SCORED else _STATES[rated.state]
    if rated.comment:
        return say("{criterion}: {what} (“{comment}”).", criterion=name, what=what, comment=rated.comment)
    return say("{criterion}: {what}.", criterion=name, what=what)


def _recommended(body: Recommended) -> Said:
    if body.outcome is None or "outcome" not in body.fields:
        return say("The recommendation was changed.")
    outcome = _OUTCOMES[body.outcome]
    if body.amount is None or "amount" not in body.fields:
        return say("The council's recommendation: {outcome}.", outcome=outcome)
    return say("The council's recommendation: {outcome}, {amount}.", outcome=outcome, amount=Kroner(body.amount))


def _seat(committee: Committee, seat_id: str) -> str:
    seat = committee.seat(seat_id)
    return seat.name if seat else seat_id
