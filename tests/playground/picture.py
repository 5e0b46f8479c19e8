"""Make the picture of README.md: python -m tests.playground.picture

A circle in a ring after some epochs, then one more, and that step replayed: the delta of the output on its
way back to a hidden unit.
"""

import os
import subprocess

from playwright.sync_api import sync_playwright

from tests.playground import driver

FILE = os.path.join(driver.ROOT, "examples", "playground", "playground.png")
EPOCHS = 60
ROW = "22"


def one_epoch_replayed(playground):
    """Take one epoch, and go to where a delta is on its way to a hidden unit."""
    page = playground.page
    page.click("#step-epoch")
    playground.rested()
    page.select_option("#replay-row", ROW)
    playground.rested()
    playground.replay("back", 2)
    page.locator("#replay-slider").evaluate("""(slider) => {
        slider.value = Number(slider.value) - 0.4;
        slider.dispatchEvent(new Event("input"));
        document.activeElement.blur();
        scrollTo(0, 62);
    }""")
    page.mouse.move(0, 0)


def main():
    server, root = driver.serve()
    with sync_playwright() as playwright:
        browser = driver.launch(playwright)
        context = browser.new_context(locale="en-GB", viewport={"width": 1240, "height": 760})
        playground = driver.Playground(context.new_page(), root + driver.PAGE)
        playground.open(problem="circle", speed="full", epochs=EPOCHS)
        playground.play_to_the_end()
        one_epoch_replayed(playground)
        playground.page.screenshot(path=FILE)
        subprocess.run(["pngquant", "--force", "--output", FILE, "128", FILE], check=True)
        print("%s: %d KB" % (FILE, os.path.getsize(FILE) // 1000))
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
