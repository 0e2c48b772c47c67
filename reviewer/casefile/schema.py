"""The file's tables, and how an older file is brought up to date.

`events` is the truth and refuses every change. The other tables are what lists are read from; they follow from the events, are
written in the events' own transaction, and can be made again at any time.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from reviewer.casefile.connection import APPLICATION_ID, SCHEMA_VERSION

migrations = Migrations("reviewer")


@migrations()
def first_layout(database: Database) -> None:
    """Make the tables of version 1."""
    database.table("events").create(
        {
            "position": int,
            "id": str,
            "seat": str,
            "number": int,
            "act": int,
            "previous": str,
            "at": str,
            "kind": str,
            "application": str,
            "bytes": bytes,
            "signature": bytes,
        },
        pk="position",
        not_null={"id", "seat", "number", "act", "previous", "at", "kind", "application", "bytes"},
        strict=True,
    )
    database.table("events").create_index(["id"], unique=True)
    database.table("events").create_index(["seat", "number"], unique=True)
    database.table("events").create_index(["application"])
    for verb in ("UPDATE", "DELETE"):
        database.execute(
            f"CREATE TRIGGER events_refuse_{verb.lower()} BEFORE {verb} ON events "
            "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END",
        )
    for statement in LISTS:
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute("PRAGMA user_version = 1")


@migrations()
def feeds_and_exchange(database: Database) -> None:
    """Bring version 1 to version 2: events in feeds, and what the exchange between laptops has to remember."""
    for column in ("feed", "key"):
        database.execute(f"ALTER TABLE events ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    database.execute("DROP INDEX IF EXISTS idx_events_seat_number")
    database.execute("CREATE INDEX events_by_feed ON events (feed, seat, key, number)")
    database.execute("CREATE INDEX events_by_moment ON events (seat, at)")
    for statement in EXCHANGE:
        database.execute(statement)
    database.execute(
        "CREATE TRIGGER events_refuse_replace BEFORE INSERT ON events "
        "WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id OR position = NEW.position) "
        "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END",
    )
    database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


EXCHANGE = (
    """CREATE TABLE seals (
        id TEXT PRIMARY KEY, seat TEXT NOT NULL, key TEXT NOT NULL, feed TEXT NOT NULL, number INTEGER NOT NULL,
        previous TEXT NOT NULL, application TEXT NOT NULL, replaces TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE barred (id TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE held (id TEXT PRIMARY KEY, bytes BLOB NOT NULL, signature BLOB, reason TEXT NOT NULL) STRICT",
    "CREATE TABLE exchange (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)
"""`seals`: drafts that stayed on their laptop, known by their hash. `barred`: events that do not count, because their feed has two
versions from there on or their key was closed. `held`: what has come and waits. `exchange`: what was sent and heard, by name."""


LISTS = (
    "CREATE TABLE info (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE applications (
        id TEXT PRIMARY KEY,
        event TEXT NOT NULL REFERENCES events(id),
        id_key TEXT NOT NULL, title TEXT NOT NULL, title_key TEXT NOT NULL,
        applicant TEXT NOT NULL, applicant_key TEXT NOT NULL, words TEXT NOT NULL,
        amount INTEGER, project_cost INTEGER,
        met INTEGER NOT NULL, not_met INTEGER NOT NULL, unknown INTEGER NOT NULL,
        not_applicable INTEGER NOT NULL, waived INTEGER NOT NULL, eligible INTEGER,
        npv_per_krone TEXT, npv_key TEXT NOT NULL,
        score TEXT, score_key TEXT NOT NULL, ratings INTEGER NOT NULL,
        placed INTEGER NOT NULL, place_key TEXT NOT NULL,
        outcome TEXT, granted INTEGER
    ) STRICT""",
    "CREATE INDEX applications_by_place ON applications (place_key, id_key)",
    "CREATE INDEX applications_by_id ON applications (id_key)",
    "CREATE INDEX applications_by_amount ON applications (amount)",
    """CREATE TABLE own_ratings (
        seat TEXT NOT NULL, application TEXT NOT NULL, given INTEGER NOT NULL, score TEXT, score_key TEXT,
        PRIMARY KEY (seat, application)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE recusals (
        seat TEXT NOT NULL, application TEXT NOT NULL, PRIMARY KEY (seat, application)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE set_aside (
        key TEXT PRIMARY KEY, application TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT""",
)
"""The tables for lists, in the order in which they are made."""
