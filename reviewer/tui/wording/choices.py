"""The words of the screens for what the domain counts up: one place for each, so that all screens say the same."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.casefile.views import Only, Sort
from reviewer.domain.said import Said, say
from reviewer.domain.seats import SeatRole
from reviewer.domain.stages import Outcome, Stage

ROLE: Mapping[SeatRole, Said] = {
    SeatRole.CHAIR: say("chair"),
    SeatRole.MEMBER: say("member"),
    SeatRole.SECRETARIAT: say("secretariat"),
    SeatRole.OBSERVER: say("observer"),
    SeatRole.RECIPIENT: say("recipient"),
}
STAGE: Mapping[Stage, Said] = {
    Stage.RATING: say("Rating"),
    Stage.OPENED: say("Reading"),
    Stage.SECOND_ROUND: say("Second round of rating"),
    Stage.PREPARING: say("Preparing"),
    Stage.DECLARING: say("Declaring interests"),
    Stage.MEETING: say("Meeting"),
    Stage.LOCKED: say("Locked"),
    Stage.DECIDED: say("Decided"),
}
OUTCOME: Mapping[Outcome, Said] = {
    Outcome.RECOMMENDED: say("recommended"),
    Outcome.CONDITIONS: say("recommended with conditions"),
    Outcome.NOT_RECOMMENDED: say("not recommended"),
    Outcome.POSTPONED: say("postponed"),
}
OUTCOME_SHORT: Mapping[Outcome, Said] = {
    Outcome.RECOMMENDED: say("recomm."),
    Outcome.CONDITIONS: say("conditions"),
    Outcome.NOT_RECOMMENDED: say("not rec."),
    Outcome.POSTPONED: say("postponed"),
}
SORT: Mapping[Sort, Said] = {
    Sort.PLACE: say("place"),
    Sort.ID: say("number"),
    Sort.TITLE: say("title"),
    Sort.APPLICANT: say("applicant"),
    Sort.AMOUNT: say("amount applied for"),
    Sort.SCORE: say("score"),
    Sort.NPV_PER_KRONE: say("net present value per krone"),
}
ONLY: Mapping[Only, Said] = {
    Only.ALL: say("all applications"),
    Only.UNRATED: say("those you have not finished rating"),
    Only.NOT_ELIGIBLE: say("those that do not meet a requirement"),
    Only.UNRESOLVED: say("those with a requirement not resolved"),
    Only.UNSETTLED: say("those without a recommendation"),
    Only.SETTLED: say("those with a recommendation"),
}
