"""What happened, in a few words: for what was undone, and for an application's history."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.domain import events, interventions
from reviewer.domain.committee import Committee
from reviewer.domain.enrolment import FeedCountersigned, HandedIn, SeatEnrolled, SeatKeyClosed
from reviewer.domain.events import Event, Happening
from reviewer.domain.interventions import CommitteeChanged, DrawAnnounced
from reviewer.domain.meeting.acts import MeetingAct
from reviewer.domain.meeting.told import told
from reviewer.domain.narration import enrolled, intervened, own_view, settled
from reviewer.domain.said import Kroner, Said, say, say_number
from reviewer.domain.settlement import ConflictSettled
from reviewer.tui.words import OUTCOME

_STATES = {
    events.RatingState.DEFERRED: say("deferred"),
    events.RatingState.ABSTAINED: say("abstained"),
    events.RatingState.WITHDRAWN: say("taken back"),
}
_RULINGS = {
    events.Ruling.WAIVED: say("waived"),
    events.Ruling.MET: say("met"),
    events.Ruling.NOT_MET: say("not met"),
    events.Ruling.COMPUTED: say("as computed"),
}
_STAGES = {
    events.Stage.RATING: say("the ratings were closed again"),
    events.Stage.OPENED: say("the ratings were opened to all"),
    events.Stage.SECOND_ROUND: say("the second round of ratings was opened"),
    events.Stage.PREPARING: say("the round is being prepared"),
    events.Stage.DECLARING: say("the seats declare their interests"),
    events.Stage.MEETING: say("the meeting began"),
    events.Stage.LOCKED: say("the case was locked"),
    events.Stage.DECIDED: say("the case is decided"),
}


def act_words(act: Sequence[Event], committee: Committee) -> Said:
    """Return what one act was: its first event, and how many more there were."""
    first = happening_words(act[0].body, committee)
    if len(act) == 1:
        return first
    return say_number("{first}, and {number} more", "{first}, and {number} more", len(act) - 1, first=first)


def happening_words(body: Happening, committee: Committee) -> Said:
    """Return what happened, without who and when."""
    if isinstance(body, MeetingAct):
        return told(body, committee)
    match body:
        case events.CaseOpened():
            return say("the case was opened")
        case events.BudgetSet():
            return say("the budget: {amount}", amount=Kroner(body.amount))
        case events.MunicipalitiesImported():
            return say("the register of municipalities: {source}", source=body.source)
        case events.StageSet(stage=stage):
            return _STAGES[stage]
        case events.Undone():
            return say("an act was undone")
        case DrawAnnounced() | CommitteeChanged():
            return intervened(body, committee)
        case SeatEnrolled() | SeatKeyClosed() | FeedCountersigned() | HandedIn():
            return enrolled(body, committee)
        case ConflictSettled():
            return settled(body, committee)
        case events.RowSetAside() | events.RowSettled():
            return _row_words(body)
        case _:
            return say("{application}: {what}", application=body.application, what=_application_words(body, committee))


def _row_words(body: events.RowSetAside | events.RowSettled) -> Said:
    if isinstance(body, events.RowSetAside):
        return say("a row was set aside: {application}", application=body.application or body.source)
    if body.reason == events.REPAIRED:
        return say("a row set aside was settled: its application has come in")
    return say("a row set aside was dropped: {reason}", reason=body.reason)


ApplicationHappening = (
    events.ApplicationReceived
    | events.Rated
    | interventions.RatingExcluded
    | interventions.PlaceMoved
    | interventions.GrantDeclined
    | interventions.AssumptionsSet
    | interventions.EffectGraded
    | events.VerdictRuled
    | events.Recommended
    | events.Dissented
    | events.InterestDeclared
)


def _application_words(body: ApplicationHappening, committee: Committee) -> Said:
    match body:
        case events.ApplicationReceived():
            return say("received from {source}", source=body.source)
        case events.Rated():
            criterion = committee.criterion(body.criterion)
            given = str(body.score) if body.state is events.RatingState.SCORED else _STATES[body.state]
            name = criterion.name if criterion else body.criterion
            if body.comment:
                return say("{criterion}: {given}, with the comment “{comment}”", criterion=name, given=given, comment=body.comment)
            return say("{criterion}: {given}", criterion=name, given=given)
        case events.VerdictRuled():
            rule = next((rule.name for rule in committee.rules if rule.id == body.rule), body.rule)
            return say("{criterion}: {given}", criterion=rule, given=_RULINGS[body.ruling])
        case events.Recommended():
            return _recommended_words(body)
        case events.Dissented():
            return say("dissent") if body.text else say("dissent taken back")
        case events.InterestDeclared():
            return say("interest declared")
        case interventions.AssumptionsSet() | interventions.EffectGraded():
            return own_view(body)
        case interventions.RatingExcluded() | interventions.PlaceMoved() | interventions.GrantDeclined():
            return _intervention_words(body)


def _intervention_words(body: interventions.RatingExcluded | interventions.PlaceMoved | interventions.GrantDeclined) -> Said:
    match body:
        case interventions.RatingExcluded():
            return say("whether a rating counts: {reason}", reason=body.reason)
        case interventions.PlaceMoved(to=None):
            return say("left to the computed order: {reason}", reason=body.reason)
        case interventions.PlaceMoved():
            return say("moved to place {place}: {reason}", place=body.to, reason=body.reason)
        case interventions.GrantDeclined():
            return say("the grant was declined: {reason}", reason=body.reason)


def _recommended_words(body: events.Recommended) -> Said:
    if "outcome" in body.fields and body.outcome is not None:
        return OUTCOME[body.outcome]
    if "amount" in body.fields and body.amount is not None:
        return say("recommended amount {amount}", amount=Kroner(body.amount))
    return say("the recommendation's text")
