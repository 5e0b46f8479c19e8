// node firefox.mjs PUPPETEER FIREFOX ADDRESS FOLDER: walk the page's main paths in Firefox, over
// WebDriver BiDi, and print what was seen as JSON. FOLDER: for what the page lets one download.

import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [package_, firefox, address, folder] = process.argv.slice(2);
const TIMEOUT = 120000; // a machine may be busy
const entry = `${package_}/lib/esm/puppeteer/puppeteer-core.js`;
const { default: puppeteer } = await import(pathToFileURL(entry));

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: firefox,
  headless: true,
  protocolTimeout: TIMEOUT,
  extraPrefsFirefox: {
    "browser.download.folderList": 2,
    "browser.download.dir": folder,
    "intl.accept_languages": "en-GB",
  },
});
const page = await browser.newPage();
page.setDefaultTimeout(TIMEOUT);
const errors = [];
page.on("pageerror", (error) => errors.push(String(error)));
page.on("console", (message) => {
  if (message.type() === "error") errors.push(message.text());
});

const text = (selector) => page.$eval(selector, (node) => node.textContent);
const says = (part) =>
  page.waitForFunction((words) => document.getElementById("status").textContent.includes(words), {}, part);
const rested = () => page.waitForSelector('main[aria-busy="false"]');

async function open(state) {
  await page.goto("about:blank");
  await page.goto(`${address}#${new URLSearchParams({ language: "en", ...state })}`);
  await page.waitForSelector("#play[aria-disabled=false]");
  await rested();
}

async function model() {
  await page.click("#tab-model");
  await rested();
  return text("#code-text");
}

async function pause() {
  await open({ problem: "moons", speed: "full", epochs: 1000000 });
  await page.click("#play");
  await page.waitForFunction(() => Number(document.getElementById("epoch").textContent) > 5);
  await page.click("#play");
  await says("Paused");
  await rested();
  const first = await text("#epoch");
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { button: (await text("#play")).trim(), epochs: [first, await text("#epoch")] };
}

async function ownTable() {
  await open({ problem: "own", speed: "full" });
  await page.$eval("#own-text", (field) => {
    field.value = "height,width,kind\n1,5,flat\n2,4,flat\n7,1,tall\n8,2,tall\n";
    field.dispatchEvent(new Event("input"));
  });
  await page.click("#own-use");
  await page.waitForFunction(() => document.getElementById("own-result").textContent.includes("4 rows"));
  await page.click("#play");
  await says("Finished");
  await rested();
  return { right: await text("#right") };
}

async function download() {
  await page.click("#tab-this");
  await rested();
  await page.click("#download");
  const path = `${folder}/learn.py`;
  for (let k = 0; k < 600 && !existsSync(path); k++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { shown: await text("#code-text"), saved: readFileSync(path, "utf8") };
}

try {
  await open({ problem: "tutorial1", speed: "full" });
  const opened = await text("#status");
  await page.click("#play");
  await says("Finished");
  await rested();
  const played = { epoch: await text("#epoch"), model: await model() };
  console.log(
    JSON.stringify({
      version: await browser.version(),
      opened,
      played,
      paused: await pause(),
      own: await ownTable(),
      downloaded: await download(),
      errors,
    }),
  );
} finally {
  await browser.close();
}
