"""Train the spiral at full speed for long: python -m tests.playground.endurance [MINUTES]

Every few seconds (for an hour, unless told otherwise) some frames are looked at: whether the epoch,
the losses, the count of right rows, the answers and the colours of the map are all those of one set
of weights, worked out again from these. Prints what memory the page takes meanwhile.
"""

import statistics
import sys
import time

from playwright.sync_api import sync_playwright

from tests.playground import driver
from tests.playground.test_responsiveness import renderer_memory

PAUSE = 5  # seconds between two looks

# Looks at so many frames; returns the epochs seen, and what was wrong with which.
LOOK = """async (frames) => {
    const { page } = await import("./page.js");
    const { show } = await import("./dom.js");
    const { levelColours } = await import("./colours.js");
    const text = (id) => document.getElementById(id).textContent;
    const forward = (x, { sizes }, flat) => {
        let at = 0;
        let values = x;
        for (let layer = 1; layer < sizes.length; layer++) {
            const next = [];
            for (let unit = 0; unit < sizes[layer]; unit++) {
                let z = 0;
                for (const value of values) z += value * flat[at++];
                z += flat[at++];
                next.push(layer < sizes.length - 1 ? Math.tanh(z) : 1 / (1 + Math.exp(-z)));
            }
            values = next;
        }
        return values[0];
    };
    const wrongWith = () => {
        const { data, model, shown } = page;
        const answer = (x) => forward(x, model, shown.parameters);
        const loss = (rows) => rows.reduce((sum, r) =>
            sum + (data.targets[r][0] - answer(data.rows[r])) ** 2, 0) / rows.length;
        const near = (a, b) => Math.abs(a - b) <= 1e-6 * b + 1e-12;
        const fits = (id, told, rows) => text(id) === show(told, 4) && near(told, loss(rows));
        const right = data.held.filter((r) =>
            (answer(data.rows[r]) >= 0.5) === (data.targets[r][0] === 1)).length;
        const wrong = [];
        if (text("epoch") !== String(shown.epoch)) wrong.push("epoch");
        if (!fits("loss", shown.loss, data.learn)) wrong.push("loss");
        if (!fits("held-loss", shown.heldLoss, data.held)) wrong.push("held-out loss");
        if (!text("right").startsWith(right + " ")) wrong.push("right");
        if (!text("heat-says").includes(`${right} of ${data.held.length}`)) wrong.push("words on the map");
        document.querySelectorAll("#rows tbody tr").forEach((row, r) => {
            const told = Number(row.cells[row.cells.length - 2].textContent.match(/[\\d.]+/)[0]);
            if (Math.abs(told - answer(data.rows[r])) > 2e-4) wrong.push(`answer ${r + 1}`);
        });
        const map = document.querySelector("#heat canvas.map");
        const side = map.width;
        const pixels = map.getContext("2d").getImageData(0, 0, side, side).data;
        const shades = levelColours(0.82);
        for (let k = 0; k < side * side; k++) {
            const [[a, b], [c, d]] = data.ranges;
            const x = [a + ((b - a) * ((k % side) + 0.5)) / side,
                       d - ((d - c) * (Math.floor(k / side) + 0.5)) / side];
            const level = Math.floor(93 * answer(x));
            const fits = [level - 1, level, level + 1].some((near) => shades[near] &&
                shades[near].every((colour, i) => colour === pixels[4 * k + i]));
            if (!fits) { wrong.push("map"); break; }
        }
        return wrong;
    };
    const seen = { epochs: [], wrong: [] };
    for (let k = 0; k < frames; k++) {
        await new Promise(requestAnimationFrame);
        await new Promise((resolve) => setTimeout(resolve)); // after this frame's drawing
        if (page.changed) continue; // a snapshot came after it, which the next frame draws
        const wrong = wrongWith();
        seen.epochs.push(page.shown.epoch);
        if (wrong.length) seen.wrong.push(`epoch ${page.shown.epoch}: ${wrong.join(", ")}`);
    }
    return seen;
}"""


def main(minutes):
    server, root = driver.serve()
    with sync_playwright() as playwright:
        browser = driver.launch(playwright)
        page = browser.new_context(locale="en-GB", viewport={"width": 1400, "height": 900}).new_page()
        playground = driver.Playground(page, root + driver.PAGE)
        playground.open(problem="spiral", speed="full", epochs=1000000)
        page.click("#play")
        page.wait_for_timeout(5000)
        start = time.time()
        looked = 0
        epochs = set()
        wrong = []
        memory = []
        while time.time() - start < 60 * minutes:
            seen = page.evaluate(LOOK, 3)
            looked += len(seen["epochs"])
            epochs.update(seen["epochs"])
            wrong += seen["wrong"]
            memory.append(renderer_memory(browser))
            page.wait_for_timeout(1000 * PAUSE)
        page.click("#play")
        playground.says("Paused")
        tenth = max(1, len(memory) // 10)
        print("Chromium %s: %.1f minutes, %d epochs; %d frames looked at, of %d epochs, %d wrong" % (
            browser.version, (time.time() - start) / 60, playground.epoch(), looked, len(epochs),
            len(wrong)))
        print("  memory: %d MB in the first tenth (median), %d in the last; %d to %d" % (
            statistics.median(memory[:tenth]), statistics.median(memory[-tenth:]),
            min(memory), max(memory)))
        print("  errors: %s" % (playground.errors or "none"))
        print("".join("  %s\n" % line for line in wrong[:20]), end="")
        browser.close()
    server.shutdown()
    server.server_close()
    return 1 if wrong or playground.errors else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60))
