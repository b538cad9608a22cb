// Opens the page of two versions in Chromium and holds it to what docs/diff.md promises.
//
//   SAYSO_DIFFERENCE  the page to open (a path)
//   CHROMIUM          the browser to use; /usr/bin/chromium where it is not set

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

assert.ok(process.env.SAYSO_DIFFERENCE, "set SAYSO_DIFFERENCE to the page to open");
const address = pathToFileURL(resolve(process.env.SAYSO_DIFFERENCE)).href;
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDE = { viewport: { width: 1380, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };
const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", chromiumSandbox: false, args: QUIET });
});
after(() => browser.close());

/** A page with all that it said and asked for. */
async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const heard = { console: [], requests: [] };
  page.on("console", (message) => heard.console.push(`${message.type()}: ${message.text()}`));
  page.on("request", (request) => heard.requests.push(request.url()));
  await page.goto(address, { waitUntil: "load" });
  return { page, heard, close: () => context.close() };
}

/** The rules that a page breaks, by axe-core: WCAG 2.2 A and AA, and its best practices. */
async function broken(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  }));
  return result.violations.map((rule) => `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
}

describe("axe-core finds nothing on the page of two versions", () => {
  const looks = [
    ["wide, light", WIDE], ["wide, dark", { ...WIDE, colorScheme: "dark" }], ["phone", PHONE],
    ["phone, dark", { ...PHONE, colorScheme: "dark" }], ["400 % zoom", { viewport: { width: 345, height: 225 } }],
    ["forced colours", { ...WIDE, forcedColors: "active" }],
  ];
  for (const [name, options] of looks)
    test(name, async () => {
      const { page, close } = await open(options);
      assert.deepEqual(await broken(page), []);
      await close();
    });
});

test("nothing is asked for but the page itself, and the policy is kept", async () => {
  const { page, heard, close } = await open(WIDE);
  assert.deepEqual(heard.requests, [address]);
  assert.deepEqual(heard.console, []);
  assert.ok((await page.locator("ins").count()) > 0 && (await page.locator("del").count()) > 0);
  await close();
});

test("on a phone nothing but the tables is wider than the screen", async () => {
  const { page, close } = await open(PHONE);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
  await close();
});
