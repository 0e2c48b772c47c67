"""The council's server: what it lets a login do, how laptops catch up over it, and that a lost server loses nothing."""

from __future__ import annotations

import shutil
import threading
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from queue import Queue

import pytest

psycopg = pytest.importorskip("psycopg", reason="needs the extra postgres")

from psycopg.types.json import Jsonb  # noqa: E402

from reviewer.casefile.errors import CaseFileError  # noqa: E402
from reviewer.casefile.file import open_case  # noqa: E402
from reviewer.domain.enrolment import SeatKeyClosed  # noqa: E402
from reviewer.domain.events import Interest, InterestDeclared, Stage, StageSet  # noqa: E402
from reviewer.domain.said import Listed  # noqa: E402
from reviewer.exchange.errors import ExchangeError  # noqa: E402
from reviewer.mending import mend  # noqa: E402
from reviewer.own_key import close_key, enrol  # noqa: E402
from reviewer.packing import hand_in  # noqa: E402
from reviewer.server_syncing import Watch, admit_login, sync_server, watch  # noqa: E402
from reviewer.syncing import Synced  # noqa: E402
from tests.casefile.conftest import NOON  # noqa: E402
from tests.exchange.conftest import Cluster  # noqa: E402
from tests.exchange.laptops import OFFICE, Laptop, identity, member, office, own, rated  # noqa: E402
from tests.exchange.silence import Network  # noqa: E402

DAY = timedelta(days=1)
LOGINS = {"kontor": OFFICE, "bergen": "bergen", "oslo": "oslo", "ks": "ks"}


@pytest.fixture
def secretariat(server: Cluster, tmp_path: Path) -> Laptop:
    laptop = office(tmp_path)
    for login, seat in LOGINS.items():
        admit_login(laptop.path, server.url(), login, seat)
    return laptop


def synced(laptop: Laptop, server: Cluster, at: datetime = NOON + DAY) -> Synced:
    login = next(one for one, seat in LOGINS.items() if seat == laptop.seat)
    return sync_server(laptop.path, server.url(login), laptop.own, at)


def begun(folder: Path, seat: str, server: Cluster) -> Laptop:
    laptop = Laptop(folder, seat)
    synced(laptop, server)
    laptop.opened()
    return laptop


def test_laptops_meet_on_the_server(server: Cluster, secretariat: Laptop, tmp_path: Path) -> None:
    assert set(synced(secretariat, server).sent) == {"oslo", "bergen", "ks"}
    bergen = begun(tmp_path, "bergen", server)
    assert bergen.file.case() == secretariat.file.case().seen_by("bergen")
    bergen.act(rated("2026-1", "bergen", 4, 5), NOON + DAY)
    bergen.act(rated("2026-2", "bergen", 1), NOON + DAY)
    hand_in(bergen.file, "bergen", NOON + DAY, ["2026-1"])
    assert synced(bergen, server).sent == (OFFICE,)
    assert synced(bergen, server).sent == ()
    assert synced(secretariat, server).merged.added == 3
    ratings = secretariat.file.case().dossiers["2026-1"].ratings
    assert {key: one.score for key, one in ratings.items()} == {("bergen", "reuse"): 4, ("bergen", "benefit"): 5}
    assert secretariat.file.case().dossiers["2026-2"].ratings == {}
    assert secretariat.file.verify().problems == bergen.file.verify().problems == ()


@pytest.mark.usefixtures("secretariat")
@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE reviewer.events SET seat = 'x'",
        "DELETE FROM reviewer.events",
        "TRUNCATE reviewer.events",
        "SELECT * FROM reviewer.seats",
        "INSERT INTO reviewer.seats VALUES ('bergen', 'x', 'oslo', true)",
        "ALTER TABLE reviewer.events DISABLE ROW LEVEL SECURITY",
    ],
)
@pytest.mark.parametrize("login", ["bergen", "kontor"])
def test_a_login_changes_and_manages_nothing(server: Cluster, sentence: str, login: str) -> None:
    with psycopg.connect(server.url(login), autocommit=True) as connection, pytest.raises(psycopg.Error, match=r"denied|must be owner"):
        connection.execute(sentence)


@pytest.mark.parametrize("sentence", ["UPDATE reviewer.events SET seat = 'x'", "DELETE FROM reviewer.events", "TRUNCATE reviewer.events"])
def test_not_even_the_administrator_changes_an_event_by_mistake(server: Cluster, secretariat: Laptop, sentence: str) -> None:
    synced(secretariat, server)
    with psycopg.connect(server.url(), autocommit=True) as connection, pytest.raises(psycopg.Error, match="never changed"):
        connection.execute(sentence)


def test_a_login_inserts_its_own_feed_only_and_reads_its_own_mail_only(server: Cluster, secretariat: Laptop) -> None:
    synced(secretariat, server)
    case = secretariat.file.case_id
    insert = "INSERT INTO reviewer.events (case_id, receiver, id, seat, key, feed, number, bytes) VALUES (%s, %s, %s, %s, '', 'f', 1, 'x')"
    key = sha256(b"x").hexdigest()
    with psycopg.connect(server.url("bergen"), autocommit=True) as connection:
        for receiver, seat in ((OFFICE, "oslo"), ("oslo", "bergen"), ("bergen", OFFICE)):
            with pytest.raises(psycopg.Error, match="row-level security"):
                connection.execute(insert, (case, receiver, key, seat))
        with pytest.raises(psycopg.Error, match="row-level security"):
            connection.execute(insert, ("another", OFFICE, key, "bergen"))
        with pytest.raises(psycopg.Error, match="events_id_is_the_hash"):
            connection.execute(insert, (case, OFFICE, "a" * 64, "bergen"))
        connection.execute(insert, (case, OFFICE, key, "bergen"))
        found = {receiver for (receiver,) in connection.execute("SELECT DISTINCT receiver FROM reviewer.events")}
        assert found == {"bergen", OFFICE}
        assert connection.execute("SELECT count(*) FROM reviewer.events WHERE receiver = %s", (OFFICE,)).fetchone() == (1,)


def test_rubbish_on_the_server_is_passed_over(server: Cluster, secretariat: Laptop) -> None:
    synced(secretariat, server)
    insert = (
        "INSERT INTO reviewer.events (case_id, receiver, id, seat, key, feed, number, bytes) VALUES (%s, %s, %s, 'bergen', '', 'f', 1, %s)"
    )
    with psycopg.connect(server.url("bergen"), autocommit=True) as connection:
        for stored in (b"{", b"[" * 100_000, b'{"format":99,"kind":"x","body":{}}', b"\xff"):
            connection.execute(insert, (secretariat.file.case_id, OFFICE, sha256(stored).hexdigest(), stored))
    before = secretariat.file.hash()
    assert synced(secretariat, server).merged.added == 0
    assert secretariat.file.hash() == before


def test_a_seal_in_anothers_name_is_passed_over_though_its_row_is_the_logins_own(server: Cluster, secretariat: Laptop) -> None:
    synced(secretariat, server)
    told = {"id": "ab" * 32, "seat": "bergen", "key": own("bergen").key, "feed": "rating/2026-1", "number": 1, "previous": ""}
    insert = "INSERT INTO reviewer.events (case_id, receiver, id, seat, key, feed, number, seal) VALUES (%s, %s, %s, 'oslo', %s, %s, 1, %s)"
    with psycopg.connect(server.url("oslo"), autocommit=True) as connection:
        for seal in (told | {"application": "2026-1", "replaces": []}, {"x": 1}):
            key = told["id"] if "id" in seal else "cd" * 32
            connection.execute(insert, (secretariat.file.case_id, OFFICE, key, told["key"], told["feed"], Jsonb(seal)))
    synced(secretariat, server)
    assert secretariat.file.seals() == []


def test_the_open_app_hears_of_others_within_a_second(server: Cluster, secretariat: Laptop, tmp_path: Path) -> None:
    synced(secretariat, server)
    bergen = begun(tmp_path, "bergen", server)
    stop, heard = threading.Event(), threading.Event()
    first = threading.Event()

    def told(answer: Synced | ExchangeError) -> None:
        first.set()
        if isinstance(answer, Synced) and answer.merged.added:
            heard.set()

    watching = Watch(path=secretariat.path, url=server.url("kontor"), own=secretariat.own, stop=stop, told=told)
    thread = threading.Thread(target=watch, args=(watching,))
    thread.start()
    try:
        assert first.wait(10)
        bergen.act(rated("2026-1", "bergen", 4), datetime.now(UTC))
        hand_in(bergen.file, "bergen", datetime.now(UTC))
        assert synced(bergen, server, datetime.now(UTC)).sent == (OFFICE,)
        assert heard.wait(10)
    finally:
        stop.set()
        thread.join(15)
    copy = open_case(secretariat.path)
    assert copy.case().dossiers["2026-1"].ratings["bergen", "reuse"].score == 4
    copy.close()


def test_a_killed_server_loses_nothing_and_is_caught_up_with(server: Cluster, secretariat: Laptop, tmp_path: Path) -> None:
    synced(secretariat, server)
    bergen = begun(tmp_path, "bergen", server)
    oslo = begun(tmp_path, "oslo", server)
    at = NOON + DAY
    for round_ in range(3):
        for laptop in (bergen, oslo):
            for key in ("2026-1", "2026-2"):
                laptop.act(rated(key, laptop.seat, 1 + round_, 3), at)
            hand_in(laptop.file, laptop.seat, at)
        synced(bergen, server)
        server.stop()
        with pytest.raises(ExchangeError):
            synced(oslo, server)
        server.start()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                synced(oslo, server)
                break
            except ExchangeError:
                time.sleep(0.1)
        synced(secretariat, server)
    case = secretariat.file.case()
    assert {key: one.score for key, one in case.dossiers["2026-1"].ratings.items()} == {
        (seat, criterion): score for seat in ("bergen", "oslo") for criterion, score in (("reuse", 3), ("benefit", 3))
    }
    assert case.conflicts == ()
    assert own("bergen").key != own("oslo").key


def test_a_network_that_falls_silent_is_noticed_and_caught_up_with(
    server: Cluster, secretariat: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is closed and nothing answers: neither half notices by itself."""
    monkeypatch.setattr("reviewer.exchange.server.PATIENCE", 0.3)
    monkeypatch.setattr("reviewer.server_syncing.SILENCE", 0.2)
    monkeypatch.setattr("reviewer.server_syncing.PAUSE_AFTER_LOSS", 0.1)
    synced(secretariat, server)
    bergen = begun(tmp_path, "bergen", server)
    stop, told = threading.Event(), Queue[Synced | ExchangeError | CaseFileError]()
    with Network(server.folder / ".s.PGSQL.5432") as network:
        url = f"postgresql://bergen@127.0.0.1:{network.port}/reviewer?sslmode=disable&gssencmode=disable"
        watching = Watch(path=bergen.path, url=url, own=bergen.own, stop=stop, told=told.put)
        thread = threading.Thread(target=watch, args=(watching,))
        thread.start()
        try:
            assert isinstance(told.get(timeout=20), Synced)
            network.fall_silent()
            lost = told.get(timeout=20)
            assert isinstance(lost, ExchangeError)
            assert lost.said.message.startswith("The server does not answer.")
            bergen.act(rated("2026-1", "bergen", 4), datetime.now(UTC))
            hand_in(bergen.file, "bergen", datetime.now(UTC))
            network.come_back()
            while not (isinstance(found := told.get(timeout=20), Synced) and found.sent):
                pass
        finally:
            stop.set()
            thread.join(20)
    synced(secretariat, server, datetime.now(UTC))
    assert secretariat.file.case().dossiers["2026-1"].ratings["bergen", "reuse"].score == 4


@pytest.mark.parametrize("where", ["own", "restored", "fresh"])
def test_the_other_version_of_a_fork_comes_over_the_server_as_evidence(
    server: Cluster, secretariat: Laptop, tmp_path: Path, where: str
) -> None:
    synced(secretariat, server)
    bergen = begun(tmp_path, "bergen", server)
    restored = tmp_path / "restored.sak"
    shutil.copyfile(bergen.path, restored)
    url = server.url("bergen")
    for hours, path, score in ((1, bergen.path, 4), (2, restored, 2)):
        file = open_case(path)
        file.signer = bergen.own
        file.append("bergen", rated("2026-1", "bergen", score), NOON + timedelta(hours=hours))
        hand_in(file, "bergen", NOON + timedelta(hours=hours))
        file.close()
        sync_server(path, url, bergen.own, NOON + DAY)
    refused = synced(secretariat, server).merged.refused
    assert {told.why.message.partition(":")[0] for told in refused} == {"{seat} has two different events number {number}"}
    fresh = identity("kari's next laptop")
    enrol(secretariat.file, OFFICE, "bergen", fresh.card(), NOON + DAY)
    close_key(secretariat.file, OFFICE, SeatKeyClosed(holder="bergen", key=bergen.own.key, reason="an old copy"), NOON + DAY)
    synced(secretariat, server)
    path = {"own": bergen.path, "restored": restored, "fresh": tmp_path / "fresh.sak"}[where]
    sync_server(path, url, own("kari's next laptop"), NOON + DAY)
    file = open_case(path)
    file.signer = own("kari's next laptop")
    assert set(file.void()) == set(secretariat.file.void())
    assert len(mend(file, "bergen", NOON + DAY)) == 2
    sync_server(path, url, own("kari's next laptop"), NOON + DAY)
    synced(secretariat, server)
    assert secretariat.file.case().dossiers["2026-1"].ratings["bergen", "reuse"].score == 2
    assert (file.verify().problems, secretariat.file.verify().problems, secretariat.file.verify().remarks) == ((), (), ())
    file.close()


def recused(seat: str, interest: Interest) -> InterestDeclared:
    return InterestDeclared(application="2026-1", declarer=seat, interest=interest)


def shown(server: Cluster, login: str) -> set[str]:
    with psycopg.connect(server.url(login), autocommit=True) as connection:
        return {feed for (feed,) in connection.execute("SELECT feed FROM reviewer.events WHERE receiver = %s", (LOGINS[login],))}


def test_what_a_seat_may_see_no_more_the_server_shows_it_no_more_and_keeps(server: Cluster, secretariat: Laptop, tmp_path: Path) -> None:
    synced(secretariat, server)
    bergen = begun(tmp_path, "bergen", server)
    assert "application/2026-1" in shown(server, "bergen")
    secretariat.act([recused("bergen", Interest.RECUSED)], NOON + DAY)
    synced(secretariat, server)
    assert not any("2026-1" in feed.split("/") for feed in shown(server, "bergen"))
    assert "application/2026-2" in shown(server, "bergen")
    assert "application/2026-1" in shown(server, "oslo")
    told = [one.why for one in synced(bergen, server).merged.held]
    assert [dict(one.values)["ids"] for one in told] == [Listed(("2026-1",))]
    anew = Laptop(tmp_path / "ny", "bergen")
    anew.folder.mkdir()
    synced(anew, server)
    assert anew.opened().case() == secretariat.file.case().seen_by("bergen")
    assert synced(anew, server).merged.held == ()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        lying = connection.execute("SELECT count(*) FROM reviewer.events WHERE receiver = 'bergen' AND feed = 'application/2026-1'")
        assert lying.fetchone() == (1,)
    secretariat.act([recused("bergen", Interest.NONE)], NOON + 2 * DAY)
    synced(secretariat, server, NOON + 2 * DAY)
    assert "application/2026-1" in shown(server, "bergen")
    synced(anew, server, NOON + 2 * DAY)
    assert anew.file.case() == secretariat.file.case().seen_by("bergen")


def test_others_ratings_are_shown_no_more_when_the_round_goes_back(server: Cluster, secretariat: Laptop, tmp_path: Path) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated("2026-1", "bergen", 4, 5), NOON + DAY)
    hand_in(bergen.file, "bergen", NOON + DAY)
    secretariat.take(bergen.pack(NOON + DAY), at=NOON + DAY)
    for stage, seen in ((Stage.OPENED, True), (Stage.RATING, False), (Stage.OPENED, True)):
        secretariat.act([StageSet(stage=stage)], NOON + DAY)
        synced(secretariat, server)
        assert ("rating/2026-1" in shown(server, "oslo")) is seen


@pytest.mark.parametrize("login", ["bergen", "oslo"])
@pytest.mark.parametrize(
    "sentence",
    [
        "INSERT INTO reviewer.withdrawn (case_id, receiver, seat, feed, hidden) VALUES ('{case}', '{seat}', 'sekretariat', 'x', false)",
        "UPDATE reviewer.withdrawn SET hidden = false",
        "DELETE FROM reviewer.withdrawn",
        "TRUNCATE reviewer.withdrawn",
    ],
)
def test_a_member_takes_back_nothing_of_what_is_withdrawn(server: Cluster, secretariat: Laptop, login: str, sentence: str) -> None:
    synced(secretariat, server)
    secretariat.act([recused(seat, Interest.RECUSED) for seat in ("bergen", "oslo")], NOON + DAY)
    synced(secretariat, server)
    with psycopg.connect(server.url(login), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM reviewer.withdrawn").fetchone() == (0,)
        with pytest.raises(psycopg.Error, match=r"denied|row-level security"):
            connection.execute(sentence.format(case=secretariat.file.case_id, seat=LOGINS[login]))
    assert "application/2026-1" not in shown(server, login)


def test_what_is_withdrawn_is_told_only_to_who_knows_of_it(server: Cluster, secretariat: Laptop) -> None:
    synced(secretariat, server)
    first = next(event.id for event in secretariat.file.events() if event.application == "2026-1")
    secretariat.act([recused("bergen", Interest.RECUSED)], NOON + DAY)
    synced(secretariat, server)
    asked = "SELECT reviewer.no_longer_shown(%s, %s)"
    for login, ids, told in (("bergen", [first], [(first,)]), ("bergen", [], []), ("oslo", [first], [])):
        with psycopg.connect(server.url(login), autocommit=True) as connection:
            assert connection.execute(asked, (secretariat.file.case_id, ids)).fetchall() == told


def test_a_server_set_up_before_is_left_alone(server: Cluster, secretariat: Laptop, tmp_path: Path) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("DROP TABLE reviewer.withdrawn CASCADE")
        connection.execute("DROP FUNCTION reviewer.no_longer_shown")
        connection.execute("DROP POLICY events_read ON reviewer.events")
        readable = "reviewer.speaks(case_id, receiver) OR (sender = session_user) OR reviewer.in_office(case_id)"
        connection.execute(f"CREATE POLICY events_read ON reviewer.events FOR SELECT USING ({readable})")
    synced(secretariat, server)
    bergen = begun(tmp_path, "bergen", server)
    secretariat.act([recused("bergen", Interest.RECUSED)], NOON + DAY)
    synced(secretariat, server)
    assert synced(bergen, server).merged.held == ()
