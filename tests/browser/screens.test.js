// The workbench's screens beside the text, with the example on the desk: with scripts off by keyboard alone, and held to
// axe-core in every mode.
//
//   PYTHON    the interpreter that has Sayso
//   CHROMIUM  the browser to use; /usr/bin/chromium where it is not set

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { enter } from "./door.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const WIDE = { viewport: { width: 1380, height: 900 } };
const MODES = {
  light: WIDE,
  dark: { ...WIDE, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  "400 %": { viewport: { width: 345, height: 225 } },
  "forced colours": { ...WIDE, forcedColors: "active" },
};

let folder, bench, entry, origin, browser, key;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "sayso-"));
  bench = spawn(process.env.PYTHON || "python3", ["-m", "sayso", "review", "--no-browser", "--as", "Ann", "--desk", join(folder, "d.sayso")], { stdio: ["ignore", "pipe", "inherit"] });
  entry = await new Promise((resolve, reject) => {
    bench.stdout.on("data", (data) => { const found = /http:\/\/\S+/.exec(String(data)); if (found) resolve(found[0]); });
    bench.on("exit", (code) => reject(new Error(`the workbench ended with ${code}`)));
  });
  origin = new URL(entry).origin;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", chromiumSandbox: false, args: QUIET });
});
after(async () => { await browser?.close(); bench?.kill("SIGKILL"); await rm(folder, { recursive: true, force: true }); });

/** A page in a context of its own, let in, and what it asked for elsewhere or complained of. */
async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const heard = [];
  page.on("request", (request) => { if (!request.url().startsWith(origin)) heard.push(request.url()); });
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") heard.push(message.text()); });
  await enter(page, entry);
  return { context, page, heard };
}

/** Walk by Tab to what is called so, and press a key on it. */
async function press(page, name, by = "Enter", role = "button") {
  const wanted = page.getByRole(role, { name, exact: true }).first();
  for (let step = 0; step < 400; step += 1) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((element) => element === document.activeElement, null, { timeout: 2000 }).catch(() => false)) {
      const box = await wanted.boundingBox();
      assert.ok(box && box.height >= 24, `${name} is large enough`);
      await page.keyboard.press(by);
      return;
    }
  }
  assert.fail(`Tab never reached ${role} ${name}`);
}

/** The same, and the page that comes of it. */
async function submit(page, name, role = "button") {
  await Promise.all([page.waitForEvent("load"), press(page, name, "Enter", role)]);
}

describe("the example, with scripts off and the keyboard alone", () => {
  test("is opened, judged, traced, signed and exported", async () => {
    const { context, page, heard } = await open({ ...WIDE, javaScriptEnabled: false });
    await submit(page, "Open the example");
    for (let wait = 0; wait < 240 && !/\/d\//.test(page.url()); wait += 1) {
      await page.waitForTimeout(500);
      await page.goto(page.url());
    }
    key = /\/d\/([^/?#]+)/.exec(page.url())?.[1];
    assert.ok(key, "the example is on the desk");
    assert.match(await page.textContent("aside.tour"), /seven steps/);
    const at = (path) => page.goto(`${origin}/d/${key}${path}`);

    await at("/trace/c5");
    assert.equal(await page.getByText("accepted by").count(), 0, "looking accepts nothing");
    await submit(page, "Accept passage 1 Enter");
    assert.match(await page.textContent(".passages"), /accepted by\s+Ann/);
    await submit(page, "differs 2");
    assert.match(await page.textContent(".standing"), /differs\s+by\s+Ann/);
    await submit(page, "At its place in the source document, passage 1", "link");
    assert.ok(await page.locator("#at").isVisible(), "the passage is marked");
    assert.match(await page.locator("#at").textContent(), /five percentage points/);
    assert.ok((await page.locator("#at").boundingBox()).y < 900, "and scrolled to");

    await at("/figures?kind=money");
    await submit(page, "right up to 64 million euros");
    assert.match(await page.textContent("table.figures"), /right\s+by\s+Ann/);
    assert.match(page.url(), /kind=money/);

    await at("/report");
    await submit(page, "Sign version 1");
    assert.match(await page.textContent("main"), /Signed by Ann/);
    const [file] = await Promise.all([page.waitForEvent("download"), press(page, "html", "Enter", "link")]);
    assert.match(file.suggestedFilename(), /-v1\.html$/);
    assert.match(await readFile(await file.path(), "utf8"), /Signed by Ann/);

    await at("/history");
    const acts = await page.locator("table.events tbody tr").allTextContents();
    assert.equal(acts.length, 6);
    assert.match(acts[0], /signed as Ann, version 1/);
    assert.deepEqual(heard, []);
    await context.close();
  });
});

for (const [mode, options] of Object.entries(MODES)) {
  describe(`in ${mode}`, () => {
    const screens = ["/", "/house?scale=offered", "/help", "/help/marks", "/help/keys", "D/figures", "D/sayso", "D/report", "D/history", "D/forget", "D/trace/c5", "D/trace/c1", "SOURCE"];
    test("every screen is clean, and no wider than the window", async () => {
      const { context, page, heard } = await open(options);
      await page.goto(`${origin}/d/${key}/trace/c5`);
      const source = await page.getByRole("link", { name: /^At its place/ }).first().getAttribute("href");
      for (const screen of screens) {
        await page.goto(origin + screen.replace(/^D/, `/d/${key}`).replace("SOURCE", source));
        await page.evaluate(axe);
        const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }));
        assert.deepEqual(found.violations.map((one) => `${screen} ${one.id}: ${one.nodes[0].target}`), []);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wider <= 0, `${screen} is ${wider} pixels wider than the window`);
      }
      assert.deepEqual(heard, []);
      await context.close();
    });
  });
}
