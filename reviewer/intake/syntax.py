"""What is wrong with the form of a TOML, JSON or CSV file, in the program's own words: the readers of such files speak English."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.domain.said import Said, say

_UNENDED = say("A text is not closed. Write the quotation mark at its end.")
_BACKSLASH = say("A backslash begins a special character. Write it twice: \\\\.")
_TWICE = say("A table has the same key twice; keep one.")
_BEFORE = say("This table has been written already. Put these keys there.")
_RAW = say("A text has a line break or an invisible character in it. Write the text on one line; a line break in it is written \\n.")
_VALUE = say(
    "Write one value: text in quotation marks, a number without spaces and with a decimal point, a date as 2018-01-15, or true or false."
)
_MANY_DIGITS = say("A number has too many digits. Write it shorter.")

_TOML: Mapping[str, Said] = {
    "Invalid statement": say('Write a key and its value, as title = "Name", or a table\'s name in square brackets.'),
    "Expected newline or end of document": _VALUE,
    "Expected '='": say("Write = after the key. A key has letters a–z, digits, - and _, or stands in quotation marks."),
    "Invalid initial character for a key part": say("Write a key of letters a–z, digits, - and _, or put it in quotation marks."),
    "Expected ']": say("Write ] after the table's name, as many as before it."),
    "Cannot declare": _BEFORE,
    "Cannot mutate immutable namespace": _BEFORE,
    "Cannot redefine namespace": _BEFORE,
    "Cannot overwrite a value": _TWICE,
    "Duplicate inline table key": _TWICE,
    "Unclosed array": say("A list is not closed. Write a comma between what stands in it, and a closing bracket at its end."),
    "Unclosed inline table": say("A table is not closed. Write a comma between its keys, and a closing brace at its end."),
    "Unescaped": _BACKSLASH,
    "Invalid hex value": _BACKSLASH,
    "Escaped character is not": _BACKSLASH,
    "Unterminated string": _UNENDED,
    "Expected": _UNENDED,
    "Illegal character": _RAW,
    "Found invalid character": say("There is an invisible character on this line. Remove it."),
    "Invalid date or datetime": say("There is no such date or time. Write it as 2018-01-15."),
    "Invalid value": _VALUE,
    "Exceeds the limit": _MANY_DIGITS,
}
"""What tomli says, by how it begins; the first that fits counts."""

_JSON: Mapping[str, Said] = {
    "Expecting property name": say('Write a key in double quotation marks, as "title". No comma stands before a closing brace.'),
    "Illegal trailing comma": say("Remove the comma: none stands before a closing brace or bracket."),
    "Expecting ':'": say("Write : between the key and its value."),
    "Expecting ','": say("Write a comma here, or close the table or list before it."),
    "Expecting value": say("A value is missing. Write text in double quotation marks, a number, true, false or null."),
    "Extra data": say("Something follows after the end. A file holds one table or one list."),
    "Unterminated string": _UNENDED,
    "Invalid control character": _RAW,
    "Invalid \\": _BACKSLASH,
    "Exceeds the limit": _MANY_DIGITS,
}
"""What Python's reader of JSON says."""

_CSV: Mapping[str, Said] = {
    "field larger than field limit": say(
        "A cell that begins here has more text than any can have. Look for a quotation mark that is not closed."
    ),
    "new-line character seen": say("There is a line break in the middle of this line. Save the file again as CSV from Excel."),
}
"""What Python's reader of CSV says."""


def toml_words(fault: str) -> Said:
    """Return what to write instead of what the reader of TOML stopped at."""
    return _own(_TOML, fault) or say("Write this line as TOML. The program that reads it says in English: {fault}.", fault=fault)


def json_words(fault: str) -> Said:
    """Return what to write instead of what the reader of JSON stopped at."""
    return _own(_JSON, fault) or say("Write this line as JSON. The program that reads it says in English: {fault}.", fault=fault)


def csv_words(fault: str) -> Said:
    """Return what to do about what the reader of CSV stopped at."""
    return _own(_CSV, fault) or say("Write this line as CSV. The program that reads it says in English: {fault}.", fault=fault)


def _own(words: Mapping[str, Said], fault: str) -> Said | None:
    return next((said for beginning, said in words.items() if fault.startswith(beginning)), None)
