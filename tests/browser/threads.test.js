// Opens the page of threads in Chromium, and the workbench's screens of the same threads, and holds both to what docs/across.md promises.
//
//   PYTHON    the interpreter that has Sayso
//   CHROMIUM  the browser to use; /usr/bin/chromium where it is not set

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { enter } from "./door.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const python = process.env.PYTHON || "python3";
const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const WIDE = { viewport: { width: 1380, height: 900 } };
const MODES = {
  light: WIDE,
  dark: { ...WIDE, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  "400 %": { viewport: { width: 345, height: 225 } },
  "forced colours": { ...WIDE, forcedColors: "active" },
};

let folder, browser, report;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "sayso-"));
  execFileSync(python, [fileURLToPath(new URL("followed.py", import.meta.url)), folder]);
  execFileSync(python, ["-m", "sayso", "follow", "report", folder, "-o", join(folder, "threads.html"), "-q"]);
  report = pathToFileURL(join(folder, "threads.html")).href;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", chromiumSandbox: false, args: QUIET });
});
after(async () => { await browser?.close(); await rm(folder, { recursive: true, force: true }); });

/** Open every part that is shut: what is in it must hold, too. */
const unfold = (page) => page.evaluate(() => { for (const part of document.querySelectorAll("details")) part.open = true; });

/** The rules that a page breaks, by axe-core, and how much wider than the window it is. */
async function broken(page) {
  await unfold(page);
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target)}`), ...(wider > 0 ? [`${wider} pixels too wide`] : [])];
}

for (const [mode, options] of Object.entries(MODES)) {
  test(`the page of threads is clean in ${mode}, asks for nothing, and needs no script`, async () => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const heard = [];
    page.on("request", (request) => heard.push(request.url()));
    page.on("console", (message) => heard.push(message.text()));
    page.on("pageerror", (error) => heard.push(error.message));
    await page.goto(report);
    assert.deepEqual(heard, [report]);
    assert.deepEqual(await broken(page), []);
    await context.close();
  });
}

describe("drawings", () => {
  test("are reached by keyboard, and scroll within their frames", async () => {
    const context = await browser.newContext(MODES.phone);
    const page = await context.newPage();
    await page.goto(report);
    const drawing = page.getByRole("group", { name: "Drawing: the figure by date" }).first();
    await drawing.focus();
    assert.ok(await drawing.evaluate((frame) => frame.scrollWidth > frame.clientWidth), "it is wider than the phone");
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((frame) => frame.scrollLeft > 0, await drawing.elementHandle());
    await context.close();
  });

  test("say what they show, and words are never over the edge of a drawing", async () => {
    const context = await browser.newContext(WIDE);
    const page = await context.newPage();
    await page.goto(report);
    const names = await page.getByRole("img").evaluateAll((all) => all.map((one) => one.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id).textContent).join(" ")));
    assert.ok(names.length > 3 && names.every((name) => /^(Who rests on whom|The figure)/.test(name) && name.includes("table below")), names.join("\n"));
    const over = await page.evaluate(() => [...document.querySelectorAll(".drawing svg")].flatMap((svg) => {
      const frame = svg.getBoundingClientRect();
      return [...svg.querySelectorAll("text")].filter((text) => {
        const box = text.getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
      }).map((text) => text.textContent);
    }));
    assert.deepEqual(over, []);
    const wide = await page.evaluate(() => [...document.querySelectorAll(".node")].filter((node) => {
      const box = node.querySelector("rect:not(.ring)").getBoundingClientRect();
      return [...node.querySelectorAll("text")].some((text) => text.getBoundingClientRect().right > box.right + 1);
    }).map((node) => node.textContent));
    assert.deepEqual(wide, []);
    await context.close();
  });
});

describe("the workbench's screens of threads", () => {
  let bench, entry, origin;
  before(async () => {
    bench = spawn(python, ["-m", "sayso", "review", "--no-browser", "--as", "Ann", "--desk", join(folder, "d.sayso"), "--followed", folder], { stdio: ["ignore", "pipe", "inherit"] });
    entry = await new Promise((resolve, reject) => {
      bench.stdout.on("data", (data) => { const found = /http:\/\/\S+/.exec(String(data)); if (found) resolve(found[0]); });
      bench.on("exit", (code) => reject(new Error(`the workbench ended with ${code}`)));
    });
    origin = new URL(entry).origin;
  });
  after(() => bench?.kill("SIGKILL"));

  test("from the desk to a thread by keyboard alone, with scripts off", async () => {
    const context = await browser.newContext({ ...WIDE, javaScriptEnabled: false });
    const page = await context.newPage();
    await enter(page, entry);
    const to = async (role, name) => {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press("Tab");
        if (await page.getByRole(role, { name, exact: true }).first().evaluate((element) => element === document.activeElement).catch(() => false)) return;
      }
      assert.fail(`Tab never reached ${role} ${name}`);
    };
    await to("link", "Threads");
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await to("searchbox", "Words of the claim");
    await page.keyboard.type("containers quays");
    await to("textbox", "A figure");
    await page.keyboard.type("3,000");
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    assert.match(page.url(), /claim=containers\+quays&figure=3%2C000/);
    await to("link", "Between 29,000 and 31,000 containers stand on the quays of Northfield");
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    assert.equal(await page.getByRole("img").count(), 2);
    assert.match(await page.textContent("h1"), /containers stand on the quays/);
    await context.close();
  });

  test("g then t leads to the threads", async () => {
    const context = await browser.newContext(WIDE);
    const page = await context.newPage();
    await enter(page, entry);
    await page.waitForFunction(() => document.documentElement.classList.contains("scripts"));
    await page.keyboard.press("g");
    await Promise.all([page.waitForURL(`${origin}/threads`), page.keyboard.press("t")]);
    await context.close();
  });

  for (const [mode, options] of Object.entries(MODES))
    test(`are clean in ${mode}`, async () => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const heard = [];
      page.on("console", (message) => { if (message.type() === "error") heard.push(message.text()); });
      page.on("request", (request) => { if (!request.url().startsWith(origin)) heard.push(request.url()); });
      await enter(page, entry);
      for (const path of ["/threads", "/threads?figure=many", "/threads/t%3Amade", "/threads/t%3Aodd"]) {
        await page.goto(origin + path);
        assert.deepEqual(await broken(page), [], path);
      }
      assert.deepEqual(heard, []);
      await context.close();
    });
});
