"""What the tests of csv_model run: its command line, in a folder of its own."""

from pathlib import Path

import pytest

from examples.csv_model import __main__ as csv_model
from examples.csv_model import learning


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return a function that runs a command in a folder of its own, and gives what it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(learning, "seconds_an_epoch", lambda *_: 0.001)  # not of this machine

    def call(command, **files):
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / (name + ".csv")).write_bytes(data)
        status = csv_model.main(command.split())
        said = capsys.readouterr()
        return status, said.out, said.err
    return call


@pytest.fixture
def trained(run):
    """Return a function that trains on a table and gives the bytes of model.json."""
    def call(content, options="--target buys"):
        status, out, err = run("train data.csv --save model.json --epochs 50 " + options,
                               data=content)
        assert (status, err) == (0, "")
        return Path("model.json").read_bytes()
    return call
