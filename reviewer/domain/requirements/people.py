"""Requirements on people: who applies, who is a member of the scheme, and how many adopt the solution."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from reviewer.domain.application import Application, OrganisationKind
from reviewer.domain.committee import ApplicantIs, Counting, NationalReuse, SchemeMember, Who
from reviewer.domain.municipalities import COUNTY_DIGITS, MUNICIPALITY_DIGITS, Municipalities
from reviewer.domain.requirements.finding import (
    NO_LIMIT,
    OUTCOME,
    Check,
    Facts,
    Finding,
    Names,
    VerdictKind,
    Words,
    both,
    either,
    measured,
    sentences,
    some_names,
    stated,
    unknown,
)
from reviewer.domain.requirements.money import shown
from reviewer.domain.said import Said, Share, say, say_number

KIND_NAMES: Final = {
    OrganisationKind.MUNICIPALITY: say("municipality"),
    OrganisationKind.COUNTY: say("county"),
    OrganisationKind.KS: say("KS"),
    OrganisationKind.MUNICIPAL_COMPANY: say("municipally owned company"),
    OrganisationKind.INTERMUNICIPAL_COMPANY: say("inter-municipal company"),
    OrganisationKind.STATE_AGENCY: say("state agency"),
    OrganisationKind.COMPANY: say("company"),
    OrganisationKind.VOLUNTARY: say("voluntary organisation"),
}
_ONE_OF_THEM: Final = {
    OrganisationKind.MUNICIPALITY: say("a municipality"),
    OrganisationKind.COUNTY: say("a county"),
    OrganisationKind.KS: say("KS"),
    OrganisationKind.MUNICIPAL_COMPANY: say("a municipally owned company"),
    OrganisationKind.INTERMUNICIPAL_COMPANY: say("an inter-municipal company"),
    OrganisationKind.STATE_AGENCY: say("a state agency"),
    OrganisationKind.COMPANY: say("a private company"),
    OrganisationKind.VOLUNTARY: say("a voluntary organisation"),
}
_KIND_UNKNOWN: Final = unknown(say("The application does not say what kind of organisation the applicant is."))
_NO_REGISTER: Final = unknown(say("No register of municipalities has been imported."))
_NONE_NAMED: Final = unknown(say("The application does not name the municipalities that adopt the solution."))
_NONE_INTENDED: Final = unknown(say("The application does not state how many municipalities are meant to adopt the solution."))
_DIGITS: Final = {OrganisationKind.MUNICIPALITY: MUNICIPALITY_DIGITS, OrganisationKind.COUNTY: COUNTY_DIGITS}
_THOUSANDTHS: Final = 1000


def applicant_is(test: ApplicantIs, _names: Names) -> Check:
    """Return the check of what the applicant is."""
    required = either([KIND_NAMES[kind] for kind in test.one_of])
    kinds = either([_ONE_OF_THEM[kind] for kind in test.one_of])
    ready = {
        kind: Finding(OUTCOME[kind in test.one_of], name, say("The applicant is {kind}.", kind=_ONE_OF_THEM[kind]))
        for kind, name in KIND_NAMES.items()
    }

    def look(facts: Facts) -> Finding:
        kind = facts.application.applicant.kind
        return _KIND_UNKNOWN if kind is None else ready[kind]

    return stated(required, say("the applicant is {kinds}", kinds=kinds), look)


_MEMBERS: Final = {
    Who.APPLICANT: say("the applicant is a member of the scheme"),
    Who.ADOPTERS: say("all who adopt the solution are members of the scheme"),
    Who.ALL: say("the applicant and all who adopt the solution are members of the scheme"),
}
_MEMBERSHIP: Final = say("membership of the scheme")
_MEMBER: Final = say("member")
_OUTSIDER: Final = say("not a member")
_APPLICANT_EXEMPT: Final = Finding(VerdictKind.MET, say("exempt"), say("The applicant is exempt from membership of the scheme."))


def scheme_member(test: SchemeMember, _names: Names) -> Check:
    """Return the check of membership by the register's member column; the kinds that are exempt need none."""

    def look(facts: Facts) -> Finding:
        findings = []
        if test.who is not Who.ADOPTERS:
            findings.append(_applicant_membership(facts, test.exempt))
        if test.who is not Who.APPLICANT:
            findings.append(_adopters_membership(facts, test.exempt))
        return findings[0] if len(findings) == 1 else _worst(findings)

    return stated(_MEMBERSHIP, _MEMBERS[test.who], look)


def _worst(findings: list[Finding]) -> Finding:
    for kind in (VerdictKind.NOT_MET, VerdictKind.UNKNOWN):
        deciding = [finding for finding in findings if finding.kind is kind]
        if deciding:
            return Finding(kind, deciding[0].observed, sentences(finding.fact for finding in deciding))
    return Finding(VerdictKind.MET, _MEMBER, sentences(finding.fact for finding in findings))


def _applicant_membership(facts: Facts, exempt: tuple[OrganisationKind, ...]) -> Finding:
    applicant, register = facts.application.applicant, facts.municipalities
    if applicant.kind in exempt:
        return _APPLICANT_EXEMPT
    if register is None:
        return _NO_REGISTER
    member = register.member(applicant.number) if applicant.number else None
    if member is None:
        return unknown(say("The register does not say whether {name} is a member of the scheme.", name=applicant.name))
    if member:
        return Finding(VerdictKind.MET, _MEMBER, say("{name} is a member of the scheme.", name=applicant.name))
    return Finding(VerdictKind.NOT_MET, _OUTSIDER, say("{name} is not a member of the scheme.", name=applicant.name))


def _adopters_membership(facts: Facts, exempt: tuple[OrganisationKind, ...]) -> Finding:
    named, register = facts.application.reuse.municipalities, facts.municipalities
    if not named:
        return _NONE_NAMED
    if register is None:
        return _NO_REGISTER
    asked = _asked(named, exempt)
    if outside := asked & register.outsiders:
        names = _names_of(outside, register)
        fact = say_number("{names} is not a member of the scheme.", "{names} are not members of the scheme.", len(outside), names=names)
        return Finding(VerdictKind.NOT_MET, _OUTSIDER, fact)
    if unsure := asked - register.members:
        return unknown(say("The register does not say whether {name} is a member of the scheme.", name=_names_of(unsure, register)))
    if not asked:
        return Finding(VerdictKind.MET, say("exempt"), say("Those who adopt the solution are exempt from membership of the scheme."))
    number = len(asked)
    fact = say_number(
        "The municipality that adopts the solution is a member of the scheme.",
        "All {number} that adopt the solution are members of the scheme.",
        number,
    )
    return Finding(VerdictKind.MET, _MEMBER, fact)


def _asked(named: tuple[str, ...], exempt: tuple[OrganisationKind, ...]) -> frozenset[str]:
    """Return the numbers without those of an exempt kind; the length of a number tells a municipality from a county."""
    spared = {_DIGITS[kind] for kind in exempt if kind in _DIGITS}
    return frozenset(number for number in named if len(number) not in spared) if spared else frozenset(named)


def _names_of(numbers: frozenset[str], register: Municipalities) -> Said:
    return say("{text}", text=some_names([register.name(number) for number in sorted(numbers)]))


def national_reuse(test: NationalReuse, _names: Names) -> Check:
    """Return the check of how many adopt the solution; every limit that is given must hold."""
    required = _reuse_required(test)
    judge = _by_name if test.counting is Counting.NAMED else _by_intention

    def look(facts: Facts) -> Finding:
        return judge(test, facts.application, facts.municipalities)

    return measured(required, say("the solution is adopted by {required}", required=required), look)


def _reuse_required(test: NationalReuse) -> Said:
    given = []
    if test.at_least is not None:
        given.append(say_number("at least {number} municipality", "at least {number} municipalities", test.at_least))
    if test.share_of_municipalities is not None:
        given.append(say("at least {share} of the municipalities", share=Share(test.share_of_municipalities)))
    if test.share_of_population is not None:
        given.append(say("at least {share} of the inhabitants", share=Share(test.share_of_population)))
    return both(given) if given else NO_LIMIT


def _by_name(test: NationalReuse, application: Application, register: Municipalities | None) -> Finding:
    named = application.reuse.municipalities
    if named is None:
        return _NONE_NAMED
    numbers = frozenset(named)
    counted = numbers & register.numbers if register else numbers
    people = _inhabitants(counted, register) if register and test.share_of_population is not None else None
    finding = _reuse(test, len(counted), people, register, _named_fact)
    if len(counted) == len(numbers):
        return finding
    missing = say("{text}", text=some_names(sorted(numbers - counted)))
    fact = say("Not in the register of municipalities, and not counted: {numbers}.", numbers=missing)
    return Finding.later(finding.kind, lambda: (finding.observed, say("{text} {next}", text=finding.fact, next=fact)))


def _by_intention(test: NationalReuse, application: Application, register: Municipalities | None) -> Finding:
    """Judge by the number that are meant to; which ones is not known, so neither are their inhabitants."""
    intended = application.reuse.intended
    return _NONE_INTENDED if intended is None else _reuse(test, intended, None, register, _intended_fact)


def _named_fact(observed: Said) -> Said:
    return say("Adopted by {observed}.", observed=observed)


def _intended_fact(observed: Said) -> Said:
    return say("Meant to be adopted by {observed}.", observed=observed)


def _inhabitants(numbers: frozenset[str], register: Municipalities) -> int | None:
    found = [register.by_number[number].inhabitants for number in numbers]
    known = [inhabitants for inhabitants in found if inhabitants is not None]
    return sum(known) if len(known) == len(found) else None


def _reuse(
    test: NationalReuse, count: int, people: int | None, register: Municipalities | None, fact_of: Callable[[Said], Said]
) -> Finding:
    holds: list[bool | None] = [] if test.at_least is None else [count >= test.at_least]
    if test.share_of_municipalities is not None:
        holds.append(_reaches(count, register.count if register else None, test.share_of_municipalities))
    if test.share_of_population is not None:
        holds.append(_reaches(people, register.inhabitants if register else None, test.share_of_population))
    kind = OUTCOME[False if False in holds else None if None in holds else True]

    def words() -> Words:
        observed = _observed_reuse(test, count, people, register)
        fact = fact_of(observed)
        return observed, say("{text} {next}", text=fact, next=_why_unknown(register)) if kind is VerdictKind.UNKNOWN else fact

    return Finding.later(kind, words)


def _reaches(part: int | None, whole: int | None, limit: Decimal) -> bool | None:
    """Return whether part / whole reaches the limit; unknown where either number is."""
    n, d = limit.as_integer_ratio()
    return None if part is None or not whole else part * d >= n * whole


def _observed_reuse(test: NationalReuse, count: int, people: int | None, register: Municipalities | None) -> Said:
    observed = say_number("{number} municipality", "{number} municipalities", count)
    shares: list[Said] = []
    if test.share_of_municipalities is not None and register and register.count:
        share = _share(count, register.count, test.share_of_municipalities)
        shares.append(say("{share} of the municipalities", share=share))
    if test.share_of_population is not None and register and register.inhabitants and people is not None:
        share = _share(people, register.inhabitants, test.share_of_population)
        shares.append(say("{share} of the inhabitants", share=share))
    return say("{municipalities} ({shares})", municipalities=observed, shares=both(shares)) if shares else observed


def _share(part: int, whole: int, limit: Decimal) -> Share:
    return Share(shown(Fraction(part, whole), Fraction(limit), _THOUSANDTHS))


def _why_unknown(register: Municipalities | None) -> Said:
    if register is None:
        return _NO_REGISTER.fact
    return say("The share asked for cannot be computed from what is known.")
