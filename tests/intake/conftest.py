"""The committee that the tests of this room read their files for."""

import pytest

from reviewer.intake.committee import read_committee
from tests.intake.committee_text import COMMITTEE


@pytest.fixture(scope="session")
def committee(tmp_path_factory):
    path = tmp_path_factory.mktemp("committee") / "prove.toml"
    path.write_text(COMMITTEE, encoding="utf-8")
    return read_committee(path).committee
