"""What the council's server is set up with: tables that only grow, and the rules of which login may write and read what.

What a seat may no longer see is written down in `withdrawn`, by the secretariat's login: the rows stay, and are shown to that seat no more.
"""

from __future__ import annotations

SETUP = """
CREATE SCHEMA IF NOT EXISTS reviewer;
CREATE TABLE IF NOT EXISTS reviewer.seats (
    login name NOT NULL, case_id text NOT NULL, seat text NOT NULL, office boolean NOT NULL DEFAULT false,
    PRIMARY KEY (login, case_id, seat)
);
CREATE TABLE IF NOT EXISTS reviewer.events (
    case_id text NOT NULL, receiver text NOT NULL, id text NOT NULL CHECK (id ~ '^[0-9a-f]{64}$'),
    seat text NOT NULL, key text NOT NULL, feed text NOT NULL, number bigint NOT NULL CHECK (number > 0),
    bytes bytea, signature bytea, seal jsonb,
    sealed boolean GENERATED ALWAYS AS (bytes IS NULL) STORED,
    sender name NOT NULL DEFAULT session_user,
    CHECK (octet_length(bytes) < 33554432), CHECK ((bytes IS NULL) <> (seal IS NULL)),
    PRIMARY KEY (case_id, receiver, id, sealed)
);
DO $$ BEGIN
    ALTER TABLE reviewer.events ADD CONSTRAINT events_id_is_the_hash CHECK (bytes IS NULL OR id = encode(sha256(bytes), 'hex'));
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
CREATE INDEX IF NOT EXISTS events_by_feed ON reviewer.events (case_id, receiver, seat, key, feed, number);

CREATE TABLE IF NOT EXISTS reviewer.progress (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id text NOT NULL, seat text NOT NULL, made text NOT NULL, told jsonb NOT NULL, sender name NOT NULL DEFAULT session_user,
    CHECK (octet_length(told::text) < 1000)
);

CREATE TABLE IF NOT EXISTS reviewer.withdrawn (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id text NOT NULL, receiver text NOT NULL, seat text NOT NULL, feed text NOT NULL, hidden boolean NOT NULL,
    sender name NOT NULL DEFAULT session_user
);
CREATE INDEX IF NOT EXISTS withdrawn_by_feed ON reviewer.withdrawn (case_id, receiver, seat, feed, number);

CREATE OR REPLACE FUNCTION reviewer.speaks(wanted_case text, wanted_seat text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
    $$ SELECT EXISTS (SELECT FROM reviewer.seats s WHERE s.login = session_user AND s.case_id = wanted_case AND s.seat = wanted_seat) $$;
CREATE OR REPLACE FUNCTION reviewer.is_office(wanted_case text, wanted_seat text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
    $$ SELECT EXISTS (SELECT FROM reviewer.seats s WHERE s.case_id = wanted_case AND s.office AND s.seat = wanted_seat) $$;
CREATE OR REPLACE FUNCTION reviewer.in_office(wanted_case text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
    $$ SELECT EXISTS (SELECT FROM reviewer.seats s WHERE s.login = session_user AND s.case_id = wanted_case AND s.office) $$;
CREATE OR REPLACE FUNCTION reviewer.from_office(wanted_case text, wanted_login name) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
    $$ SELECT EXISTS (SELECT FROM reviewer.seats s WHERE s.login = wanted_login AND s.case_id = wanted_case AND s.office) $$;

CREATE OR REPLACE FUNCTION reviewer.withdrawn_here() RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
    $$ SELECT coalesce(array_agg(ARRAY[last.case_id, last.receiver, last.seat, last.feed]::text), '{}') FROM (
        SELECT DISTINCT ON (w.case_id, w.receiver, w.seat, w.feed) w.case_id, w.receiver, w.seat, w.feed, w.hidden
        FROM reviewer.withdrawn w JOIN reviewer.seats s ON s.login = session_user AND s.case_id = w.case_id AND s.seat = w.receiver
        ORDER BY w.case_id, w.receiver, w.seat, w.feed, w.number DESC
    ) last WHERE last.hidden $$;
CREATE OR REPLACE FUNCTION reviewer.no_longer_shown(wanted_case text, wanted_ids text[]) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
    $$ SELECT e.id FROM reviewer.events e JOIN reviewer.seats s ON s.login = session_user AND s.case_id = e.case_id AND s.seat = e.receiver
       WHERE e.case_id = wanted_case AND e.id = ANY (wanted_ids)
       AND ARRAY[e.case_id, e.receiver, e.seat, e.feed]::text = ANY (reviewer.withdrawn_here()) $$;

CREATE OR REPLACE FUNCTION reviewer.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'events are never changed'; END $$;
CREATE OR REPLACE TRIGGER events_refuse_change BEFORE UPDATE OR DELETE ON reviewer.events
    FOR EACH ROW EXECUTE FUNCTION reviewer.refuse();
CREATE OR REPLACE TRIGGER events_refuse_truncate BEFORE TRUNCATE ON reviewer.events
    FOR EACH STATEMENT EXECUTE FUNCTION reviewer.refuse();
CREATE OR REPLACE FUNCTION reviewer.tell() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_notify('reviewer', 'events'); RETURN NULL; END $$;
CREATE OR REPLACE TRIGGER events_tell AFTER INSERT ON reviewer.events FOR EACH STATEMENT EXECUTE FUNCTION reviewer.tell();
CREATE OR REPLACE TRIGGER withdrawn_refuse_change BEFORE UPDATE OR DELETE ON reviewer.withdrawn
    FOR EACH ROW EXECUTE FUNCTION reviewer.refuse();
CREATE OR REPLACE TRIGGER withdrawn_refuse_truncate BEFORE TRUNCATE ON reviewer.withdrawn
    FOR EACH STATEMENT EXECUTE FUNCTION reviewer.refuse();
CREATE OR REPLACE TRIGGER withdrawn_tell AFTER INSERT ON reviewer.withdrawn FOR EACH STATEMENT EXECUTE FUNCTION reviewer.tell();
CREATE OR REPLACE TRIGGER progress_refuse_change BEFORE UPDATE OR DELETE ON reviewer.progress
    FOR EACH ROW EXECUTE FUNCTION reviewer.refuse();
CREATE OR REPLACE TRIGGER progress_refuse_truncate BEFORE TRUNCATE ON reviewer.progress
    FOR EACH STATEMENT EXECUTE FUNCTION reviewer.refuse();
CREATE OR REPLACE TRIGGER progress_tell AFTER INSERT ON reviewer.progress FOR EACH STATEMENT EXECUTE FUNCTION reviewer.tell();

ALTER TABLE reviewer.withdrawn ENABLE ROW LEVEL SECURITY;
ALTER TABLE reviewer.withdrawn FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS withdrawn_read ON reviewer.withdrawn;
CREATE POLICY withdrawn_read ON reviewer.withdrawn FOR SELECT USING (reviewer.in_office(case_id));
DROP POLICY IF EXISTS withdrawn_insert ON reviewer.withdrawn;
CREATE POLICY withdrawn_insert ON reviewer.withdrawn FOR INSERT WITH CHECK (sender = session_user AND reviewer.in_office(case_id));
ALTER TABLE reviewer.progress ENABLE ROW LEVEL SECURITY;
ALTER TABLE reviewer.progress FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS progress_read ON reviewer.progress;
CREATE POLICY progress_read ON reviewer.progress FOR SELECT USING (reviewer.in_office(case_id) OR sender = session_user);
DROP POLICY IF EXISTS progress_insert ON reviewer.progress;
CREATE POLICY progress_insert ON reviewer.progress FOR INSERT WITH CHECK (sender = session_user AND reviewer.speaks(case_id, seat));
ALTER TABLE reviewer.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE reviewer.events FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS events_read ON reviewer.events;
CREATE POLICY events_read ON reviewer.events FOR SELECT
    USING ((reviewer.speaks(case_id, receiver)
            AND ARRAY[case_id, receiver, seat, feed]::text <> ALL ((SELECT reviewer.withdrawn_here())::text[]))
        OR (sender = session_user) OR reviewer.in_office(case_id));
DROP POLICY IF EXISTS events_insert ON reviewer.events;
CREATE POLICY events_insert ON reviewer.events FOR INSERT WITH CHECK (
    sender = session_user
    AND (reviewer.in_office(case_id) OR (reviewer.speaks(case_id, seat) AND reviewer.is_office(case_id, receiver)))
);
DO $$ BEGIN CREATE ROLE reviewer_laptop NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
REVOKE ALL ON SCHEMA reviewer FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA reviewer FROM PUBLIC;
GRANT USAGE ON SCHEMA reviewer TO reviewer_laptop;
GRANT SELECT, INSERT ON reviewer.events, reviewer.progress, reviewer.withdrawn TO reviewer_laptop;
"""
"""Run once by the server's administrator; running it again changes nothing."""
