"""Keys, from the exchange page: this machine's own, a member's enrolled by its words, a lost machine's closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.enrolment import SeatKeyClosed
from reviewer.domain.said import Said, say
from reviewer.domain.system import system_words
from reviewer.exchange import identity as identities
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.words import matches
from reviewer.home import identity_card, identity_keys
from reviewer.own_key import close_key, enrol, enrol_secretariat
from reviewer.tui.actions.intervening import is_seat
from reviewer.tui.forms.form import ConfirmForm
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.choice import Choice
from reviewer.tui.screens.files import FileScreen
from reviewer.tui.subject import OFFICE
from reviewer.tui.typed.written_path import path_in

CARDS = (".card", ".kort")


def own_key_dialog(screen: CaseScreen[Any], then: Callable[[], None]) -> None:
    """Make this machine's key where it has none; open it where it is under a passphrase; else write its card."""
    own = screen.session.own()
    if own is None:
        _make(screen, then)
    elif identities.needs_passphrase(identity_keys()) and not screen.session.passphrase:
        _open(screen)
    else:
        _write_card(screen, own.card)


def _make(screen: CaseScreen[Any], then: Callable[[], None]) -> None:
    def answered(name: str | None) -> None:
        if name is None:
            return
        made = identities.new_identity(name.strip())
        try:
            identities.keep(identity_keys(), made)
            identities.write_card(identity_card(), made.card())
        except (ExchangeError, OSError) as error:
            screen.warn(error.said if isinstance(error, ExchangeError) else str(error))
            return
        screen.session.sign_anew()
        screen.tell(say("The key is made. Press n again to write its card, and send that to the secretariat."))
        then()

    note = say("The others see it beside your words. The key stays on this machine.")
    screen.app.push_screen(Ask(say("Your name"), "", note, lambda text: None if text.strip() else say("Write your name.")), answered)


def _open(screen: CaseScreen[Any]) -> None:
    def answered(secret: str | None) -> None:
        if secret is None:
            return
        try:
            identities.load(identity_keys(), secret)
        except ExchangeError as error:
            screen.warn(error.said)
            return
        screen.session.passphrase = secret
        screen.session.sign_anew()
        screen.tell(say("The key is open until the case is closed."))

    screen.app.push_screen(Ask(say("The passphrase of this machine's key")), answered)


def _write_card(screen: CaseScreen[Any], card: identities.Card) -> None:
    def answered(path: str | None) -> None:
        if path is None:
            return
        target = path_in(path)
        try:
            identities.write_card(target, card)
        except OSError as error:
            screen.warn(say("{path}: {what}.", path=str(target), what=system_words(error)))
            return
        screen.tell(say("Written: {path}", path=str(target)))

    note = say("The card holds nothing secret. Send it to the secretariat, and read the words to them over the phone.")
    start = screen.session.path.with_name(f"{screen.session.seat}{CARDS[0]}")
    screen.app.push_screen(Ask(say("Where is the card written?"), str(start), note), answered)


def enrol_dialog(screen: CaseScreen[Any]) -> None:
    """Enrol this machine for the secretariat where nobody is yet; then a seat's key by its card and the words its holder reads."""
    if not is_seat(screen, OFFICE):
        screen.warn(say("Only the secretariat does this."))
    elif screen.session.own() is None:
        screen.warn(say("This machine has no key yet. Press n to make one."))
    elif not screen.session.casefile().case(only=()).enrolments.demanded:
        _begin_signing(screen)
    else:
        _choose_seat(screen)


def _begin_signing(screen: CaseScreen[Any]) -> None:
    def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's callback
        if yes and _done(screen, lambda: enrol_secretariat(screen.session.casefile(), screen.session.seat, screen.session.clock())):
            screen.tell(say("From now on every act in the case is signed. Press e again to enrol the members."))

    title = say("Let this machine's key speak for the secretariat?")
    what = say("From then on the case demands signatures: whoever writes in it needs a key that you have enrolled.")
    screen.app.push_screen(ConfirmForm(title, what, say("Enter does it. Esc leaves it as it is.")), answered)


def _choose_seat(screen: CaseScreen[Any]) -> None:
    enrolments = screen.session.casefile().case(only=()).enrolments
    seats: list[tuple[str, Said | str]] = [
        (seat.id, say("{seat}: has a key", seat=seat.name) if enrolments.receivers(seat.id) else seat.name)
        for seat in screen.session.frame.seats
    ]

    def chosen(seat: str | None) -> None:
        if seat is not None:
            files = FileScreen(say("The card that the person sent"), CARDS, screen.session.path.parent)
            screen.app.push_screen(files, lambda path: _read_card(screen, seat, path))

    screen.app.push_screen(Choice(say("For which seat?"), seats), chosen)


def _read_card(screen: CaseScreen[Any], seat: str, path: Path | None) -> None:
    if path is None:
        return
    try:
        card = identities.read_card(path)
    except ExchangeError as error:
        screen.warn(error.said)
        return

    def wrong(text: str) -> Said | None:
        fits = matches(text, card.key, card.receives)
        return None if fits else say("These are not the words of this key. Ask for them once more; wrong words enrol nobody.")

    def answered(words: str | None) -> None:
        session = screen.session
        if words is not None and _done(screen, lambda: enrol(session.casefile(), session.seat, seat, card, session.clock())):
            screen.tell(say("{name}'s key speaks for {seat}.", name=card.name or "–", seat=_name(screen, seat)))

    question = say("The ten words that {name} reads to you over the phone", name=card.name or "–")
    screen.app.push_screen(Ask(question, "", None, wrong), answered)


def close_dialog(screen: CaseScreen[Any]) -> None:
    """Close a key: which one, and why."""
    if not is_seat(screen, OFFICE):
        screen.warn(say("Only the secretariat does this."))
        return
    enrolments = screen.session.casefile().case(only=()).enrolments
    held = {key: (seat, body.name) for (seat, key), body in enrolments.keys.items() if enrolments.is_open(key)}
    if not held:
        screen.tell(say("No keys are enrolled."))
        return
    choices = [(key, f"{_name(screen, seat)}: {name or '–'} ({key[:8]})") for key, (seat, name) in held.items()]

    def chosen(key: str | None) -> None:
        if key is not None:
            _ask_why(screen, held[key][0], key)

    screen.app.push_screen(Choice(say("Whose key is closed?"), choices), chosen)


def _ask_why(screen: CaseScreen[Any], seat: str, key: str) -> None:
    def answered(reason: str | None) -> None:
        if reason is None:
            return
        closing = SeatKeyClosed(holder=seat, key=key, reason=reason.strip())
        session = screen.session
        if _done(screen, lambda: close_key(session.casefile(), session.seat, closing, session.clock())):
            screen.tell(say("The key is closed. What it had signed, as far as it is here, stays valid."))

    note = say("What the key had signed, as far as it is here and has one version, stays valid. This cannot be undone.")
    question = say("Why is the key of {seat} closed?", seat=_name(screen, seat))
    screen.app.push_screen(Ask(question, "", note, lambda text: None if text.strip() else say("Write why, in a few words.")), answered)


def _done(screen: CaseScreen[Any], act: Callable[[], object]) -> bool:
    """Do it and show the case as it is then; say why where it is refused."""
    try:
        act()
    except (CaseFileError, ExchangeError) as error:
        screen.warn(error.said)
        return False
    screen.session.changed(screen.session.clock())
    screen.repaint_if_changed()
    return True


def _name(screen: CaseScreen[Any], seat: str) -> str:
    return next((one.name for one in screen.session.frame.seats if one.id == seat), seat)
