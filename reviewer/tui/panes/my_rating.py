"""Min vurdering: every criterion with its described scale; a digit gives a score, and it is on disk before the next key."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from textual.actions import SkipAction

from reviewer.domain.committee import Criterion, Status
from reviewer.domain.earlier_ratings import changed_words, earlier_of, earlier_ratings, raters, to_confirm
from reviewer.domain.events import Rated, RatingState, Stage
from reviewer.domain.exclusion import told
from reviewer.domain.proposal.words import basis_text
from reviewer.domain.rating import CriterionScore, weighted
from reviewer.domain.rounds import confirmed, shifts, waiting
from reviewer.domain.said import Listed, Points, Said, Share, say, say_number
from reviewer.domain.weights import weight_of
from reviewer.tui.commands import Command, Doer
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.forms.ask import AskForm, Choice, Question
from reviewer.tui.panes.pane import Pane
from reviewer.tui.subject import Subject
from reviewer.tui.widgets.bars import KeyBar

STATES: dict[RatingState, Said] = {
    RatingState.DEFERRED: say("deferred"),
    RatingState.ABSTAINED: say("abstained"),
    RatingState.WITHDRAWN: say("taken back"),
}
_LAST_DIGIT = 9
WHY_STATE = say("Write why the rating is deferred or abstained from.")


class MyRatingPane(Pane):
    """The seat's own ratings, and the council's once they are opened."""

    NAME: ClassVar[Said] = say("My rating")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="rating.score",
            name=say("Give the criterion this score"),
            action="score({key})",
            keys=tuple("0123456789"),
            shown="1–9",
            by=Doer.RATES,
            footer=say("Score"),
        ),
        Command(
            id="rating.comment",
            name=say("Comment on the rating"),
            action="comment",
            keys=("c",),
            by=Doer.RATES,
            footer=say("Comment"),
        ),
        Command(
            id="rating.defer",
            name=say("Defer the rating, with a reason"),
            action="state('deferred')",
            keys=("d",),
            by=Doer.RATES,
            footer=say("Defer"),
        ),
        Command(
            id="rating.abstain",
            name=say("Abstain from the rating, with a reason"),
            action="state('abstained')",
            keys=("a",),
            by=Doer.RATES,
            footer=say("Abstain"),
        ),
        Command(id="rating.withdraw", name=say("Take the rating back"), action="withdraw", keys=("delete", "backspace"), by=Doer.RATES),
        Command(
            id="rating.confirm",
            name=say("Confirm your ratings from before the rules or the application were changed"),
            action="confirm",
            keys=("b",),
            by=Doer.RATES,
        ),
        Command(id="rating.form", name=say("Choose among the steps, in a form"), action="form", keys=("enter",), by=Doer.RATES),
    )

    def keys_written(self, command: Command) -> str:
        """The digits are those of the chosen criterion's scale, as far as one key gives them."""
        if command.id != "rating.score" or self.subject is None or not self.subject.committee.criteria:
            return command.shown
        steps = [step.value for step in self.subject.committee.criteria[self.chosen].scale if step.value <= _LAST_DIGIT]
        return f"{steps[0]}–{steps[-1]}" if steps else command.shown

    def choose(self, part: int) -> None:
        super().choose(part)
        self.screen.query_one(KeyBar).refresh()

    def fill(self, sheet: Sheet, subject: Subject) -> None:
        _lead(sheet, subject)
        basis = subject.committee.criteria_basis
        if basis.status is not Status.ADOPTED:
            sheet.prose(say("Criteria and weights: {basis}", basis=basis_text(basis)), Tone.ATTENTION)
        for criterion in subject.committee.criteria:
            _criterion(sheet, subject, criterion)

    # --- Acts

    def _criterion(self) -> Criterion:
        """Return the chosen criterion; a seat that does not rate leaves the key to others."""
        if self.subject is None or not self.subject.rates or not self.subject.committee.criteria:
            raise SkipAction
        return self.subject.committee.criteria[self.chosen]

    def _given(self, criterion: Criterion) -> Rated | None:
        return self.subject.dossier.ratings.get((self.subject.seat.id, criterion.id)) if self.subject else None

    def _rate(self, criterion: Criterion, state: RatingState, score: int | None = None, comment: str = "") -> Said | None:
        if self.subject is None:
            return None
        seat, application = self.subject.seat.id, self.subject.dossier.id
        body = Rated(application=application, criterion=criterion.id, state=state, score=score, comment=comment, seat=seat)
        return self.owner.attempt([body])

    def action_score(self, digit: int) -> None:
        criterion = self._criterion()
        if digit not in {step.value for step in criterion.scale}:
            steps = (criterion.scale[0].value, criterion.scale[-1].value)
            self.owner.warn(say("The scale goes from {lowest} to {highest}.", lowest=str(steps[0]), highest=str(steps[1])))
            return
        given = self._given(criterion)
        comment = given.comment if given and given.state is RatingState.SCORED else ""
        anew = self.subject is not None and (self.subject.seat.id, criterion.id) in earlier_ratings(self.subject.dossier)
        if given is None or anew or (given.score, given.state) != (digit, RatingState.SCORED):
            self._say(self._rate(criterion, RatingState.SCORED, digit, comment))

    def _about(self, what: str, criterion: Criterion) -> str:
        """Return what a form of this application and criterion is about."""
        return f"{what}/{self.subject.dossier.id}/{criterion.id}" if self.subject else ""

    def action_withdraw(self) -> None:
        criterion = self._criterion()
        if self._given(criterion) is not None:
            self._say(self._rate(criterion, RatingState.WITHDRAWN))

    def action_confirm(self) -> None:
        """Carry over what the seat gave before the rules or the application were changed, as far as the criteria still have those steps."""
        subject = self.subject
        if subject is None or not subject.rates:
            raise SkipAction
        held = to_confirm([subject.dossier], subject.seat.id)
        bodies = list(confirmed(held, subject.committee, len(subject.case.changes)))
        if bodies:
            self._say(self.owner.attempt(bodies))
        elif held:
            self.owner.warn(say("The scale is another now. Rate again."))
        else:
            self.owner.tell(say("There is nothing of yours to confirm."))

    def action_comment(self) -> None:
        criterion = self._criterion()
        given = self._given(criterion)
        if given is None:
            self.owner.warn(say("Give a score first, or choose to defer or abstain. A comment belongs to a rating."))
            return
        question = Question(
            title=criterion.name, lead=_standing(given), label=say("Comment"), text=given.comment, about=self._about("comment", criterion)
        )
        self.app.push_screen(AskForm(question, lambda _, text: self._with_reason(criterion, given.state, given.score, text)))

    def action_state(self, name: str) -> None:
        criterion = self._criterion()
        state = RatingState(name)
        given = self._given(criterion)
        lead = say("Deferred: you will rate it later.") if state is RatingState.DEFERRED else say("Abstained: you give no score here.")
        text = given.comment if given and given.state is state else ""
        question = Question(
            title=criterion.name, lead=lead, label=say("Reason (required)"), text=text, about=self._about(state.value, criterion)
        )
        self.app.push_screen(AskForm(question, lambda _, text: self._with_reason(criterion, state, None, text)))

    def action_form(self) -> None:
        criterion = self._criterion()
        given = self._given(criterion)
        steps = [Choice(str(step.value), say("{value}  {anchor}", value=str(step.value), anchor=step.anchor)) for step in criterion.scale]
        others = [Choice(state.value, STATES[state]) for state in (RatingState.DEFERRED, RatingState.ABSTAINED)]
        chosen = "" if given is None else str(given.score) if given.score is not None else given.state.value
        question = Question(
            title=criterion.name,
            lead=criterion.question,
            choices=(*steps, *others),
            label=say("Comment (required where you defer or abstain)"),
            chosen=chosen,
            text=given.comment if given else "",
            about=self._about("rating", criterion),
        )
        self.app.push_screen(AskForm(question, lambda choice, text: self._from_form(criterion, choice, text)))

    def _from_form(self, criterion: Criterion, choice: str, text: str) -> Said | None:
        if choice in {RatingState.DEFERRED, RatingState.ABSTAINED}:
            return self._with_reason(criterion, RatingState(choice), None, text)
        return self._with_reason(criterion, RatingState.SCORED, int(choice), text)

    def _with_reason(self, criterion: Criterion, state: RatingState, score: int | None, text: str) -> Said | None:
        if state is not RatingState.SCORED and not text.strip():
            return WHY_STATE
        return self._rate(criterion, state, score, text.strip())

    def _say(self, refusal: Said | None) -> None:
        if refusal is not None:
            self.owner.warn(refusal)


def _lead(sheet: Sheet, subject: Subject) -> None:
    if not subject.rates:
        sheet.prose(say("{seat} does not rate applications.", seat=subject.seat.name), Tone.MUTED)
        if not subject.opened:
            sheet.prose(say("The members' ratings are shown here when the secretariat has opened them."), Tone.MUTED)
    else:
        _own_score(sheet, subject)
    for words in told(subject.dossier, subject.seat.id):
        sheet.prose(words, Tone.ATTENTION)
    held = _waiting(subject)
    if held:
        words = say_number(
            "The rules were changed. {number} of your ratings waits: press b to confirm it, or rate again.",
            "The rules were changed. {number} of your ratings wait: press b to confirm them, or rate again.",
            len(held),
        )
        sheet.prose(words, Tone.ATTENTION)
    _revised(sheet, subject)
    if subject.case.stage is Stage.SECOND_ROUND and subject.rates:
        sheet.prose(say("Second round: what you give now counts instead of your first rating. Both are kept."), Tone.ACCENT)
    if subject.opened:
        value = subject.judged.score.value
        given = say("not every criterion is rated") if value is None else say("{points} points", points=Points(value))
        raters = say_number("{number} has rated", "{number} have rated", subject.judged.score.raters)
        sheet.fact(say("The council"), say("{given}, {raters}", given=given, raters=raters))


def _revised(sheet: Sheet, subject: Subject) -> None:
    """Write which ratings were given before the application was revised, and what has changed since."""
    own = earlier_of(subject.dossier, subject.seat.id)
    if own:
        words = say_number(
            "You gave {number} rating before the application was revised. {changed} Press b if it stands, or rate again.",
            "You gave {number} ratings before the application was revised. {changed} Press b if they stand, or rate again.",
            len(own),
            changed=changed_words(own),
        )
        sheet.prose(words, Tone.ATTENTION)
    others = {key: one for key, one in earlier_ratings(subject.dossier).items() if key[0] != subject.seat.id}
    if others and subject.opened:
        names = Listed(tuple(subject.seat_name(seat) for seat in raters(others)))
        words = say("Rated before the application was revised: {names}. {changed}", names=names, changed=changed_words(others))
        sheet.prose(words, Tone.MUTED)


def _waiting(subject: Subject) -> tuple[Rated, ...]:
    """Return the seat's own ratings that were given under earlier rules and do not count until it confirms them."""
    return waiting([subject.dossier], subject.seat.id)


def _own_score(sheet: Sheet, subject: Subject) -> None:
    ratings = subject.dossier.ratings
    own = {criterion.id: ratings.get((subject.seat.id, criterion.id)) for criterion in subject.committee.criteria}
    values = {key: Fraction(rated.score) for key, rated in own.items() if rated is not None and rated.score is not None}
    value = weighted(subject.committee, dict(values))
    if value is not None:
        sheet.fact(say("Your points"), Points(value), Tone.STRONG)
        return
    stated = sum(rated is not None for rated in own.values())
    text = say("{stated} of {all} criteria rated. Your points show when every one that counts has a score.", stated=stated, all=len(own))
    sheet.fact(say("Your points"), text, Tone.MUTED)


def _standing(given: Rated) -> Said:
    if given.score is not None:
        return say("Your score: {score}", score=str(given.score))
    return say("You have: {state}", state=STATES[given.state])


def _criterion(sheet: Sheet, subject: Subject, criterion: Criterion) -> None:
    sheet.end_part()
    sheet.blank()
    sheet.part()
    given = subject.dossier.ratings.get((subject.seat.id, criterion.id))
    weight = weight_of(subject.committee, criterion)
    counts = say("weight {share}", share=weight) if isinstance(weight, Share) else weight
    stated = (sheet.text(_standing(given)), Tone.ACCENT) if given else (sheet.text(say("not rated")) if subject.rates else "", Tone.MUTED)
    sheet.line((criterion.name, Tone.STRONG), (f"  {sheet.text(counts)}  ", Tone.MUTED), stated)
    if criterion.question:
        sheet.prose(criterion.question, Tone.MUTED)
    for step in criterion.scale:
        held = given is not None and given.score == step.value
        mark = "›" if held and sheet.glyphs.whole != "#" else ">" if held else " "
        sheet.hung(((f"{mark}{step.value:>2}  ", Tone.ACCENT if held else Tone.MUTED),), step.anchor, Tone.STRONG if held else Tone.TEXT, 5)
    if given is not None and given.comment:
        name = say("Comment: {text}", text=given.comment) if given.score is not None else say("Reason: {text}", text=given.comment)
        sheet.prose(name, Tone.TEXT, 5)
    _earlier(sheet, subject, criterion)
    if subject.opened:
        sheet.prose(council_words(subject.judged.score.criteria[criterion.id]), Tone.ACCENT, 5)


def _earlier(sheet: Sheet, subject: Subject, criterion: Criterion) -> None:
    """Write what the seat gave before, where that is not what counts; and who else moved in the second round."""
    key, dossier = (subject.seat.id, criterion.id), subject.dossier
    outdated, before, now = dossier.outdated.get(key), dossier.before.get(key), dossier.ratings.get(key)
    if key in earlier_ratings(dossier):
        sheet.prose(say("Given before the application was revised."), Tone.ATTENTION, 5)
    if outdated is not None:
        sheet.prose(say("Waits to be confirmed: {what}", what=_standing(outdated)), Tone.ATTENTION, 5)
    if before is not None and now is not None and before is not now:
        sheet.prose(say("In the first round: {what}", what=_standing(before)), Tone.MUTED, 5)
    if not subject.opened:
        return
    moved = [shift for shift in shifts(dossier.before, dossier.ratings) if shift.criterion == criterion.id and shift.seat != key[0]]
    if moved:
        one_by_one = tuple(
            say("{seat} from {before} to {after}", seat=subject.seat_name(shift.seat), before=shift.before, after=shift.after)
            for shift in moved
        )
        sheet.prose(say("Moved after the discussion: {who}", who=Listed(one_by_one)), Tone.ACCENT, 5)


def council_words(given: CriterionScore) -> Said:
    """Return the council's ratings of one criterion: mean, number and spread, and what is no number."""
    others = [
        say_number("{number} deferred", "{number} deferred", given.deferred) if given.deferred else None,
        say_number("{number} abstained", "{number} abstained", given.abstained) if given.abstained else None,
    ]
    if given.mean is None:
        numbers = say("The council: no score yet")
    else:
        numbers = say_number(
            "The council: mean {mean}, {number} score, from {lowest} to {highest}",
            "The council: mean {mean}, {number} scores, from {lowest} to {highest}",
            len(given.values),
            mean=Points(given.mean),
            lowest=str(given.values[0]),
            highest=str(given.values[-1]),
        )
    stated = [other for other in others if other]
    match stated:
        case [one]:
            return say("{numbers}; {state}", numbers=numbers, state=one)
        case [one, other]:
            return say("{numbers}; {state}, {second}", numbers=numbers, state=one, second=other)
        case _:
            return numbers
