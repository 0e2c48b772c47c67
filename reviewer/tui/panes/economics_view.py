"""What the economics page shows of one application: the figures as they stand, or by a what-if that is being tried."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction

from reviewer.domain.application import Application
from reviewer.domain.economics import Appraisal, appraise
from reviewer.domain.economics.claims import Explanation, explain
from reviewer.domain.economics.council import view_with
from reviewer.domain.economics.sanity import remarks
from reviewer.domain.economics.simulation import Simulation
from reviewer.domain.economics.whatif import WhatIf
from reviewer.domain.method import Method
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass
from reviewer.tui.subject import Subject

Given = tuple[tuple[str, str], ...]
"""A what-if: names and values as `reviewer economics --what-if` takes them; an empty value takes back what the council assumes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomicsView:
    """One application by `view`; `simulation` is None while it is drawn, and where nothing is uncertain.

    Each thing is changed by `share`, down and up; None is the applicant's own low and high.
    """

    subject: Subject
    view: WhatIf
    shown: Appraisal
    explanation: Explanation
    given: Given = ()
    simulation: Simulation | None = None
    drawing: bool = field(default=False)
    share: Fraction | None = Fraction(1, 4)

    @property
    def application(self) -> Application:
        """The application, in its newest revision."""
        return self.subject.dossier.application

    @property
    def method(self) -> Method:
        """The committee's method, with what is assumed otherwise."""
        return self.view.method

    @property
    def stated(self) -> Appraisal:
        """What the application gives by the committee's method, whatever anybody assumes."""
        appraisal = self.subject.judged.appraisal
        return appraisal.as_stated or appraisal

    def remarks(self) -> tuple[Said, ...]:
        """Return all that looks wrong."""
        return (*self.shown.warnings, *remarks(self.application, self.stated, self.subject.committee.method))


def explanation_of(subject: Subject) -> Explanation:
    """Return how what the applicant states stands to the cash flow as it is stated; no what-if changes that."""
    appraisal = subject.judged.appraisal
    return explain(subject.dossier.application, appraisal.as_stated or appraisal, subject.committee.method)


def view_of(subject: Subject, given: Given, explanation: Explanation) -> EconomicsView:
    """Return the application by the what-if, on top of what the council assumes. Raises WhatIfError where it cannot be read."""
    application, method = subject.dossier.application, subject.committee.method
    view = view_with(method, subject.dossier.assumed, given)
    shown = appraise(application, view.method, view.assumptions) if given else subject.judged.appraisal
    return EconomicsView(subject=subject, view=view, shown=shown, explanation=explanation, given=given)
