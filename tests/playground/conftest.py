"""A server and an open page for the tests of the playground."""

import os
import sys

import pytest

from tests.playground import driver
from tests.tools.extras import need


@pytest.fixture(scope="session")
def site(browser):
    need(driver.node_package("@micropython/micropython-webassembly-pyscript"),
         "needs MicroPython: npm install @micropython/micropython-webassembly-pyscript")
    server, address = driver.serve()
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser):
    """A context as a new visitor has it, English, light, that asks no network for anything."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-GB",
                                  bypass_csp=False)
    context.route("https://**", lambda route: route.abort())
    yield context
    context.close()


@pytest.fixture(scope="module")
def shared(browser, site):
    """One page for all tests of a module, where opening one for each would take too long."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-GB")
    context.route("https://**", lambda route: route.abort())
    page = driver.Playground(context.new_page(), site + driver.PAGE)
    yield page
    assert page.errors == []
    context.close()


@pytest.fixture
def playground(context, site):
    page = driver.Playground(context.new_page(), site + driver.PAGE)
    yield page
    assert page.errors == []


@pytest.fixture(scope="module")
def session():
    """The module that the page's worker runs, as it imports its neighbour there."""
    folder = os.path.join(driver.ROOT, "examples", "playground")
    sys.path.insert(0, folder)
    try:
        import session
        yield session
    finally:
        sys.path.remove(folder)
        for name in ("session", "replay"):
            sys.modules.pop(name, None)
