"""The whole case judged, scored, ranked and funded: each answer once, for every screen, command and document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.domain.case import Case, Dossier
from reviewer.domain.economics import Appraisal, appraise
from reviewer.domain.eligibility import Verdicts, judge
from reviewer.domain.funding import Allocation, fund
from reviewer.domain.ranking import Candidate, Place, rank
from reviewer.domain.rating import Score, score
from reviewer.domain.recommendation import departure
from reviewer.domain.said import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One application with everything that is computed of it alone."""

    dossier: Dossier
    appraisal: Appraisal
    verdicts: Verdicts
    score: Score

    @property
    def candidate(self) -> Candidate:
        """What its place is made of."""
        return Candidate(
            id=self.dossier.id,
            eligible=self.verdicts.eligible,
            score=self.score.value,
            median=self.score.median,
            npv_per_krone=self.appraisal.npv_per_invested_krone,
            effects=effects_sum(self.dossier),
            ratings=self.score.raters,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The case with its answers; `places` is best first."""

    case: Case
    judged: Mapping[str, Judged]
    places: tuple[Place, ...]
    allocation: Allocation

    def place(self, application: str) -> Place | None:
        """Return the application's place, or None where it is not in the case."""
        return next((place for place in self.places if place.id == application), None)

    def departure(self, application: str) -> Said | None:
        """Return how the council's recommendation departs from the computed order, or None."""
        recommendation = self.judged[application].dossier.recommendation
        return departure(recommendation, self.allocation.award(application))


def judge_dossier(case: Case, dossier: Dossier) -> Judged:
    """Return one application appraised, judged and scored."""
    application = dossier.application
    appraisal = appraise(application, case.committee.method)
    return Judged(
        dossier=dossier,
        appraisal=appraisal,
        verdicts=judge(case.committee, application, appraisal, case.municipalities, dossier.rulings),
        score=score(case.committee, dossier.ratings, dossier.recused()),
    )


def assess(case: Case, budget: int | None = None) -> Assessment:
    """Return the case with every answer; `budget` (kroner) stands in for the case's own in a what-if."""
    judged = {key: judge_dossier(case, dossier) for key, dossier in case.dossiers.items()}
    places = rank(case.committee.ranking, [one.candidate for one in judged.values()])
    asked = {key: one.dossier.application.amount_applied for key, one in judged.items()}
    frame = budget if budget is not None else case.budget
    return Assessment(case=case, judged=judged, places=places, allocation=fund(case.committee.fund, frame or 0, places, asked))


def effects_sum(dossier: Dossier) -> int:
    """Return the plusses less the minuses of the non-priced effects; a grade of `0` or none counts 0."""
    grades = (effect.grade or "" for effect in dossier.application.effects)
    return sum(grade.count("+") - grade.count("-") - grade.count("\u2212") for grade in grades)
