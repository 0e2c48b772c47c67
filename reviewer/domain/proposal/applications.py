"""One section an application: what it is, how it stands to the requirements, what it is worth, what the council says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reviewer.domain.application import Application, Extra
from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Align, Block, Column, Facts, Heading, PageBreak, Paragraph, Row, Table, Tone
from reviewer.domain.committee import ExtraField, FieldKind
from reviewer.domain.earlier_ratings import changed_words, earlier_ratings, raters
from reviewer.domain.economics.council import OwnGrade
from reviewer.domain.economics.effects import Graded, graded, table_text
from reviewer.domain.eligibility import UNOPENED, Verdict
from reviewer.domain.events import Ruling
from reviewer.domain.late import later_words
from reviewer.domain.proposal.assessed import requirement_mark
from reviewer.domain.proposal.reading import Reading, paragraphs, section
from reviewer.domain.proposal.recommended import recommended
from reviewer.domain.proposal.words import GAINS_PLANS, LEVELS, PHASES, VERDICTS, kroner, or_not_stated, organisation, place_mark, titled
from reviewer.domain.proposal.worth import worth
from reviewer.domain.rating import CriterionScore
from reviewer.domain.revised import grade_remark
from reviewer.domain.said import Kroner, Listed, Points, Said, Share, Value, say, say_number
from reviewer.domain.weights import score_name
from reviewer.domain.withholding import MONEY


def applications(reading: Reading) -> Iterator[Block]:
    """Return every application in the order of the ranking: the first under the section's heading, each of the others on its own page."""
    yield section("5", say("The applications"), "applications")
    for at, one in enumerate(reading.ordered):
        if at:
            yield PageBreak()
        yield from application_blocks(reading, one)


def application_blocks(reading: Reading, one: Judged) -> Iterator[Block]:
    """Return one application's section."""
    application = one.dossier.application
    yield Heading(3, titled(application), f"application-{one.dossier.id}")
    if one.dossier.unopened:
        yield Paragraph(UNOPENED)
        return
    yield from paragraphs(application.summary, Tone.QUOTE)
    yield application_facts(reading, application)
    yield from recommended(reading, one)
    yield from judgement(reading, one)


def application_facts(reading: Reading, application: Application) -> Facts:
    """Return what the application states, as names and values."""
    return Facts(_facts(reading, application))


def judgement(reading: Reading, one: Judged) -> Iterator[Block]:
    """Return the application held against requirements, computed and rated."""
    yield from judgement_without_ratings(reading, one)
    yield Heading(4, say("The members' ratings"))
    yield from _ratings(reading, one)


def judgement_without_ratings(reading: Reading, one: Judged) -> Iterator[Block]:
    """Return the application held against requirements and computed, for whoever is still to rate it."""
    application = one.dossier.application
    yield Heading(4, say("Requirements"))
    yield from _requirements(reading, one)
    yield Heading(4, say("Economics"))
    hidden = reading.withheld(application.id, *MONEY)
    yield from (Paragraph(hidden),) if hidden else worth(one, reading.committee, reading.assessment.case.municipalities)
    yield from _effects(reading, one)


def _facts(reading: Reading, application: Application) -> tuple[tuple[Said, Value], ...]:
    return (
        (say("Applicant"), organisation(application.applicant)),
        (say("Partners"), Listed(tuple(organisation(one) for one in application.partners)) if application.partners else say("None stated")),
        (say("Applied for"), _applied(application)),
        (say("Project cost"), reading.withheld(application.id, "project_cost") or kroner(application.project_cost)),
        (say("Period"), _period(application)),
        (say("Phase"), or_not_stated(PHASES[application.phase] if application.phase else None)),
        (say("Benefits realisation plan"), or_not_stated(GAINS_PLANS[application.gains_plan] if application.gains_plan else None)),
        (say("Take-up"), _take_up(application)),
        *_extra_facts(reading, application),
        *_changed_later(reading, application),
    )


def _changed_later(reading: Reading, application: Application) -> Iterator[tuple[Said, Value]]:
    """Flag what came after the application had come in, beside the newest revision."""
    one = reading.assessment.judged[application.id]
    found = reading.later(one) if one.dossier.application is application else None
    if found is not None:
        yield say("Changed after it came in"), later_words(found)


def _applied(application: Application) -> Value:
    amount, cost = application.amount_applied, application.project_cost
    if amount is None or not cost:
        return kroner(amount)
    return say("{amount}, {share} of the project cost", amount=Kroner(amount), share=Share(amount, cost))


def _period(application: Application) -> Value:
    if application.starts is None and application.ends is None:
        return or_not_stated(None)
    if application.ends is None:
        return say("from {date}", date=application.starts)
    if application.starts is None:
        return say("until {date}", date=application.ends)
    return say("{starts} to {ends}", starts=application.starts, ends=application.ends)


def _take_up(application: Application) -> Value:
    reuse = application.reuse
    parts: list[Value] = []
    if reuse.municipalities is not None:
        parts.append(say_number("{number} municipality is named", "{number} municipalities are named", len(reuse.municipalities)))
    if reuse.intended is not None:
        parts.append(say("the aim is {number}", number=reuse.intended))
    if not parts:
        return or_not_stated(reuse.statement.strip())
    if not reuse.statement.strip():
        return Listed(tuple(parts))
    return say("{numbers}. {statement}", numbers=Listed(tuple(parts)), statement=reuse.statement)


def _extra_facts(reading: Reading, application: Application) -> Iterator[tuple[Said, Value]]:
    for declared in reading.committee.fields:
        if not declared.withheld and declared.id in application.extra:
            yield say("{name}", name=declared.name), extra_value(declared, application.extra[declared.id])


def extra_value(declared: ExtraField, value: Extra) -> Value:
    """Return what stands in a field of the committee's own, in words."""
    match value:
        case bool():
            return say("yes") if value else say("no")
        case tuple():
            return Listed(value) if value else or_not_stated(None)
        case int() if declared.kind is FieldKind.KRONER:
            return Kroner(value)
        case _:
            return or_not_stated(value)


def _requirements(reading: Reading, one: Judged) -> Iterator[Block]:
    marks = {rule.id: requirement_mark(number) for number, rule in enumerate(reading.committee.rules, start=1)}
    yield Paragraph(_eligibility(one))
    columns = (
        Column(say("Requirement"), share=11),
        Column(say("Verdict"), share=5),
        Column(say("Reason"), share=22),
    )
    rows = tuple(_verdict_row(marks.get(verdict.rule, say("–")), verdict) for verdict in one.verdicts.items)
    if rows:
        yield Table(say("Requirements and verdicts"), columns, rows)
    for verdict in one.verdicts.items:
        if verdict.ruling is not None:
            yield Paragraph(_ruling(reading, verdict))


def _eligibility(one: Judged) -> Said:
    match one.verdicts.eligible:
        case True:
            return say("The application meets the requirements.")
        case False:
            return say("The application does not meet every requirement.")
        case None:
            return say("It is not resolved whether the application meets every requirement.")


def _verdict_row(mark: Said, verdict: Verdict) -> Row:
    name = say("{number} {title}", number=mark, title=verdict.name)
    return Row((name, VERDICTS[verdict.verdict], verdict.computed_reason))


def _ruling(reading: Reading, verdict: Verdict) -> Said:
    given = verdict.ruling
    if given is None:
        raise ValueError(f"{verdict.rule} has no ruling")
    words = {
        Ruling.WAIVED: say(
            "{seat} has waived the requirement “{rule}”: {reason}",
            seat=reading.seat_name(given.seat),
            rule=verdict.name,
            reason=given.reason,
        ),
        Ruling.MET: say(
            "{seat} holds the requirement “{rule}” to be met: {reason}",
            seat=reading.seat_name(given.seat),
            rule=verdict.name,
            reason=given.reason,
        ),
        Ruling.NOT_MET: say(
            "{seat} holds the requirement “{rule}” not to be met: {reason}",
            seat=reading.seat_name(given.seat),
            rule=verdict.name,
            reason=given.reason,
        ),
    }[given.ruling]
    return say("{ruling} (By the rule alone: {computed}.)", ruling=words, computed=VERDICTS[verdict.computed])


def _effects(reading: Reading, one: Judged) -> Iterator[Block]:
    application, own = one.dossier.application, one.dossier.grades
    hidden = reading.withheld(application.id, "effects")
    if hidden:
        yield Paragraph(say("Non-monetised effects: {mark}", mark=hidden))
    if not application.effects:
        return
    yield effects_table(application, graded(application, reading.committee.method.grading), own)
    yield from _council_grades(reading, one)


def effects_table(application: Application, steps: Sequence[Graded], own: Mapping[str, OwnGrade]) -> Table:
    """Return the effects with their grades: the applicant's, by the method's table where that tells more, and the council's own."""
    tells = any(step.apart or (step.own is None and step.size is not None) for step in steps)
    columns = (
        Column(say("Effect"), share=5),
        Column(say("Importance"), share=3),
        Column(say("Extent"), share=3),
        Column(say("Grade"), share=2),
        *((Column(say("By the table"), share=2),) if tells else ()),
        *((Column(say("The council's"), share=2),) if own else ()),
        Column(say("The applicant's reason"), share=9),
    )
    rows = tuple(
        Row(
            (
                effect.name,
                or_not_stated(LEVELS[effect.meaning] if effect.meaning else None),
                or_not_stated(LEVELS[effect.extent] if effect.extent else None),
                or_not_stated(effect.grade),
                *((table_text(step),) if tells else ()),
                *((own[effect.name].grade if effect.name in own else None,) if own else ()),
                or_not_stated(effect.reason),
            )
        )
        for effect, step in zip(application.effects, steps, strict=True)
    )
    return Table(say("Non-monetised effects, as the applicant grades them"), columns, rows)


def _council_grades(reading: Reading, one: Judged) -> Iterator[Block]:
    """Yield what has been graded for the council, by whom and why."""
    for name, grade in one.dossier.grades.items():
        said = say(
            "{seat} has graded the effect “{effect}” {grade} for the council: {reason}",
            seat=reading.seat_name(grade.seat),
            effect=name,
            grade=grade.grade,
            reason=grade.reason,
        )
        remark = grade_remark(one.dossier, name)
        yield Paragraph(said if remark is None else say("{first} {second}", first=said, second=remark))


def _ratings(reading: Reading, one: Judged) -> Iterator[Block]:
    place = reading.assessment.place(one.dossier.id)
    value: Value = Points(one.score.value) if one.score.value is not None else None
    yield Paragraph(_scored(one, place_mark(place), value))
    yield from _on_earlier_revisions(reading, one)
    if any(given.values or given.deferred or given.abstained for given in one.score.criteria.values()):
        yield _criteria_table(reading, one, value)


def _criteria_table(reading: Reading, one: Judged, value: Value) -> Table:
    """Return a row for each criterion; a state that nobody is in has no column."""
    criteria, scores = reading.committee.criteria, one.score.criteria
    seats = len([seat for seat in reading.committee.rating_seats() if seat.id not in one.dossier.recused()])
    given = [scores[criterion.id] for criterion in criteria]
    counts: tuple[tuple[Said, list[int]], ...] = (
        (say("Deferred"), [each.deferred for each in given]),
        (say("Abstained"), [each.abstained for each in given]),
        (say("Not rated"), [max(0, seats - len(each.values) - each.deferred - each.abstained) for each in given]),
    )
    told = [(heading, numbers) for heading, numbers in counts if any(numbers)]
    headings = (say("Mean"), say("Lowest–highest"), say("Ratings"), *(heading for heading, _ in told))
    columns = (Column(say("Criterion"), share=6), *(Column(heading, Align.RIGHT, share=3) for heading in headings))
    rows = [
        Row((criterion.name, *_spread(each), *(numbers[at] for _, numbers in told)))
        for at, (criterion, each) in enumerate(zip(criteria, given, strict=True))
    ]
    total = Row((score_name(reading.committee), value, *[""] * (len(headings) - 1)), total=True)
    return Table(say("Ratings by criterion"), columns, (*rows, total))


def _spread(given: CriterionScore) -> tuple[Value, Value, Value]:
    mean: Value = Points(given.mean) if given.mean is not None else None
    ends: Value = f"{given.values[0]}–{given.values[-1]}" if given.values else None
    return mean, ends, len(given.values)


def _on_earlier_revisions(reading: Reading, one: Judged) -> Iterator[Block]:
    """Say how many rated the application before it was revised, and what has changed since: the public has no earlier revision."""
    earlier = earlier_ratings(one.dossier)
    if earlier and reading.publication is not None:
        yield Paragraph(
            say_number(
                "{number} member rated the application before it was revised, and the rating stands.",
                "{number} members rated the application before it was revised, and the ratings stand.",
                len(raters(earlier)),
            )
        )
    elif earlier:
        words = say_number(
            "{number} member rated the application before it was revised, and the rating stands. {changed}",
            "{number} members rated the application before it was revised, and the ratings stand. {changed}",
            len(raters(earlier)),
            changed=changed_words(earlier),
        )
        yield Paragraph(words)


def _scored(one: Judged, place: str, value: Value) -> Said:
    recused = len(one.dossier.recused())
    raters = (
        say_number("{number} member has rated the application.", "{number} members have rated the application.", one.score.raters)
        if one.score.raters
        else say("No member has rated the application.")
    )
    apart = say_number("{number} is recused.", "{number} are recused.", recused) if recused else say("None is recused.")
    if value is None:
        return say("{raters} {recused} There is no score while a criterion has no rating.", raters=raters, recused=apart)
    return say("{raters} {recused} The score is {value}, place {place}.", raters=raters, recused=apart, value=value, place=place)
