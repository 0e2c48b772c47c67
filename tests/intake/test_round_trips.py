"""What is written in any of the formats is read as exactly what it was."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from reviewer.intake.batch import read_batch
from reviewer.intake.form import write_form
from reviewer.language.speech import Speech
from tests.intake.strategies import batches
from tests.intake.writing import as_json, as_norwegian_csv, as_toml, fill

NB = Speech("nb")
SHARED_FOLDER = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def loaded(path, committee):
    reading = read_batch(path, committee, NB)
    assert reading.problems == ()
    return reading.batch.applications


@settings(suppress_health_check=SHARED_FOLDER, deadline=None, max_examples=60)
@given(applications=batches)
def test_json(applications, tmp_path, committee):
    path = tmp_path / "a.json"
    path.write_bytes(as_json(applications))
    assert loaded(path, committee) == applications


@settings(suppress_health_check=SHARED_FOLDER, deadline=None, max_examples=60)
@given(applications=batches)
def test_toml(applications, tmp_path, committee):
    path = tmp_path / "a.toml"
    path.write_bytes(as_toml(applications))
    assert loaded(path, committee) == applications


@settings(suppress_health_check=SHARED_FOLDER, deadline=None, max_examples=25)
@given(applications=batches)
def test_the_form_filled_in(applications, tmp_path, committee):
    path = tmp_path / "skjema.xlsx"
    write_form(committee, path, NB, first_year=2018)
    fill(path, applications, committee)
    assert loaded(path, committee) == applications


@settings(suppress_health_check=SHARED_FOLDER, deadline=None, max_examples=60)
@given(applications=batches)
def test_csv_from_norwegian_excel(applications, tmp_path, committee):
    flat = tuple(replace(application, flows=(), effects=()) for application in applications)
    path = tmp_path / "a.csv"
    path.write_bytes(as_norwegian_csv(flat, committee))
    assert loaded(path, committee) == flat
