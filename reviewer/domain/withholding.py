"""Which of an application's fields the public does not get, and on which ground; and what else tells what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from reviewer.domain.application import Application, Claim, TakeUp
from reviewer.domain.assessment import Assessment
from reviewer.domain.case import Dossier
from reviewer.domain.committee import (
    AllOf,
    AmountApplied,
    AnyOf,
    AttachmentGiven,
    BenefitCostRatio,
    Committee,
    FieldFilled,
    FieldIs,
    NationalReuse,
    Not,
    NpvAbove,
    NpvPerKrone,
    ProjectCost,
    RankMethod,
    Rule,
    SchemeMember,
    StatementGiven,
    Test,
)
from reviewer.domain.ordering import TieKind
from reviewer.domain.said import Said, say
from reviewer.domain.telling import Grounds, said_in_meetings

MONEY: Final = frozenset({"flows", "claimed"})


def mark(ground: str) -> Said:
    """Return what stands in the place of something withheld."""
    return say("Withheld from the public: {ground}", ground=ground) if ground else say("Withheld from the public")


def stated_grounds(assessment: Assessment) -> tuple[Mapping[str, Dossier], Mapping[str, Grounds]]:
    """Return the applications, and what is withheld of each by its own word or the committee's."""
    dossiers = {key: one.dossier for key, one in assessment.judged.items()}
    committee = assessment.case.committee
    return dossiers, {
        key: {name: ground for name, ground in _grounds(committee, one.application).items() if _has(one, name)}
        for key, one in dossiers.items()
    }


def _grounds(committee: Committee, application: Application) -> dict[str, str]:
    """Return what is withheld of the application: by the committee's file, and beyond it what the application itself adds."""
    own = {f"extra.{declared.id}": "" for declared in committee.fields if declared.withheld}
    return own | {one.field: one.ground for one in (*committee.withheld, *application.withheld)}


def _has(dossier: Dossier, name: str) -> bool:
    """Whether there is anything to withhold."""
    application, given = dossier.application, dossier.recommendation
    if any(said_in_meetings(dossier, name)):
        return True
    match name.partition("."):
        case ("extra", _, inner):
            return application.extra.get(inner) is not None
        case ("reasons" | "conditions" | "departure", _, _):
            return bool(getattr(given, name)) or (name == "departure" and (dossier.move or dossier.declined) is not None)
        case ("dissents" | "rulings", _, _):
            also = (dossier.excluded, dossier.assumed, dossier.grades) if name == "rulings" else ()
            return bool(getattr(dossier, name)) or any(also)
        case ("recusals", _, _):
            return any(declared.ground for declared in dossier.interests.values())
        case ("comments", _, _):
            return any(rated.comment for rated in (*dossier.ratings.values(), *dossier.before.values()))
        case ("reuse", _, _):
            return application.reuse != TakeUp()
        case ("claimed", _, _):
            return application.claimed != Claim()
        case _:
            return bool(getattr(application, name, None))


def ground_of(rule: Rule, grounds: Grounds) -> str | None:
    """Return on which ground the rule's reason is withheld, or None: it tells what the fields that the rule reads say."""
    read = {*_fields(rule.test), *(_fields(rule.when) if rule.when else ())}
    return next((ground for name, ground in grounds.items() if name in read), None)


def _fields(test: Test) -> Iterator[str]:
    match test:
        case NationalReuse() | SchemeMember():
            yield "reuse"
        case ProjectCost() | AmountApplied():
            yield "project_cost"
        case NpvAbove() | NpvPerKrone() | BenefitCostRatio():
            yield from MONEY
        case AttachmentGiven():
            yield "attachments"
        case StatementGiven() | FieldIs():
            yield f"extra.{test.field}"
        case FieldFilled():
            yield test.field.partition(".")[0]
            yield f"extra.{test.field.removeprefix('extra.')}"
        case AllOf() | AnyOf():
            for part in test.parts:
                yield from _fields(part)
        case Not():
            yield from _fields(test.part)
        case _:
            return


def by_method(committee: Committee) -> frozenset[str]:
    """Return the fields whose figures the method tells."""
    return MONEY | {"effects"} if committee.ranking.method is RankMethod.NPV_PER_KRONE else frozenset()


def by_keys(committee: Committee) -> frozenset[str]:
    """Return the fields that a tie key may tell something of."""
    told: set[str] = set()
    for key in committee.ranking.ties:
        match key.kind:
            case TieKind.NPV_PER_KRONE:
                told |= MONEY
            case TieKind.EFFECTS:
                told.add("effects")
            case TieKind.THEME:
                told.add(f"extra.{key.of}")
            case _:
                continue
    return frozenset(told)
