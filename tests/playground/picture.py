"""Make the picture of README.md: python -m tests.playground.picture

Two moons after some epochs, then one more, and that step replayed: the delta of the output on its
way back to a hidden unit.
"""

import os

from playwright.sync_api import sync_playwright

from tests.playground import driver

FILE = os.path.join(driver.ROOT, "examples", "playground", "playground.png")
EPOCHS = 300
ROW = "22"


def draw(page):
    playground = driver.Playground(page, "")
    page.locator("#step-epoch").click()
    playground.rested()
    page.select_option("#replay-row", ROW)
    playground.rested()
    page.locator('#network-drawing [data-index="13"]').focus()
    playground.replay("back", 2)
    page.locator("#replay-slider").evaluate(
        "(slider) => { slider.value = Number(slider.value) - 0.4;"
        "              slider.dispatchEvent(new Event('input')); }")
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.evaluate("scrollTo(0, 62)")


def main():
    server, root = driver.serve()
    with sync_playwright() as playwright:
        browser = driver.launch(playwright)
        context = browser.new_context(locale="en-GB", viewport={"width": 1240, "height": 760}, device_scale_factor=0.75)
        playground = driver.Playground(context.new_page(), root + driver.PAGE)
        playground.open(problem="moons", speed="full", epochs=EPOCHS)
        playground.play_to_the_end()
        draw(playground.page)
        playground.page.screenshot(path=FILE)
        print("%s: %d KB" % (FILE, os.path.getsize(FILE) // 1000))
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
