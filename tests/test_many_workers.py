"""examples/many_workers.py: any number of workers, dying ones too, gives the same bits."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from contextlib import closing

import pytest

from examples import many_workers
from neuron import Network, load, uniform
from tests.tools.extras import need

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SIZES = [3, 4, 1]
EPOCHS = 6
RATE = 2.5


@pytest.fixture(scope="module")
def processes():
    """Skip a test where Python itself can't start processes so: PyPy 7.3.11 can't spawn them."""
    try:
        with many_workers.process() as pool:
            works = pool.submit(abs, -1).result() == 1
    except AttributeError:
        works = False
    need(works, "this Python's ProcessPoolExecutor fails with processes that are spawned")


@pytest.fixture
def table():
    """Return 50 rows of 3 inputs and their targets."""
    draws = uniform(3)
    rows = [[4.0 * next(draws) - 2.0 for _ in range(3)] for _ in range(50)]
    return rows, [[1.0 if row[0] > row[1] else 0.0] for row in rows]


@pytest.fixture
def shards(tmp_path, table):
    """Return the paths of five files of unequal length that hold the table."""
    lines = [",".join(map(repr, row + target)) + "\n" for row, target in zip(*table)]
    paths = []
    for name, start, end in ("a", 0, 7), ("b", 7, 8), ("c", 8, 20), ("d", 20, 41), ("e", 41, 50):
        path = tmp_path / (name + ".csv")
        path.write_text("".join(lines[start:end]))
        paths.append(str(path))
    return paths


@pytest.fixture
def expected(shards):
    """Return what one process makes of the same sums, by gradient and step alone."""
    model = Network(*SIZES)
    parts = [many_workers.read(path, SIZES) for path in shards]
    for _ in range(EPOCHS):
        total = [-0.0] * len(model.parameters())
        for rows, targets in parts:
            total = [a + b for a, b in zip(total, model.gradient(rows, targets))]
        model.step(total, RATE / 50)
    return model.parameters()


def trained(shards, starts, each_epoch=lambda epoch: None):
    """Return the parameters after training by these workers."""
    model = Network(*SIZES)
    with closing(many_workers.Crew(starts, shards)) as crew:
        for epoch, _ in many_workers.training(model, crew, EPOCHS, RATE):
            each_epoch(epoch)
    return model.parameters()


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("folder, command", [
    (HERE, ["-m", "examples.many_workers"]), (HERE, ["examples/many_workers.py"]),
    ("/", [os.path.join(HERE, "examples", "many_workers.py")])])
def test_it_runs_as_a_module_and_as_a_file_from_any_folder(shards, tmp_path, folder, command):
    model = str(tmp_path / "model.json")
    program = subprocess.run(
        [sys.executable, *command, *shards, "--sizes", "3,4,1", "--save", model, "--epochs", "2",
         "--workers", "1"], cwd=folder, capture_output=True, text=True, timeout=120)
    assert program.stderr.startswith("Saved %s: 2 epochs, mean squared error 0." % model)
    assert load(model).sizes == SIZES


def run(*arguments):
    """Run the program, its output in a pipe."""
    return subprocess.run([sys.executable, "-m", "examples.many_workers", *arguments],
                          cwd=HERE, capture_output=True, text=True, timeout=120)


@pytest.mark.usefixtures("processes")
def test_one_two_and_three_processes_give_the_bits_of_a_single_one(shards, expected):
    for workers in 1, 2, 3:
        assert trained(shards, [many_workers.process] * workers) == expected


def test_shards_give_what_train_gives_but_for_rounding(shards, table, expected):
    model = Network(*SIZES)
    start = model.parameters()
    model.train(*table, EPOCHS, learning_rate=RATE / 50)
    assert expected == pytest.approx(model.parameters(), rel=1e-9)
    assert expected != pytest.approx(start, rel=1e-3)


def test_a_shards_gradient_is_that_of_the_parameters_that_travelled(shards):
    rows, targets = many_workers.read(shards[4], SIZES)
    for seed in 9, 10, 9:
        model = Network(*SIZES, bias=0.5, seed=seed)
        assert many_workers.gradient(shards[4], SIZES, model.parameters()) == model.gradient(
            rows, targets)


def test_a_shard_is_prepared_once_and_again_only_when_its_file_or_the_network_changes(shards):
    _, training = many_workers.shard(shards[1], SIZES)
    assert many_workers.shard(shards[1], SIZES)[1] is training
    assert many_workers.shard(shards[1], [3, 2, 1])[1] is not training
    with open(shards[1], "a") as file:
        file.write("1,2,3,1\n")
    assert many_workers.count(shards[1], SIZES) == len(training.rows) + 1


@pytest.mark.usefixtures("processes")
def test_when_a_process_dies_another_takes_over_with_the_same_bits(shards, expected):
    processes = []

    def start():
        executor = many_workers.process()
        processes.append(executor.submit(os.getpid).result())
        return executor

    def kill(epoch):
        if epoch == EPOCHS // 2:
            os.kill(processes[0], signal.SIGKILL)

    assert trained(shards, [start, start], kill) == expected
    assert len(processes) == 3


@pytest.mark.usefixtures("processes")
def test_a_worker_that_dies_twice_in_an_epoch_ends_the_training_before_it(shards):
    executors = []

    def start():
        executors.append(many_workers.process())
        if len(executors) == 2:
            executors[1].submit(os._exit, 1)
        return executors[-1]

    model = Network(*SIZES)
    epochs = []
    with pytest.raises(BrokenExecutor), closing(many_workers.Crew([start], shards)) as crew:
        for epoch, _ in many_workers.training(model, crew, EPOCHS, RATE):
            epochs.append(epoch)
            weights = model.parameters()
            if epoch == 2:
                executors[0].submit(os._exit, 1)
    assert epochs == [0, 1, 2]
    assert model.parameters() == weights


def test_a_move_that_is_not_finite_ends_the_training_before_its_epoch(tmp_path):
    path = tmp_path / "row.csv"
    path.write_text("10,1\n")
    model = Network(1, 1)
    weights = model.parameters()
    with closing(many_workers.Crew([ThreadPoolExecutor], [str(path)])) as crew:
        with pytest.raises(ArithmeticError, match="epoch 0: try a learning rate below 1.7e"):
            list(many_workers.training(model, crew, EPOCHS, 1.7e308))
    assert model.parameters() == weights


def test_a_gradient_that_overflows_ends_the_training_before_its_epoch(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("1.7e308,1\n" * 10)
    model = Network(1, 1)
    model.set_parameters([0.0, 0.0])
    with closing(many_workers.Crew([ThreadPoolExecutor], [str(path)])) as crew:
        with pytest.raises(ArithmeticError, match="epoch 0: try a learning rate below 0.1"):
            list(many_workers.training(model, crew, EPOCHS, 0.1))
    assert model.parameters() == [0.0, 0.0]


@pytest.mark.usefixtures("processes")
def test_the_program_saves_the_model_and_tells_its_error_alone_in_a_pipe(
        shards, table, expected, tmp_path):
    model = str(tmp_path / "model.json")
    program = run(*shards, "--sizes", "3,4,1", "--save", model, "--epochs", str(EPOCHS),
                  "--learning-rate", str(RATE), "--workers", "2")
    assert (program.returncode, program.stdout) == (0, "")
    assert load(model).parameters() == expected
    start, _, mean = program.stderr.rpartition(" ")
    assert start == "Saved %s: %d epochs, mean squared error" % (model, EPOCHS)
    squares = [(y[0] - t[0]) ** 2 for y, t in zip(load(model).predict(table[0]), table[1])]
    assert float(mean) == pytest.approx(sum(squares) / 50, rel=1e-5)


@pytest.mark.usefixtures("processes")
def test_ctrl_c_saves_the_epochs_done_after_a_progress_line_on_a_terminal(shards, tmp_path):
    try:
        import pty
    except ImportError:
        pty = None
    need(pty, "needs a terminal")
    model = tmp_path / "model.json"
    master, terminal = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "examples.many_workers", *shards, "--sizes", "3,4,1", "--save",
         str(model), "--epochs", "1000000", "--workers", "1"], cwd=HERE, stderr=terminal)
    os.close(terminal)
    patience = threading.Timer(60.0, program.kill)  # then reading ends with an error
    patience.start()
    try:
        text = ""
        while "epoch 3 of 1000000, largest move of a weight " not in text:
            text += os.read(master, 1000).decode()
        program.send_signal(signal.SIGINT)
        while "after" not in text.rpartition("stopped")[2]:
            text += os.read(master, 1000).decode()
        assert program.wait(60) == 1
    finally:
        patience.cancel()
        program.kill()
        os.close(master)
    assert "model.json has the weights after " in text
    assert "Traceback" not in text
    assert load(str(model)).parameters() != Network(*SIZES).parameters()


@pytest.mark.parametrize("line", ["1,2,3", "1,2,3,2", "1,2,nan,0", "a,b,c,d", "\0", ""])
def test_a_bad_line_is_named(shards, line):
    with open(shards[3], "a") as file:
        file.write(line + "\n")
    with pytest.raises(ValueError, match=r"d\.csv, line 22: need 3 numbers, then 1 from 0 to 1"):
        trained(shards, [ThreadPoolExecutor])


@pytest.mark.usefixtures("processes")
def test_the_program_says_what_is_wrong_in_a_line(shards, tmp_path):
    model = tmp_path / "model.json"
    nowhere = str(tmp_path / "no" / "model.json")
    for arguments, message in (
            (shards + ["--sizes", "3,4,1", "--save", nowhere], "cannot write in"),
            (shards + [str(tmp_path / "x.csv"), "--sizes", "3,4,1"], "x.csv"),
            (shards + ["--sizes", "2,4,1"], "a.csv, line 1: need 2 numbers, then 1 from 0 to 1"),
            (shards + ["--sizes", "3,4,1", "--save", str(tmp_path)], "is a folder"),
            (shards + ["--sizes", "3,4,1", "--learning-rate", "nan"], "learning rate above 0"),
            (shards + ["--sizes", "3,4,1", "--workers", "0"], "need workers")):
        program = run("--save", str(model), *arguments)
        assert program.returncode == 1
        assert message in program.stderr and "nothing was saved" in program.stderr
        assert "Traceback" not in program.stderr
        assert not model.exists()


@pytest.mark.parametrize("sizes", ["3,,1", "3x1", "", "3,-4,1"])
def test_sizes_that_are_no_numbers_are_refused_with_an_example(shards, tmp_path, sizes):
    program = run("--save", str(tmp_path / "model.json"), *shards, "--sizes=" + sizes)
    assert program.returncode == 2 and "%r is not like 3,4,1" % sizes in program.stderr


def test_a_dask_cluster_that_loses_a_worker_gives_the_bits_of_a_single_process(
        shards, expected, tmp_path):
    try:
        import distributed
    except ImportError:
        distributed = None
    need(distributed, "needs distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None,
                                  local_directory=str(tmp_path)) as cluster:
        with distributed.Client(cluster) as client:
            processes = client.run(os.getpid)
            starts = many_workers.dask(client)

            def kill(epoch):
                if epoch == EPOCHS // 2:
                    os.kill(processes[min(processes)], signal.SIGKILL)

            assert len(starts) == len(processes) == 2
            assert trained(shards, starts, kill) == expected
            survivors = client.run(os.getpid).values()
            assert processes[min(processes)] not in survivors
            assert processes[max(processes)] in survivors
        model = tmp_path / "model.json"
        program = run(*shards, "--sizes", "3,4,1", "--save", str(model), "--epochs", str(EPOCHS),
                      "--learning-rate", str(RATE), "--dask", cluster.scheduler_address)
        assert program.returncode == 0, program.stderr
        assert load(str(model)).parameters() == expected
