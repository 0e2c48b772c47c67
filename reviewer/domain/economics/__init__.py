"""What is it worth? The cost-benefit recomputed, taken apart, varied, simulated and compared with what the applicant claims.

`appraisal` computes; `breakdown` and `working` take it apart; `sensitivity`, `breakeven`, `takeup` and `simulation` vary it; `claims` and
`sanity` set it against what the applicant says; `effects` and `pricing` stand beside it. `whatif` reads what people want changed.
"""

from reviewer.domain.economics.appraisal import NO_COSTS, NO_INVESTMENT, Appraisal, Source, YearSum, appraise
from reviewer.domain.economics.assumptions import AS_STATED, Assumptions
from reviewer.domain.economics.conventions import Conventions, conventions
from reviewer.domain.economics.discounting import discount_factors, net_present_value, payback, whole_kroner
from reviewer.domain.economics.presets import PRESETS
from reviewer.domain.economics.returns import internal_rates

__all__ = [
    "AS_STATED",
    "NO_COSTS",
    "NO_INVESTMENT",
    "PRESETS",
    "Appraisal",
    "Assumptions",
    "Conventions",
    "Source",
    "YearSum",
    "appraise",
    "conventions",
    "discount_factors",
    "internal_rates",
    "net_present_value",
    "payback",
    "whole_kroner",
]
