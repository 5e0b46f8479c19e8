"""A browser for all tests that need one: only one can run in a process."""

import pytest

from tests.playground import driver
from tests.tools.extras import need


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
