"""The published schemas agree with what the readers take and refuse; jsonschema is the judge."""

import json

import jsonschema
import pytest
import tomli

from reviewer.intake.schema import batch_schema, committee_schema
from tests.intake.committee_text import COMMITTEE
from tests.intake.test_batch import EXAMPLE


def as_json(text):
    return json.loads(json.dumps(tomli.loads(text), default=str))


@pytest.mark.parametrize(("schema", "text"), [(batch_schema(), EXAMPLE), (committee_schema(), COMMITTEE)])
def test_the_examples_are_valid(schema, text):
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(as_json(text), schema)


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        (batch_schema(), EXAMPLE.replace("amount_applied", "amount_aplied")),
        (batch_schema(), EXAMPLE.replace('"planning"', '"plan"')),
        (batch_schema(), EXAMPLE.replace('title = "..."', "")),
        (batch_schema(), EXAMPLE.replace("2020 = 9_000_000", "tjue = 9_000_000")),
        (committee_schema(), COMMITTEE.replace('kind = "national_reuse"', 'kind = "reuse"')),
        (committee_schema(), COMMITTEE.replace('kind = "national_reuse", ', "")),
        (committee_schema(), COMMITTEE.replace('recipient = "KS"', "")),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(schema, text):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_json(text), schema)
