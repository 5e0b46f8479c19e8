"""Measure the page: python -m tests.playground.measure [SECONDS]

Prints how long it takes from opening the page to the first trained neuron, how many frames a
second the page draws while it trains at full speed, its longest task, and what memory it takes
at the start and after SECONDS of training (10).
"""

import statistics
import sys
import time

from playwright.sync_api import sync_playwright

from tests.playground import driver
from tests.playground.test_responsiveness import LONG_TASKS, renderer_memory

LOADS = 7


def first_training(browser, address):
    """Return the seconds from opening the page to the first epoch, Play pressed when it can be."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.add_init_script("""
        addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
            const play = document.getElementById("play");
            if (play.getAttribute("aria-disabled") === "false" && !globalThis.pressed) { globalThis.pressed = true; play.click(); }
            if (document.getElementById("epoch").textContent !== "0") {
                globalThis.trained = globalThis.trained || performance.now();
            }
        }).observe(document.body, { subtree: true, childList: true, attributes: true,
                                    characterData: true }));
    """)
    page.goto(address)
    trained = None
    while trained is None:
        page.wait_for_timeout(20)
        trained = page.evaluate("() => globalThis.trained ?? null")
    context.close()
    return trained / 1000


PAUSE = """async () => {
    const play = document.getElementById("play");
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const times = [];
    for (let k = 0; k < 7; k++) {
        play.click();
        await sleep(400 + 150 * k);
        const start = performance.now();
        play.click();
        while (!document.getElementById("status").textContent.startsWith("Paused")) await sleep(2);
        times.push(performance.now() - start);
        await sleep(300);
    }
    return times;
}"""


def main(seconds):
    server, root = driver.serve()
    address = root + driver.PAGE
    with sync_playwright() as playwright:
        browser = driver.launch(playwright)
        times = [first_training(browser, address) for _ in range(LOADS)]
        print("Chromium %s, MicroPython, %d loads" % (browser.version, LOADS))
        print("  from opening to the first training  %.2f s (median; %.2f to %.2f)" % (
            statistics.median(times), min(times), max(times)))
        for problem in ("tutorial1", "moons", "spiral", "digits"):
            context = browser.new_context(locale="en-GB", viewport={"width": 1400, "height": 900})
            playground = driver.Playground(context.new_page(), address)
            playground.open(problem=problem, speed="full", epochs=1000000)
            start = renderer_memory(browser)
            playground.page.click("#play")
            end = time.time() + seconds
            rounds = []
            while time.time() < end:
                rounds.append(playground.page.evaluate(LONG_TASKS, 1000))
            frames = [len(seen["frames"]) for seen in rounds]
            longest = [max(seen["tasks"], default=0) for seen in rounds]
            print("  %-10s %7d epochs in %d s; frames a second %d (median); longest task %s; "
                  "memory %d MB, at the start %d" % (
                      problem, playground.epoch(), seconds, statistics.median(frames),
                      "%d ms in %d of %d seconds" % (max(longest), sum(map(bool, longest)),
                                                     len(longest)),
                      renderer_memory(browser), start))
            context.close()
        for hidden in ("16", "32-32-32"):
            context = browser.new_context(locale="en-GB", viewport={"width": 1400, "height": 900})
            playground = driver.Playground(context.new_page(), address)
            playground.open(problem="digits", hidden=hidden, speed="full")
            times = playground.page.evaluate(PAUSE)
            print("  digits, %-8s  a pause takes %d ms (median of %d; up to %d)" % (
                hidden, statistics.median(times), len(times), max(times)))
            context.close()
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
