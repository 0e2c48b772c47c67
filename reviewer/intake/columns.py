"""The columns of the three sheets: what each is called in each language, what it holds, and what it means."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.domain.application import Actor, GainsPlan, Level, OrganisationKind, Phase, Role, Side
from reviewer.domain.committee import Committee, ExtraField, FieldKind
from reviewer.domain.said import Said, say
from reviewer.intake.column import Column, Holds


def _id_of_application(meaning: Said, *also: str) -> Column:
    return Column(key="id", nb="Søknads-ID", nn="Søknads-ID", en="Application ID", also=("id", *also), required=True, help=meaning)


APPLICATION_COLUMNS: tuple[Column, ...] = (
    _id_of_application(
        say("A short mark that only this application has, for example 2018-01."), "søknadsnummer", "søknadsnr", "saksnummer", "application"
    ),
    Column(
        key="title",
        nb="Tittel",
        nn="Tittel",
        en="Title",
        required=True,
        also=("prosjekt", "prosjektnavn", "prosjektnamn", "prosjekttittel", "project"),
        help=say("The project's name."),
    ),
    Column(
        key="applicant.name",
        nb="Søker",
        nn="Søkjar",
        en="Applicant",
        required=True,
        also=("søkernavn", "søkers navn", "virksomhet", "verksemd", "applicant name"),
        help=say("The name of the organisation that applies."),
    ),
    Column(
        key="applicant.kind",
        nb="Type søker",
        nn="Type søkjar",
        en="Kind of applicant",
        holds=Holds.CHOICE,
        choices=OrganisationKind,
        also=("søkertype", "søkjartype", "organisasjonstype", "applicant kind"),
        help=say("What kind of organisation applies."),
    ),
    Column(
        key="applicant.number",
        nb="Kommunenummer",
        nn="Kommunenummer",
        en="Municipality number",
        holds=Holds.MUNICIPALITY,
        also=("kommunenr", "fylkesnummer", "søkernummer", "kommune- eller fylkesnummer", "applicant number"),
        help=say("Four digits for a municipality, two for a county. Write the leading zero."),
    ),
    Column(
        key="partners",
        nb="Partnere",
        nn="Partnarar",
        en="Partners",
        holds=Holds.ORGANISATIONS,
        also=("samarbeidspartnere", "samarbeidspartnarar", "deltakere", "deltakarar"),
        help=say("Name (kind, number), with semicolons between: Bergen kommune (kommune, 1201); KS (KS)."),
    ),
    Column(
        key="contact",
        nb="Kontakt",
        nn="Kontakt",
        en="Contact",
        also=("kontaktperson", "kontaktinformasjon", "contact person"),
        help=say("Who answers questions. Left out of public versions."),
    ),
    Column(
        key="summary",
        nb="Sammendrag",
        nn="Samandrag",
        en="Summary",
        also=("beskrivelse", "omtale", "skildring", "prosjektbeskrivelse", "description"),
        help=say("Two to four sentences on what the project does, and for whom."),
    ),
    Column(
        key="amount_applied",
        nb="Søknadsbeløp",
        nn="Søknadsbeløp",
        en="Amount applied for",
        holds=Holds.KRONER,
        also=("søkt beløp", "søkt", "omsøkt beløp", "omsøkt", "amount applied"),
        help=say("Whole kroner that the applicant asks for."),
    ),
    Column(
        key="project_cost",
        nb="Prosjektkostnad",
        nn="Prosjektkostnad",
        en="Project cost",
        holds=Holds.KRONER,
        also=("prosjektkostnader", "totalkostnad", "total kostnad", "total cost"),
        help=say("Whole kroner that the project costs in all, own salaries included."),
    ),
    Column(
        key="phase",
        nb="Fase",
        nn="Fase",
        en="Phase",
        holds=Holds.CHOICE,
        choices=Phase,
        also=("prosjektfase",),
        help=say("How far the project has come."),
    ),
    Column(
        key="starts",
        nb="Startdato",
        nn="Startdato",
        en="Start date",
        holds=Holds.DATE,
        also=("start", "oppstart", "prosjektstart"),
        help=say("The day the project starts."),
    ),
    Column(
        key="ends",
        nb="Sluttdato",
        nn="Sluttdato",
        en="End date",
        holds=Holds.DATE,
        also=("slutt", "prosjektslutt", "ferdig", "end"),
        help=say("The day the project ends."),
    ),
    Column(
        key="gains_plan",
        nb="Gevinstrealiseringsplan",
        nn="Gevinstrealiseringsplan",
        en="Benefits realisation plan",
        holds=Holds.CHOICE,
        choices=GainsPlan,
        also=("gevinstplan", "benefits plan"),
        help=say("How far the benefits realisation plan has come."),
    ),
    Column(
        key="reuse.municipalities",
        nb="Kommuner som tar i bruk",
        nn="Kommunar som tek i bruk",
        en="Municipalities that adopt",
        holds=Holds.MUNICIPALITIES,
        also=("kommuner", "kommunar", "kommuner som tar løsningen i bruk", "municipalities"),
        help=say("Municipality numbers with semicolons between: 0301; 1201."),
    ),
    Column(
        key="reuse.intended",
        nb="Planlagt antall kommuner",
        nn="Planlagt tal på kommunar",
        en="Municipalities intended",
        holds=Holds.COUNT,
        also=("antall kommuner", "tal på kommunar", "intended", "intended municipalities"),
        help=say("How many municipalities are meant to use the solution in the end."),
    ),
    Column(
        key="reuse.statement",
        nb="Om gjenbruk",
        nn="Om gjenbruk",
        en="On reuse",
        also=("gjenbruk", "nasjonal gjenbruk", "reuse", "reuse statement"),
        help=say("How others can adopt the solution."),
    ),
    Column(
        key="reuse.by_year",
        nb="Utbredelse per år",
        nn="Utbreiing per år",
        en="Take-up by year",
        holds=Holds.BY_YEAR,
        also=("utbredelse", "utbreiing", "take-up"),
        help=say("Municipalities that use it in each year: 2019: 10; 2020: 40. Lines that scale are then written for full take-up."),
    ),
    Column(
        key="reuse.low",
        nb="Færrest kommuner",
        nn="Færrast kommunar",
        en="Fewest municipalities",
        holds=Holds.COUNT,
        help=say("The fewest municipalities that the applicant expects in the end."),
    ),
    Column(
        key="reuse.high",
        nb="Flest kommuner",
        nn="Flest kommunar",
        en="Most municipalities",
        holds=Holds.COUNT,
        help=say("The most municipalities that the applicant expects in the end."),
    ),
    Column(
        key="claimed.npv",
        nb="Netto nåverdi",
        nn="Netto noverdi",
        en="Net present value",
        holds=Holds.KRONER,
        also=("nnv", "npv", "netto nåverdi (nnv)", "oppgitt netto nåverdi"),
        help=say("The applicant's own figure, in whole kroner."),
    ),
    Column(
        key="claimed.npv_per_invested_krone",
        nb="NNV per investert krone",
        nn="NNV per investert krone",
        en="NPV per invested krone",
        holds=Holds.NUMBER,
        also=("nnv per krone", "nnv/kr", "netto nåverdi per investert krone", "netto noverdi per investert krone"),
        help=say("The applicant's own figure."),
    ),
    Column(
        key="claimed.years",
        nb="Analyseperiode (år)",
        nn="Analyseperiode (år)",
        en="Analysis period (years)",
        holds=Holds.COUNT,
        also=("analyseperiode", "analysis period"),
        help=say("The number of years that the applicant has computed."),
    ),
    Column(
        key="attachments",
        nb="Vedlegg",
        nn="Vedlegg",
        en="Attachments",
        holds=Holds.LIST,
        help=say("File names with semicolons between."),
    ),
    Column(
        key="call",
        nb="Utlysning",
        nn="Utlysing",
        en="Call",
        also=("søknadsrunde", "runde", "år", "year", "round"),
        help=say("The call that the application answers, for example 2018-1."),
    ),
    Column(
        key="received",
        nb="Mottatt",
        nn="Motteken",
        en="Received",
        holds=Holds.DATE,
        also=("mottatt dato", "innkommet", "søknadsdato", "received date"),
        help=say("The day the application came in."),
    ),
)

FLOW_COLUMNS: tuple[Column, ...] = (
    _id_of_application(say("The same ID as on the sheet of applications."), "søknad", "application"),
    Column(
        key="line",
        nb="Post",
        nn="Post",
        en="Line",
        required=True,
        also=("linje", "tekst", "navn", "namn"),
        help=say("What the amounts are for. One line for each cost or benefit."),
    ),
    Column(
        key="side",
        nb="Kostnad eller nytte",
        nn="Kostnad eller nytte",
        en="Cost or benefit",
        holds=Holds.CHOICE,
        choices=Side,
        required=True,
        also=("side",),
        help=say("Amounts are positive for costs and benefits alike."),
    ),
    Column(
        key="role",
        nb="Art",
        nn="Art",
        en="Role",
        holds=Holds.CHOICE,
        choices=Role,
        also=("rolle", "type"),
        help=say("Whether it is investment, operation or something else. Empty means something else."),
    ),
    Column(
        key="actor",
        nb="Aktør",
        nn="Aktør",
        en="Actor",
        holds=Holds.CHOICE,
        choices=Actor,
        also=("hvem", "kven"),
        help=say("Whom the amounts fall on. Empty means the applicant."),
    ),
    Column(
        key="public",
        nb="Offentlig budsjett",
        nn="Offentleg budsjett",
        en="Public budget",
        holds=Holds.YES_NO,
        also=("offentlig", "offentleg", "public"),
        help=say("Whether the amounts are on a public budget. Empty means yes."),
    ),
    Column(
        key="scales_with_reuse",
        nb="Øker med utbredelsen",
        nn="Aukar med utbreiinga",
        en="Scales with reuse",
        holds=Holds.YES_NO,
        also=("skalerer med gjenbruk", "skalerer"),
        help=say("Whether the amounts grow with the number of municipalities. Empty means no."),
    ),
    Column(
        key="low",
        nb="Lavt anslag",
        nn="Lågt anslag",
        en="Low estimate",
        holds=Holds.NUMBER,
        help=say("The least that the line may come to, as a part of the amounts: 0,8 is 80 per cent of them."),
    ),
    Column(
        key="high",
        nb="Høyt anslag",
        nn="Høgt anslag",
        en="High estimate",
        holds=Holds.NUMBER,
        help=say("The most that the line may come to, as a part of the amounts: 1,3 is 130 per cent of them."),
    ),
)

EFFECT_COLUMNS: tuple[Column, ...] = (
    _id_of_application(say("The same ID as on the sheet of applications."), "søknad", "application"),
    Column(
        key="name",
        nb="Virkning",
        nn="Verknad",
        en="Effect",
        required=True,
        also=("navn", "namn", "name", "effekt"),
        help=say("An effect that has no price."),
    ),
    Column(
        key="meaning",
        nb="Betydning",
        nn="Betyding",
        en="Importance",
        holds=Holds.CHOICE,
        also=("tyding", "meaning"),
        choices=Level,
        help=say("How important it is to those it concerns."),
    ),
    Column(
        key="extent",
        nb="Omfang",
        nn="Omfang",
        en="Extent",
        holds=Holds.CHOICE,
        choices=Level,
        help=say("How many it concerns, and how strongly."),
    ),
    Column(
        key="grade",
        nb="Karakter",
        nn="Karakter",
        en="Grade",
        holds=Holds.GRADE,
        also=("pluss/minus", "grad", "konsekvens"),
        help=say("From ---- over 0 to ++++."),
    ),
    Column(
        key="reason", nb="Begrunnelse", nn="Grunngiving", en="Reason", also=("begrunning", "grunngjeving"), help=say("Why it is graded so.")
    ),
)


_EXTRA_HOLDS: Mapping[FieldKind, Holds] = {kind: Holds(kind.value) for kind in FieldKind}


def extra_columns(committee: Committee) -> tuple[Column, ...]:
    """Return the columns of the fields that only this committee asks for."""
    return tuple(extra_column(extra) for extra in committee.fields)


def extra_column(extra: ExtraField) -> Column:
    """Return one such field as a column: found by its name or its id."""
    return Column(
        key=f"extra.{extra.id}",
        nb=extra.name,
        nn=extra.name,
        en=extra.name,
        also=(extra.id,),
        holds=_EXTRA_HOLDS[extra.kind],
        choices=extra.choices,
        help=extra.help,
    )
