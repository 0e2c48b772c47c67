"""What the keychain and the council's server say, in the program's own words: they speak English, or the system's language."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.domain.said import Said, say

_LOGIN = say("The server does not let this login in. Check the name and the password in the address.")
_SILENT = say("Nobody answers at that address. Check the address and the port, and that the server runs.")
_RIGHTS = say(
    "The server does not allow this login that. Its administrator lets the login in with: reviewer sync CASE ADDRESS --admit LOGIN=SEAT"
)
_NOT_SET_UP = say("The server is not set up for reviewer. Its administrator does that once, with: reviewer sync --create ADDRESS")
_STOPPED = say("The server was stopped. What was not exchanged now is exchanged the next time.")
_FULL = say("The server's disk is full. Tell its administrator.")
_CROWDED = say("Too many are connected to the server at once. Try again in a moment.")
_READ_ONLY = say("The server takes nothing new just now. Tell its administrator.")
_NO_DATABASE = say("The server has no database of the name in the address. Check the address.")
_AGAIN = say("Somebody else was writing on the server at the same time. Try again.")

_BY_STATE: Mapping[str, Said] = {
    "28": _LOGIN,
    "3D": _NO_DATABASE,
    "42501": _RIGHTS,
    "42P01": _NOT_SET_UP,
    "42883": _NOT_SET_UP,
    "3F": _NOT_SET_UP,
    "57P": _STOPPED,
    "08": _STOPPED,
    "53100": _FULL,
    "53300": _CROWDED,
    "25006": _READ_ONLY,
    "40": _AGAIN,
    "55P03": _AGAIN,
}
"""What PostgreSQL's codes mean, by how they begin."""

_BY_WORDS: Mapping[str, Said] = {
    "password": _LOGIN,
    "role ": _LOGIN,
    "pg_hba.conf": _LOGIN,
    "database ": _NO_DATABASE,
    "resolve host": say("There is no server of the name in the address. Check the address, and that this machine is on the network."),
    "refused": _SILENT,
    "no such file": _SILENT,
    "timeout": _SILENT,
    "unreachable": _SILENT,
    "too many": _CROWDED,
    "connection option": say("The address is not one of a server. Write it as postgresql://name@server/database"),
    "ssl": say("The server and this machine agree on no encrypted connection. Tell the server's administrator."),
    "closed the connection": _STOPPED,
    "connection is lost": _STOPPED,
    "connection is closed": _STOPPED,
}
"""What is in the words of a connection that did not come about, for which there is no code; the first that fits counts."""


def server_words(error: Exception) -> Said:
    """Return what the server refuses and what to do about it; its own words only where nothing better is known."""
    state, text = getattr(error, "sqlstate", None) or "", " ".join(str(error).split())
    for beginning, said in _BY_STATE.items():
        if state.startswith(beginning):
            return said
    for part, said in _BY_WORDS.items():
        if not state and part in text.lower():
            return said
    return say("The server refuses. It says, in its own language: {what}", what=text or type(error).__name__)


_KEYCHAIN: Mapping[str, Said] = {
    "KeyringLocked": say("it is locked"),
    "InitError": say("it could not be started"),
    "NoKeyringError": say("there is none on this machine"),
    "PasswordSetError": say("it refuses to keep it"),
    "PasswordDeleteError": say("it refuses to delete it"),
}


def keychain_words(error: Exception) -> Said:
    """Return why the keychain refuses; its own words, on one line, only where nothing better is known."""
    known = _KEYCHAIN.get(type(error).__name__)
    return known or say("it says in English: {what}", what=" ".join(str(error).split()).rstrip(".!") or type(error).__name__)
