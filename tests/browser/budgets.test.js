// Holds the workbench to its budgets of time: by itself, when no other test runs beside it.
//
//   PYTHON    the interpreter that has Sayso
//   CHROMIUM  the browser to use; /usr/bin/chromium where it is not set

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PYTHON, begin, broken, end, folder, keptAs, open, until, workbench } from "./benches.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const run = promisify(execFile);

const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** What laying out two thousand words takes by the clock where nothing else runs, in ms: the machine is as many times slower as it takes longer now. */
const LAID = 32;

/** What something takes in ms, measured up to five times while it is longer than allowed: what is asked for, or as much more as the machine is slower in the same round, twice at most. A machine wavers
 * from one second to the next, so how slow it is is looked at beside each time that is measured (`beside`). */
async function inTime(most, page, measure) {
  for (let rounds = 1; ; rounds++) {
    const laid = [], beside = async () => laid.push(await page.evaluate(laidOut));
    const took = await measure(beside), slow = Math.min(2, Math.max(1, middle(laid) / LAID));
    if (took < most * slow || rounds === 5) return { took, slow, allowed: most * slow, rounds };
  }
}
const told = ({ took, slow, rounds }) => `${took.toFixed(1)} ms (the machine ${slow.toFixed(2)} times slower than alone; round ${rounds})`;

/** The first contentful paint of a page in ms, median of five loads. */
async function painted(page, beside) {
  const paints = [];
  for (let load = 0; load < 5; load++) {
    await page.goto(page.url());
    paints.push(await page.evaluate(() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntriesByName("first-contentful-paint")[0].startTime)).observe({ type: "paint", buffered: true }))));
    await beside();
  }
  await page.waitForTimeout(500);
  return middle(paints);
}

/** From a key to the paint that answers it in ms, median of twenty. */
async function answered(page, beside, keyName, pause = 0) {
  const times = [];
  for (let press = 0; press < 20; press++) {
    const taken = page.evaluate((keyName) => new Promise((done) => {
      document.addEventListener("keydown", () => { const begun = performance.now(); requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => done(performance.now() - begun); channel.port2.postMessage(0); }); }, { capture: true, once: true });
      globalThis.ready = keyName;
    }), keyName);
    await page.waitForFunction((name) => globalThis.ready === name, keyName);
    await page.evaluate(() => { globalThis.ready = null; });
    await page.keyboard.press(keyName);
    times.push(await taken);
    await beside();
    if (pause) await page.waitForTimeout(pause);
  }
  return middle(times);
}

/** Lay out two thousand words apart from the page; gives what it takes by the clock. */
function laidOut() {
  const begun = performance.now(), place = document.createElement("div");
  place.style.cssText = "position:absolute;top:0;left:0;width:600px;height:600px;contain:strict;visibility:hidden";
  for (let word = 0; word < 2000; word++) { const one = document.createElement("span"); one.textContent = `word${word} `; place.append(one); }
  document.body.append(place);
  void place.scrollHeight;
  place.remove();
  return performance.now() - begun;
}

/** A filter of the desk's list, from the change to the paint that answers it, in ms. */
const filtered = (page, change) => page.evaluate((change) => new Promise((done) => {
  const title = document.querySelector("#h-documents"), begun = performance.now();
  new MutationObserver((_, watch) => { watch.disconnect(); requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun))); }).observe(title, { childList: true });
  const field = document.querySelector(change[0]);
  field.value = change[1];
  field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
}), change);

before(begin);
after(end);

test("10,000 documents: a filter answers within 200 ms, stands in the address, and can be saved", async () => {
  const desk = join(folder, "many.sayso");
  await run(PYTHON, [join(HERE, "desks.py"), "many", desk, "10000"], { cwd: resolve(HERE, "../..") });
  const bench = await workbench(desk);
  const { page, heard, close } = await open(bench);
  const changes = [["#outlet", "Outlet 3"], ["#q", "year 77"], ["#q", ""], ["#state", "open"], ["#order", "title"], ["#outlet", ""], ["#language", "de"], ["#q", "ferry"], ["#language", ""]];
  const all = async (beside) => { const took = []; for (const change of changes) { took.push(await filtered(page, change)); await beside(); } return middle(took); };
  const took = await inTime(200, page, all);
  console.log(`    a filter of 10,000 documents: ${told(took)}`);
  assert.ok(took.took < took.allowed, told(took));
  assert.match(page.url(), /q=ferry/);
  await page.locator("#saved input").fill("My ferries");
  await page.locator("#saved button[type=submit]").click();
  await page.goto(bench.origin);
  await page.locator("#saved a", { hasText: "My ferries" }).click();
  await until(page, () => /q=ferry/.test(location.search) && document.querySelector("#q").value === "ferry");
  assert.deepEqual(await broken(page), []);
  await page.goBack();
  await until(page, () => location.search === "" && document.querySelector("#q").value === "");
  assert.deepEqual(heard, []);
  await close();
});

test("5,000 spans in 300,000 characters: first paint under 500 ms, a key answered under 50 ms", async () => {
  const ledger = join(folder, "large.json");
  await run(PYTHON, [join(HERE, "desks.py"), "large", ledger], { cwd: resolve(HERE, "../..") });
  const bench = await workbench(join(folder, "large.sayso"), "Ann", ledger);
  const { page, heard, close } = await open(bench);
  await page.waitForTimeout(500);
  const paints = await inTime(500, page, (beside) => painted(page, beside));
  const walked = await inTime(50, page, (beside) => answered(page, beside, "j"));
  const judged = await inTime(50, page, (beside) => answered(page, beside, "1", 60));
  console.log(`    first contentful paint: ${told(paints)}`);
  console.log(`    key to paint: j ${told(walked)}; a judgement ${told(judged)}`);
  await keptAs(page, (now) => now.claims.filter((claim) => claim.judged).length === 20 * judged.rounds);
  for (const one of [paints, walked, judged]) assert.ok(one.took < one.allowed, told(one));
  assert.deepEqual(heard, []);
  await close();
});
