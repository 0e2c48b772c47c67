"""The words that people write for each choice, in bokmål, nynorsk and English: `konseptfase` -> `Phase.CONCEPT`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from reviewer.domain.application import Actor, GainsPlan, Level, OrganisationKind, Phase, Role, Side
from reviewer.domain.slotted import dataclass
from reviewer.intake.text import folded


@dataclass(frozen=True, slots=True)
class Words:
    """One choice's word in each language, and what else people write for it."""

    nb: str
    nn: str
    en: str
    also: tuple[str, ...] = ()

    def in_language(self, language: str) -> str:
        """Return the word of that language."""
        return self.nn if language == "nn" else self.en if language == "en" else self.nb


WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Words]] = {
    OrganisationKind: {
        OrganisationKind.MUNICIPALITY: Words("kommune", "kommune", "municipality"),
        OrganisationKind.COUNTY: Words("fylkeskommune", "fylkeskommune", "county", ("fylke", "county municipality")),
        OrganisationKind.KS: Words("KS", "KS", "KS"),
        OrganisationKind.MUNICIPAL_COMPANY: Words(
            "kommunalt selskap", "kommunalt selskap", "municipal company", ("kommunalt foretak", "kommunalt føretak", "KF")
        ),
        OrganisationKind.INTERMUNICIPAL_COMPANY: Words(
            "interkommunalt selskap", "interkommunalt selskap", "intermunicipal company", ("inter-municipal company", "IKS")
        ),
        OrganisationKind.STATE_AGENCY: Words(
            "statlig virksomhet", "statleg verksemd", "state agency", ("stat", "statlig", "statleg", "statlig etat", "direktorat")
        ),
        OrganisationKind.COMPANY: Words(
            "selskap", "selskap", "company", ("bedrift", "privat selskap", "privat virksomhet", "aksjeselskap", "AS")
        ),
        OrganisationKind.VOLUNTARY: Words(
            "frivillig organisasjon", "frivillig organisasjon", "voluntary organisation", ("frivillig", "voluntary organization")
        ),
    },
    Phase: {
        Phase.CONCEPT: Words("konsept", "konsept", "concept", ("konseptfase", "konseptfasen", "konseptutredning", "concept phase")),
        Phase.PLANNING: Words("planlegging", "planlegging", "planning", ("planleggingsfase", "planleggingsfasen", "planning phase")),
        Phase.EXECUTION: Words(
            "gjennomføring", "gjennomføring", "execution", ("gjennomføringsfase", "gjennomføringsfasen", "execution phase")
        ),
        Phase.DONE: Words("avsluttet", "avslutta", "done", ("ferdig", "avsluttet prosjekt", "completed")),
    },
    GainsPlan: {
        GainsPlan.NONE: Words("ikke påbegynt", "ikkje påbyrja", "not started", ("ingen", "nei", "ikkje påbegynt", "no", "not begun")),
        GainsPlan.DRAFT: Words("utkast", "utkast", "draft"),
        GainsPlan.SUBMITTED: Words("innsendt", "innsend", "submitted", ("levert", "sendt inn", "sendt")),
        GainsPlan.APPROVED: Words("godkjent", "godkjend", "approved"),
    },
    Side: {
        Side.COST: Words("kostnad", "kostnad", "cost", ("kostnader", "utgift", "costs")),
        Side.BENEFIT: Words("nytte", "nytte", "benefit", ("gevinst", "inntekt", "besparelse", "benefits")),
    },
    Role: {
        Role.INVESTMENT: Words("investering", "investering", "investment", ("utvikling",)),
        Role.OPERATION: Words("drift", "drift", "operation", ("drift og forvaltning", "forvaltning", "operations")),
        Role.OTHER: Words("annet", "anna", "other"),
    },
    Actor: {
        Actor.APPLICANT: Words("søkeren", "søkjaren", "applicant", ("søker", "søkjar", "the applicant")),
        Actor.STATE: Words("staten", "staten", "state", ("stat", "statlig", "the state")),
        Actor.MUNICIPALITIES: Words("kommunene", "kommunane", "municipalities", ("kommuner", "kommunar", "kommune", "kommunesektoren")),
        Actor.BUSINESS: Words("næringslivet", "næringslivet", "business", ("næringsliv", "bedrifter", "businesses")),
        Actor.CITIZENS: Words("innbyggerne", "innbyggjarane", "citizens", ("innbyggere", "innbyggjarar", "brukere", "brukarar")),
        Actor.VOLUNTARY: Words("frivillig sektor", "frivillig sektor", "voluntary sector", ("frivillige", "frivilligheten")),
    },
    Level: {
        Level.LOW: Words("liten", "liten", "low", ("lite", "lav", "låg", "small")),
        Level.MEDIUM: Words("middels", "middels", "medium", ("moderat",)),
        Level.HIGH: Words("stor", "stor", "high", ("stort", "høy", "høg", "large")),
    },
}

YES = frozenset({"ja", "yes", "true", "sann", "sant", "x", "1", "j", "y"})
NO = frozenset({"nei", "no", "false", "usann", "usant", "0", "n"})


def word(choice: StrEnum, language: str) -> str:
    """Return the choice's word in the language."""
    return WORDS[type(choice)][choice].in_language(language)


@cache
def choices_by_word(kind: type[StrEnum]) -> Mapping[str, StrEnum]:
    """Return every folded word that means one of these choices, its code among them."""
    found: dict[str, StrEnum] = {}
    for choice in kind:
        words = WORDS[kind][choice]
        for text in (choice.value, words.nb, words.nn, words.en, *words.also):
            found.setdefault(folded(text), choice)
    return found
