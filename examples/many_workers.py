"""Full-batch training over a CSV file too large for one process, on the workers of a pool.

The gradient of a batch is the sum of its parts' gradients. So the file is split into shards.
Every worker reads and checks its own once and keeps them in memory. In each epoch only the
parameters travel to the workers, and a gradient per shard travels back. The gradients are added in
the order of the shards: any number of workers gives the same bits. If a worker dies, another reads
its shards and the epoch goes on; after Ctrl-C the epoch is finished and the weights are saved.

    split -l 100000 table.csv shard-            # numbers only: the inputs, then the targets
    python -m examples.many_workers shard-* --sizes 3,4,1 --save model.json

It ends by telling the mean squared error: if that is too high, try more epochs.

On a Dask cluster (pip install distributed), whose workers see the same files. Its scheduler and
its workers must import this same directory, so start them there:

    PYTHONPATH=. dask scheduler
    PYTHONPATH=. dask worker HOST:8786
    python -m examples.many_workers shard-* --sizes 3,4,1 --save model.json --dask HOST:8786
"""

import argparse
import contextlib
import functools
import math
import multiprocessing
import os
import signal
import sys
import threading
from array import array
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from neuron import Network


# --- On a worker -------------------------------------------------------------------------

SHARDS = {}  # what this process has read: path -> (the file's date and size, model, training)


def read(path, sizes):
    """Return a shard's rows and targets, each line of the file checked."""
    inputs, outputs = sizes[0], sizes[-1]
    rows = []
    targets = []
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, 1):
            try:
                cells = array("d", map(float, line.split(",")))  # a quarter of a list's memory
                good = len(cells) == inputs + outputs and all(map(math.isfinite, cells))
            except ValueError:
                good = False
            if not good or not all(0.0 <= target <= 1.0 for target in cells[inputs:]):
                raise ValueError("%s, line %d: need %d numbers, then %d from 0 to 1, not %r"
                                 % (path, number, inputs, outputs, line.strip()[:60]))
            rows.append(cells[:inputs])
            targets.append(cells[inputs:])
    if not rows:
        raise ValueError("%s is empty" % path)
    return rows, targets


def shard(path, sizes):
    """Return a network, and its training over a shard's rows, which this prepares but once.

    training.gradient() is that of the parameters which the network has at the time.
    """
    status = os.stat(path)
    stamp = status.st_mtime_ns, status.st_size, tuple(sizes)  # a worker may outlive a training
    if path not in SHARDS or SHARDS[path][0] != stamp:
        model = Network(*sizes)
        SHARDS[path] = stamp, model, model.training(*read(path, sizes))
    return SHARDS[path][1:]


def count(path, sizes):
    """Read a shard and return its number of rows."""
    return len(shard(path, sizes)[1].rows)


def gradient(path, sizes, parameters):
    """Return the gradient of a network with these parameters over the rows of one shard."""
    model, training = shard(path, sizes)
    model.set_parameters(parameters)
    try:
        return training.gradient()
    except ArithmeticError:  # it overflows: training() knows in which epoch
        return [math.nan] * len(parameters)


def squared_errors(path, sizes, parameters):
    """Return the sum of the squared errors of such a network over the rows of one shard."""
    model, training = shard(path, sizes)
    model.set_parameters(parameters)
    total = 0.0
    for outputs, (_, wanted) in zip(model.predict([row for row, _ in training.rows]),
                                    training.rows):
        for output, target in zip(outputs, wanted):
            total += (target - output) ** 2
    return total


# --- Where the model is ------------------------------------------------------------------

class Crew:
    """Workers, each with its share of the paths; starts: a function for each, which starts an
    executor of one worker."""

    def __init__(self, starts, paths):
        self.starts = starts
        self.paths = paths
        self.executors = [start() for start in starts]

    def ask(self, function, *arguments):
        """Return function(path, *arguments) for every path, in the order of the paths."""
        try:
            return self._ask(function, arguments)
        except BrokenExecutor:  # a worker died: another reads its shards; twice is no accident
            for k, executor in enumerate(self.executors):
                try:
                    executor.submit(int)
                except BrokenExecutor:
                    self.executors[k] = self.starts[k]()
            return self._ask(function, arguments)

    def _ask(self, function, arguments):
        futures = []
        try:
            for k, path in enumerate(self.paths):
                worker = self.executors[k % len(self.executors)]  # always the same: it has the rows
                futures.append(worker.submit(function, path, *arguments))
            return [future.result() for future in futures]
        finally:
            for future in futures:
                future.cancel()  # after an error nobody waits for the rest

    def close(self):
        """Let the workers go."""
        for executor in self.executors:
            executor.shutdown()


def training(model, crew, epochs, learning_rate):
    """Train by the mean gradient over all shards, yielding (epoch, largest move of a weight)."""
    rate = learning_rate / sum(crew.ask(count, model.sizes))
    for epoch in range(epochs):
        gradients = crew.ask(gradient, model.sizes, model.parameters())
        total = gradients[0]
        for part in gradients[1:]:
            total = [a + b for a, b in zip(total, part)]
        moves = [rate * g for g in total]
        if not all(map(math.isfinite, moves)):
            raise ArithmeticError("a weight would become infinite or NaN in epoch %d: "
                                  "try a learning rate below %r" % (epoch, learning_rate))
        model.step(total, rate)
        yield epoch, max(map(abs, moves))


def error(model, crew):
    """Return the mean squared error over the rows of all shards and the outputs."""
    total = 0.0
    for part in crew.ask(squared_errors, model.sizes, model.parameters()):
        total += part
    return total / sum(crew.ask(count, model.sizes)) / model.sizes[-1]


def process():
    """Start a worker process on this machine."""
    return ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn"),  # the same on every system
        initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))  # Ctrl-C is for us


def dask(client):
    """Return a start for every worker of a Dask cluster; others take over from one that dies."""
    return [functools.partial(client.get_executor, workers=[worker], allow_other_workers=True,
                              pure=False)
            for worker in sorted(client.nthreads())]


def sizes(text):
    """Read a network's sizes, for argparse."""
    if not all(map(str.isdecimal, text.split(","))):
        raise argparse.ArgumentTypeError("%r is not like 3,4,1" % text)
    return [int(size) for size in text.split(",")]


def main(arguments=None):
    """Train as the command line says, and save the model."""
    parser = argparse.ArgumentParser(
        description="Train a network over many CSV files, each kept in memory by one of many "
                    "workers. A row is the inputs, then the targets (0 to 1), without a heading.")
    parser.add_argument("shards", nargs="+", metavar="SHARD", help="a CSV file of numbers")
    parser.add_argument("--sizes", required=True, type=sizes,
                        help="inputs, hidden units if any, outputs: for example 3,4,1")
    parser.add_argument("--save", required=True, metavar="MODEL", help="the file for the model")
    parser.add_argument("--epochs", type=int, default=100, help="default: %(default)s")
    parser.add_argument("--learning-rate", type=float, default=1.0, metavar="RATE",
                        help="times the mean gradient over all rows; default: %(default)s")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--workers", type=int, default=os.cpu_count(), metavar="N",
                       help="processes on this machine; default: %(default)s")
    where.add_argument("--dask", metavar="ADDRESS", help="the scheduler of a Dask cluster")
    options = parser.parse_args(arguments)
    done = 0
    problem = mean = None
    stopping = threading.Event()

    def stop(*_):  # a pool that is interrupted while it takes a task may hang: so finish the epoch
        stopping.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a second Ctrl-C does not wait

    signal.signal(signal.SIGINT, stop)
    try:
        model = Network(*options.sizes)
        if options.dask:
            from distributed import Client

            starts = dask(Client(options.dask))
        else:
            starts = [process] * options.workers
        if not starts or options.epochs < 1 or not 0.0 < options.learning_rate < math.inf:
            raise ValueError("need workers, epochs and a learning rate above 0")
        folder = os.path.dirname(os.path.abspath(options.save))
        if not os.access(folder, os.W_OK):  # better now than after the training
            raise OSError("cannot write in %s" % folder)
        if os.path.isdir(options.save):
            raise OSError("%s is a folder" % options.save)
        paths = [os.path.abspath(shard) for shard in options.shards]  # as other machines see them
        with contextlib.closing(Crew(starts, paths)) as crew:
            for epoch, move in training(model, crew, options.epochs, options.learning_rate):
                done = epoch + 1
                if sys.stderr.isatty():
                    print("\repoch %d of %d, largest move of a weight %.2g  "
                          % (done, options.epochs, move), end="", file=sys.stderr, flush=True)
                if stopping.is_set() and done < options.epochs:
                    problem = "stopped"
                    break
            else:
                mean = error(model, crew)
    except KeyboardInterrupt:
        problem = "stopped"
    except BrokenExecutor:
        problem = "a worker died twice in epoch %d: is there memory for its shards?" % done
    except (ArithmeticError, ImportError, OSError, ValueError) as reason:
        problem = str(reason)
    finally:  # whatever happens: the model holds the weights of a whole epoch
        if done:
            model.save(options.save)
            if sys.stderr.isatty():
                print(file=sys.stderr)
    if problem:
        sys.exit(problem + ("\n%s has the weights after %d epochs" % (options.save, done)
                            if done else "\nnothing was saved"))
    print("Saved %s: %d epochs, mean squared error %.6g" % (options.save, done, mean),
          file=sys.stderr)


if __name__ == "__main__":
    from examples import many_workers  # so that workers know the functions by that name

    many_workers.main()
