"""python neuron.py shows a neuron learning, and answers for what is typed on a terminal."""

import os
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.extras import need
from tests.tools.runtimes import program

try:
    import pty
except ImportError:  # Windows
    pty = None

ROOT = Path(__file__).resolve().parent.parent
PROMPT = "three numbers, for example 1 0 0; Enter alone ends: "
PYTHONS = ["python", "micropython"]


def command(python):
    """Return the path of a Python, after checking that there is one."""
    path = sys.executable if python == "python" else program(python)
    need(path, "micropython is not installed")
    return path


def run(*words, **options):
    return subprocess.run(words, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=60, **options)


def shown(python):
    result = run(command(python), "neuron.py")
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


class Terminal:
    """The demo on a terminal of its own, where keys can be pressed."""

    def __init__(self, python):
        need(pty, "this system has no pseudo-terminals")
        path = command(python)
        self.process, self.side = pty.fork()
        if self.process == 0:
            try:
                signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background job ignores it
                os.chdir(ROOT)
                os.execv(path, [path, "neuron.py"])
            finally:
                os._exit(127)

    def press(self, keys):
        os.write(self.side, keys.encode())

    def appears(self, seconds):
        """Return what appears within the time, None if nothing does, "" at the end."""
        if not select.select([self.side], [], [], seconds)[0]:
            return None
        try:
            return os.read(self.side, 1).decode()
        except OSError:  # how Linux tells that the demo has ended
            return ""

    def until_prompt(self):
        """Return what is shown up to the next question."""
        screen = ""
        while not screen.endswith(PROMPT):
            shown = self.appears(60)
            assert shown, "no question after: " + screen
            screen += shown
        return screen

    def ends_with(self, key):
        """Press a key that ends the demo; return what is shown after it, and the exit status."""
        screen = ""
        for attempt in range(60):
            self.press(key)  # again, as one that comes before the demo listens may be lost
            shown = self.appears(1)
            while shown:
                screen += shown
                shown = self.appears(1)
            if shown == "":
                break
        os.close(self.side)
        return screen, os.waitpid(self.process, 0)[1]


# Where standard input is no terminal

@pytest.mark.parametrize("python", PYTHONS)
def test_it_shows_the_weights_before_and_after_and_the_answer(python):
    text = shown(python)
    for figure in ("-0.16595599", "0.44064899", "-0.99977125",
                   "9.67299303", "-0.2078435", "-4.62963669", "0.99993704"):
        assert figure in text


@pytest.mark.parametrize("python", PYTHONS)
def test_it_asks_nothing_where_nobody_can_answer(python):
    assert "Enter" not in shown(python)


def test_micropython_shows_the_same_but_for_the_time_it_took():
    def without_time(text):
        return re.sub(r"[\d.]+ s\b", "", text)

    assert without_time(shown("micropython")) == without_time(shown("python"))


def test_every_line_fits_80_columns():
    assert max(len(line) for line in shown("python").splitlines()) <= 80


def test_it_shows_the_loss_falling_to_the_last_epoch():
    losses = [float(loss) for loss in re.findall(r"^ *\d+ +(0\.\d+) +#+$", shown("python"), re.M)]
    assert len(losses) >= 4 and losses == sorted(losses, reverse=True)
    assert losses[0] > 0.3 and losses[-1] < 0.0001


def test_it_ends_well_where_standard_input_is_closed():
    close = "import os, sys; os.close(0); os.execv(sys.executable, [sys.executable, 'neuron.py'])"
    result = run(sys.executable, "-c", close)
    assert (result.returncode, result.stderr) == (0, "")
    assert "0.99993704" in result.stdout and "Enter" not in result.stdout


# On a terminal

@pytest.mark.parametrize("python", PYTHONS)
def test_a_new_situation_gets_an_answer_and_the_next_question(python):
    terminal = Terminal(python)
    assert "9.67299303" in terminal.until_prompt()
    terminal.press("1 0 0\n")
    assert "0.99993704" in terminal.until_prompt()
    terminal.press("  0 0.0  1e0 \n")
    assert "0.00966400" in terminal.until_prompt()
    terminal.press("1, 1,1\n")
    assert "0.99211997" in terminal.until_prompt()
    assert terminal.ends_with("\n")[1] == 0


WRONG = ["1 0", "1 0 0 0", "one 0 0", "1;0;0", "nan 0 0", "1e999 0 0", "?"]


@pytest.mark.parametrize("python", PYTHONS)
def test_a_wrong_line_gets_a_word_and_another_try(python):
    terminal = Terminal(python)
    terminal.until_prompt()
    for line in WRONG:
        terminal.press(line + "\n")
        answer = terminal.until_prompt()
        assert "again" in answer and "Output" not in answer and "Traceback" not in answer
        assert max(len(line) for line in answer.splitlines()) <= 80
    terminal.press("1 0 0\n")
    assert "0.99993704" in terminal.until_prompt()
    assert terminal.ends_with("\n")[1] == 0


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("key", ["\n", "\x04", "\x03"], ids=["enter", "ctrl-d", "ctrl-c"])
def test_enter_ctrl_d_and_ctrl_c_end_it_without_a_word_and_with_a_new_line(python, key):
    terminal = Terminal(python)
    terminal.until_prompt()
    screen, status = terminal.ends_with(key)
    assert status == 0
    assert screen.replace("^C", "").replace("^D\b\b", "").strip() == ""
    assert screen.endswith("\n")


# The module

def test_importing_the_module_prints_nothing_and_loads_only_math():
    show = "import sys; print(sorted(sys.modules))"
    bare, loaded = (run(sys.executable, "-S", "-c", text)
                    for text in (show, "import neuron; " + show))
    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert set(eval(loaded.stdout)) - set(eval(bare.stdout)) <= {"neuron", "math"}
