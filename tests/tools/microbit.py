"""An emulated BBC micro:bit: Debian's qemu-system-arm and firmware-microbit-micropython.

It has MicroPython 1.9.2, 9.8 KB of free heap, floats of 30 bits, and files in its flash.
"""

import os
import select
import time
import tty

from tests.tools.emulator import Emulator

FIRMWARE = "/usr/share/firmware-microbit-micropython/firmware.hex"
MOST = 60  # bytes it takes at once: its serial line has no flow control, and a buffer of 64


class Microbit(Emulator):
    """A micro:bit that runs code sent to its raw REPL."""

    def __init__(self):
        super().__init__("-machine", "microbit", "-device", "loader,file=" + FIRMWARE)
        self.line = os.open(self.port, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.line)

    def begin(self):
        self.reset()

    def __exit__(self, *error):
        super().__exit__()
        os.close(self.line)

    def read_until(self, end, seconds=60):
        """Return what comes from the board, up to an end."""
        got = b""
        limit = time.monotonic() + seconds
        while not got.endswith(end):
            if not select.select([self.line], [], [], max(0, limit - time.monotonic()))[0]:
                raise TimeoutError("the micro:bit only said %r" % got[-500:])
            got += os.read(self.line, 1)
        return got[:-len(end)].decode()

    def reset(self):
        """Start Python anew, in the raw REPL."""
        limit = time.monotonic() + 30
        while True:  # it does not listen while it starts
            os.write(self.line, b"\r\x03\x03\x01")
            try:
                self.read_until(b"raw REPL; CTRL-B to exit\r\n>", 1)
                break
            except TimeoutError:
                if time.monotonic() > limit:
                    raise
        os.write(self.line, b"\x04")
        self.read_until(b"raw REPL; CTRL-B to exit\r\n>")

    def run(self, code):
        """Run a short line of code; return what it printed. RuntimeError with its traceback."""
        assert len(code) < MOST, code
        os.write(self.line, code.encode() + b"\x04")
        self.read_until(b"OK")
        printed = self.read_until(b"\x04").replace("\r\n", "\n")
        error = self.read_until(b"\x04>")
        if error:
            raise RuntimeError(error)
        return printed

    def save(self, name, data):
        """Write a file on the board."""
        self.run("f = open(%r, 'wb')" % name)
        for k in range(0, len(data), 11):  # a byte may take four letters
            self.run("f.write(%r)" % data[k:k + 11])
        self.run("f.close()")
