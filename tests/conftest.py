"""What all tests need: Ctrl-C that counts, and one browser."""

import signal

import pytest

from tests.playground import driver
from tests.tools.extras import need


@pytest.fixture(scope="session", autouse=True)
def ctrl_c():
    """Let Ctrl-C count, also in programs that tests start.

    A script that runs pytest in the background, with &, has it ignored.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def browser():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        need(False, "needs Playwright: python -m pip install playwright")
    need(driver.chromium(), "needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = driver.launch(playwright)
        yield browser
        browser.close()
