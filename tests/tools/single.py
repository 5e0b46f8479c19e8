"""Build a MicroPython whose floats are single precision, as on most boards, from Debian's source.

    python -m tests.tools.single        after apt-get update; needs make and gcc; takes two minutes

No package has one ready to run. The program is put beside this Python as micropython-single,
where tests/tools/runtimes.py looks for it.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
WITHOUT = ("FROZEN_MANIFEST= MICROPY_PY_FFI=0 MICROPY_PY_BTREE=0 MICROPY_PY_SSL=0 "
           "MICROPY_SSL_MBEDTLS=0 MICROPY_PY_BLUETOOTH=0").split()


def fetch(folder):
    """Fetch the source package into the folder, with lists of its own, from apt-get's mirror."""
    targets = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Label: Debian"]
    mirrors = subprocess.run(targets, check=True, capture_output=True, text=True).stdout.split()
    (folder / "sources.list").write_text(
        "deb-src [signed-by=%s] %s trixie main\n" % (KEYS, mirrors[0]))
    (folder / "lists" / "partial").mkdir(parents=True)
    options = ["-o", "Dir::Etc::sourcelist=%s/sources.list" % folder,
               "-o", "Dir::Etc::sourceparts=/dev/null",
               "-o", "Dir::State::lists=%s/lists" % folder,
               "-o", "Dir::Cache=%s/cache" % folder,
               "-o", "APT::Sandbox::User="]
    subprocess.run(["apt-get", *options, "-q", "update"], check=True)
    subprocess.run(["apt-get", *options, "-q", "source", "--download-only", "micropython"],
                   cwd=folder, check=True)


def build(folder):
    """Unpack and compile what was fetched; return the program."""
    with tarfile.open(next(folder.glob("micropython_*.orig.tar.*"))) as archive:
        archive.extractall(folder / "source")
    port = next(folder.glob("source/*/ports/unix"))
    jobs = "-j%d" % os.cpu_count()
    subprocess.run(["make", jobs, "-C", port.parent.parent / "mpy-cross"], check=True)
    subprocess.run(["make", jobs, "-C", port, *WITHOUT, "BUILD=%s/single" % folder,
                    "CFLAGS_EXTRA=-DMICROPY_FLOAT_IMPL=MICROPY_FLOAT_IMPL_FLOAT"], check=True)
    return folder / "single" / "micropython"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        fetch(Path(name))
        program = build(Path(name))
        place = Path(sys.executable).parent / "micropython-single"
        shutil.copy(program, place)
    print("built %s" % place)
