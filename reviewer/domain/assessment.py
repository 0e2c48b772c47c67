"""The whole case judged, scored, ranked and funded: each answer once, for every screen, command and document."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from fractions import Fraction

from reviewer.domain.case import Case, Dossier
from reviewer.domain.ceilings import ceilings
from reviewer.domain.economics import Appraisal, Source, appraise, conventions
from reviewer.domain.economics.council import council_view
from reviewer.domain.economics.whatif import WhatIf
from reviewer.domain.eligibility import Verdicts, judge, not_judged, unmet
from reviewer.domain.events import Dissented, GrantDeclined, PlaceMoved, Rated, RatingExcluded, Recommended, VerdictRuled
from reviewer.domain.exclusion import left_out
from reviewer.domain.funding import Allocation, Means, fund_within
from reviewer.domain.grantable import UNKNOWN_GRANT, Grantable, grantable, with_cuts
from reviewer.domain.leniency import leniency
from reviewer.domain.ordering import Leniency
from reviewer.domain.ranking import Candidate, Circumstances, Place, rank, without_order
from reviewer.domain.ranking.candidate import AsStated
from reviewer.domain.ranking.kemeny import TooLargeError
from reviewer.domain.ranking.setting import Money, Setting
from reviewer.domain.rating import Score, counting, score
from reviewer.domain.recommendation import BeforeMoves, departure
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass
from reviewer.domain.thresholds import NONE, Thresholds, thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One application with everything that is computed of it alone.

    Where the council assumes something otherwise, `appraisal` rests on `council`; it is None where it does not.
    `unmet` are the names of the requirements for which it may not be funded.
    """

    dossier: Dossier
    appraisal: Appraisal
    verdicts: Verdicts
    score: Score
    thresholds: Thresholds = NONE
    council: WhatIf | None = None
    grantable: Grantable = UNKNOWN_GRANT
    unmet: tuple[str, ...] = ()
    candidate: Candidate = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put together what the place is made of, once: a changed rating of one application leaves the others' as it is."""
        object.__setattr__(self, "candidate", self._candidate())

    def _candidate(self) -> Candidate:
        return Candidate(
            id=self.dossier.id,
            eligible=self.verdicts.eligible,
            score=self.score.value,
            median=self.score.median,
            npv_per_krone=self.appraisal.npv_per_invested_krone,
            effects=effects_sum(self.dossier),
            ratings=self.score.raters,
            members=self.score.members,
            criteria=self.score.criteria,
            thresholds=self.thresholds.met,
            below=self.thresholds.below,
            themes={key: value for key, value in self.dossier.application.extra.items() if isinstance(value, str)},
            as_stated=self._as_stated(),
            left_out=len(left_out(self.dossier)),
            unmet=self.unmet,
            waiting=len(self.dossier.outdated),
        )

    def _as_stated(self) -> AsStated | None:
        if self.council is None and not self.dossier.grades:
            return None
        stated = self.appraisal.as_stated or self.appraisal
        return AsStated(stated.npv_per_invested_krone, effects_sum(replace(self.dossier, grades={})))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The case with its answers; `places` is best first. `refused` says why the committee's method gives no order, if it does not.

    `unmoved` is what the computed order would give, where the council has moved something by hand.
    """

    case: Case
    judged: Mapping[str, Judged]
    places: tuple[Place, ...]
    allocation: Allocation
    refused: Said | None = None
    unmoved: Allocation | None = None

    @property
    def moved(self) -> bool:
        """Whether the council has moved anything: then the order is its own, and the computed one stands beside it."""
        return any(place.move is not None for place in self.places)

    def place(self, application: str) -> Place | None:
        """Return the application's place, or None where it is not in the case."""
        return next((place for place in self.places if place.id == application), None)

    def departure(self, application: str) -> Said | None:
        """Return how the council's recommendation departs from the order, or None."""
        recommendation = self.judged[application].dossier.recommendation
        return departure(recommendation, self.allocation.award(application), self.before_moves(application))

    def before_moves(self, application: str) -> BeforeMoves | None:
        """Return what the computed order gives the application, or None where that is the order that counts."""
        return None if self.unmoved is None else BeforeMoves(self.unmoved.award(application))


def judge_dossier(case: Case, dossier: Dossier) -> Judged:
    """Return one application appraised, judged and scored; of one that is not open to who reads it, nothing is known but its ratings."""
    if dossier.unopened:
        return _unopened(case, dossier)
    application, method = dossier.application, case.committee.method
    council = council_view(method, dossier.assumed) if dossier.assumed else None
    appraisal = appraise(application, method)
    if council is not None:
        appraisal = replace(appraise(application, council.method, council.assumptions), as_stated=appraisal)
    given = score(case.committee, dossier.counted(), dossier.recused())
    verdicts = judge(case.committee, application, appraisal, case.municipalities, dossier.rulings)
    return Judged(
        dossier=dossier,
        appraisal=appraisal,
        verdicts=verdicts,
        unmet=unmet(case.committee, verdicts),
        score=given,
        thresholds=thresholds(case.committee, given),
        council=council,
        grantable=grantable(case.committee, application, appraisal, case.municipalities),
    )


def _unopened(case: Case, dossier: Dossier) -> Judged:
    given = score(case.committee, dossier.counted(), dossier.recused())
    return Judged(
        dossier=dossier,
        appraisal=Appraisal(source=Source.NONE, conventions=conventions(case.committee.method)),
        verdicts=not_judged(case.committee),
        score=given,
        thresholds=thresholds(case.committee, given),
    )


def assess(case: Case, budget: int | None = None) -> Assessment:
    """Return the case with every answer; `budget` (kroner) stands in for the case's own in a what-if."""
    return ordered(case, {key: judge_dossier(case, dossier) for key, dossier in case.dossiers.items()}, budget)


def reassess(before: Assessment, case: Case, changed: Collection[str]) -> Assessment:
    """Return the assessment of the case where only these applications differ from what `before` was made of.

    The rest is taken from there; a change of the committee or the register of municipalities concerns every application.
    """
    judged = {
        key: judge_dossier(case, dossier) if key in changed or key not in before.judged else before.judged[key]
        for key, dossier in case.dossiers.items()
    }
    return ordered(case, judged)


ALONE = (Rated, RatingExcluded, PlaceMoved, GrantDeclined, VerdictRuled, Recommended, Dissented)
"""What happens to one application and changes nothing of the others but their places."""


def caught_up(before: Assessment, part: Case) -> Assessment:
    """Return the assessment where nothing but `ALONE` has happened since, to the applications that `part` holds; the same as anew."""
    case, changed = before.case, part.dossiers.keys()
    kept = tuple(one for one in case.conflicts if all(event.application not in changed for event in one.events))
    found = tuple(one for one in part.conflicts if any(event.application in changed for event in one.events))
    return reassess(before, replace(case, dossiers={**case.dossiers, **part.dossiers}, conflicts=(*kept, *found)), changed)


def ordered(case: Case, judged: Mapping[str, Judged], budget: int | None = None) -> Assessment:
    """Return the judged applications put in order and funded."""
    known = candidates(case, judged)
    refused: Said | None = None
    try:
        places = rank(case.committee.ranking, known, circumstances(case))
    except TooLargeError as error:
        refused = error.said
        places = without_order(case.committee.ranking, known, refused)
    allocation = _funded(case, judged, places, budget)
    moved = any(place.move is not None for place in places)
    unmoved = _funded(case, judged, _as_computed(places), budget) if moved else None
    return Assessment(case=case, judged=judged, places=places, allocation=allocation, refused=refused, unmoved=unmoved)


def _as_computed(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places as they were before the council moved anything."""
    before = [replace(place, rank=place.computed) for place in places]
    return tuple(sorted(before, key=lambda place: (place.rank is None, place.rank or 0, place.id)))


def _funded(case: Case, judged: Mapping[str, Judged], places: tuple[Place, ...], budget: int | None) -> Allocation:
    asked = {key: one.grantable.amount for key, one in judged.items()}
    frame = budget if budget is not None else case.budget
    declined = frozenset(key for key, one in judged.items() if one.dossier.declined is not None)
    means = Means(rules=case.committee.fund, budget=frame or 0, limits=ceilings(case))
    given = fund_within(means, places, asked, declined)
    return with_cuts(given, {key: one.grantable for key, one in judged.items()})


def candidates(case: Case, judged: Mapping[str, Judged]) -> tuple[Candidate, ...]:
    """Return what the order is made of: with the members' strictness taken out only where the committee's file says so."""
    plain = tuple(one.candidate for one in judged.values())
    if case.committee.ranking.leniency is Leniency.ADVICE:
        return plain
    adjusted = leniency({one.id: one.members for one in plain}).adjusted
    return tuple(replace(one, score=adjusted.get(one.id, one.score)) for one in plain)


def circumstances(case: Case) -> Circumstances:
    """Return what else the order rests on: the announced draw, the council's moves, the names of criteria and fields."""
    committee = case.committee
    names = {one.id: one.name for one in committee.criteria} | {one.id: one.name for one in committee.fields}
    moves = tuple(dossier.move for dossier in case.dossiers.values() if dossier.move is not None)
    return Circumstances(seed=case.seed, moves=moves, names=names)


def setting(assessment: Assessment) -> Setting:
    """Return what the order and its line were worked out from: for uncertainty, comparison of methods and robustness of weights."""
    case = assessment.case
    return Setting(
        ranking=case.committee.ranking,
        candidates=candidates(case, assessment.judged),
        given={key: _scores(one.dossier) for key, one in assessment.judged.items()},
        weights=counting(case.committee),
        money=Money(rules=case.committee.fund, budget=assessment.allocation.budget, asked=_asked(assessment), limits=ceilings(case)),
        circumstances=circumstances(case),
        thresholds={one.id: Fraction(one.threshold) for one in case.committee.criteria if one.threshold is not None},
    )


def _scores(dossier: Dossier) -> dict[str, dict[str, int]]:
    recused = dossier.recused()
    scores: dict[str, dict[str, int]] = {}
    for (seat, criterion), rated in dossier.counted().items():
        if rated.score is not None and seat not in recused:
            scores.setdefault(seat, {})[criterion] = rated.score
    return scores


def _asked(assessment: Assessment) -> dict[str, int | None]:
    return {key: one.grantable.amount if one.dossier.declined is None else None for key, one in assessment.judged.items()}


def effects_sum(dossier: Dossier) -> int | None:
    """Return the plusses less the minuses of the non-priced effects, by the council's grades where it has its own.

    A grade of `0` counts 0; where no effect is graded at all, the sum is not known.
    """
    own = dossier.grades
    given = (own[effect.name].grade if effect.name in own else effect.grade for effect in dossier.application.effects)
    grades = [grade for grade in given if grade]
    if not grades:
        return None
    return sum(grade.count("+") - grade.count("-") - grade.count("\u2212") for grade in grades)
