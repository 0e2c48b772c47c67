"""Every measure runs and gives numbers. How large they are is not asserted: that is for `python -m tests.benchmarks`."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

if sys.platform == "win32":
    pytest.skip("the measures need a Unix terminal", allow_module_level=True)

from tests.benchmarks.__main__ import KEYS, table
from tests.benchmarks.composing import composing, whole, writing
from tests.benchmarks.computing import economics
from tests.benchmarks.generate import applications, sizes, write_batches, write_cases
from tests.benchmarks.measures import Bench, Measured, commands, imports, keys, starts
from tests.benchmarks.saving import saving


def test_the_same_applications_are_made_each_time():
    assert list(applications(20)) == list(applications(20))


def test_each_application_has_its_own_id():
    assert len({application.id for application in applications(50)}) == 50


def test_every_measure_runs(tmp_path):
    bench = Bench(tmp_path, rounds=1, keys=3, practice=1)
    batches, cases = write_batches(tmp_path, 20), write_cases(tmp_path, 20)
    ends = {count: cases.shown[count] for count in (min(cases.shown), max(cases.shown))}
    measures = (
        lambda: keys(bench, ends, KEYS),
        lambda: starts(bench, ends, ratio_limit=60.0),
        lambda: [*imports(bench, batches, cases.empty, {}), *commands(bench, cases, check_limit=60.0)],
        lambda: [*saving(bench, cases.shown), *economics(5, 1, None, None), *composing(cases.shown[min(cases.shown)], 1, None)],
        lambda: [*writing(cases.shown[min(cases.shown)], 1, {}), *whole(bench, cases.shown[min(cases.shown)], None, {"json": None})],
    )
    with ThreadPoolExecutor() as pool:
        found = [one for measured in pool.map(lambda measure: measure(), measures) for one in measured]
    assert sorted(cases.shown) == sorted(sizes(20))
    assert all(value > 0 for one in found for value in one.values)
    assert len(table(found).splitlines()) == len(found) + 1


def test_a_median_over_its_limit_is_told():
    slow = Measured(name="slow", unit="s", values=(1.0, 5.0, 9.0), against=(1.0,), limit=4.0)
    even = Measured(name="even", unit="s", values=(4.0,), against=(2.0,), limit=4.0, ratio_limit=2.0)
    steep = Measured(name="steep", unit="s", values=(4.0,), against=(1.0,), ratio_limit=2.0)
    assert (slow.kept, even.kept, steep.kept) == (False, True, False)
    assert "NOT KEPT" in table([slow])
