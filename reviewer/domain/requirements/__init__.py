"""The kinds of requirements that a committee's file may name, each as a check of one application."""

from reviewer.domain.requirements.combined import check_for
from reviewer.domain.requirements.finding import Check, Facts, Finding, Names, VerdictKind

__all__ = ["Check", "Facts", "Finding", "Names", "VerdictKind", "check_for"]
