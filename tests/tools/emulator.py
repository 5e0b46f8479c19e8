"""A board that QEMU emulates."""

import re
import subprocess

from tests.tools.runtimes import program


class Emulator:
    """A board that runs as long as the block of its "with". port: the name of its serial line."""

    def __init__(self, *options):
        self.process = subprocess.Popen(
            [program("qemu-system-arm"), "-nographic", "-monitor", "null", "-serial", "pty", *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.port = re.search("/dev/[^ ]+", self.process.stdout.readline()).group()

    def __enter__(self):
        try:
            self.begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        self.process.terminate()
        self.process.communicate()

    def begin(self):
        """Make it ready."""
