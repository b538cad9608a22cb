// Opens a report in Chromium and holds it to what docs/report.md promises.
//
//   SAYSO_REPORT  the report to open (a path)
//   SAYSO_SIGNED  a report that people reviewed and signed (a path); what is only on such a page is looked at there
//   CHROMIUM      the browser to use; /usr/bin/chromium where it is not set

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const report = process.env.SAYSO_REPORT;
assert.ok(report, "set SAYSO_REPORT to the report to open");
const address = pathToFileURL(resolve(report)).href;
const signed = process.env.SAYSO_SIGNED ? pathToFileURL(resolve(process.env.SAYSO_SIGNED)).href : "";
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDE = { viewport: { width: 1380, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", chromiumSandbox: false, args: QUIET });
});
after(() => browser.close());

/** A page with the report, and all that it said and asked for. */
async function open(options = WIDE, hash = "", at = address) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const heard = { console: [], requests: [] };
  page.on("console", (message) => heard.console.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => heard.console.push(`error: ${error.message}`));
  page.on("request", (request) => heard.requests.push(request.url()));
  await page.goto(at + hash, { waitUntil: "load" });
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

const selected = (page) => page.evaluate(() => {
  const link = document.querySelector('#list a[aria-current="true"]');
  return link ? Number(link.getAttribute("href").slice(2)) : 0;
});
const claims = (page) => page.locator("#list li").count();

describe("axe-core finds nothing", () => {
  const looks = [
    ["wide, light", WIDE], ["wide, dark", { ...WIDE, colorScheme: "dark" }], ["phone", PHONE],
    ["phone, dark", { ...PHONE, colorScheme: "dark" }],
    ["400 % zoom", { viewport: { width: 345, height: 225 } }],
  ];
  for (const [name, options] of looks)
    test(name, async () => {
      const { page, close } = await open(options);
      assert.deepEqual(await broken(page), []);
      if (await claims(page)) {
        await page.evaluate(() => document.querySelector("#list a").click());
        assert.deepEqual(await broken(page), [], "with a claim open");
      }
      await page.evaluate(() => document.querySelector("summary").click());
      assert.deepEqual(await broken(page), [], "with the legend open");
      await close();
    });
});

describe("a signed report", { skip: !signed }, () => {
  for (const [name, options] of [["wide, light", WIDE], ["phone, dark", { ...PHONE, colorScheme: "dark" }]])
    test(`axe-core finds nothing, and nothing is refused: ${name}`, async () => {
      const { page, heard, close } = await open(options, "", signed);
      assert.deepEqual(await broken(page), []);
      assert.equal(await page.locator(".people").count() > 0, true);
      await page.evaluate(() => document.querySelector("#list a").click());
      assert.equal(await page.locator("#panel .people").count(), 1, "the panel shows what people decided");
      assert.deepEqual(await broken(page), [], "with a claim open");
      assert.deepEqual(heard.console, []);
      assert.deepEqual(heard.requests, [signed]);
      await close();
    });

  test("it says who signed it, and nowhere that it is a draft", async () => {
    const { page, close } = await open(WIDE, "", signed);
    const words = await page.evaluate(() => document.body.innerText);
    assert.match(words, /Signed by Ben Okri on 2026-11-28, version 2; correction: claim 2/);
    assert.doesNotMatch(words, /Draft/);
    await close();
  });

  test("with scripts off what people decided can be read", async () => {
    const { page, close } = await open({ ...WIDE, javaScriptEnabled: false }, "", signed);
    assert.match(await page.locator("#c1 .people").innerText(), /in conflict/);
    await close();
  });
});

test("nothing is asked for but the report itself, and the policy is kept", async () => {
  const { page, heard, close } = await open();
  await page.keyboard.press("j");
  await page.keyboard.press("l");
  await page.keyboard.press("?");
  await page.keyboard.press("Escape");
  assert.deepEqual(heard.requests, [address]);
  assert.deepEqual(heard.console, []);
  await close();
});

test("the policy stops what is slipped in", async () => {
  const { page, close } = await open();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.slipped = true";
    document.body.append(script);
    return globalThis.slipped === true;
  });
  assert.equal(ran, false);
  await close();
});

test("a walk by keyboard: j, k, Enter, Esc", async () => {
  const { page, close } = await open();
  const total = await claims(page);
  assert.ok(total >= 2, "the walk needs a report with two claims or more");
  await page.keyboard.press("j");
  assert.equal(await selected(page), 1);
  await page.keyboard.press("j");
  assert.equal(await selected(page), 2);
  assert.match(await page.locator("#panel-meta").innerText(), new RegExp(`Claim 2 of ${total}`));
  assert.match(await page.locator("#status").innerText(), new RegExp(`Claim 2 of ${total}`));
  assert.equal(new URL(page.url()).hash, "#c2");
  await page.keyboard.press("k");
  assert.equal(await selected(page), 1);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.querySelector("#panel").contains(document.activeElement)), true);
  await page.keyboard.press("Escape");
  assert.equal(await selected(page), 0);
  assert.equal(await page.locator("#panel").isHidden(), true);
  assert.equal(await page.evaluate(() => document.activeElement.id), "t1");
  await close();
});

test("what matches and drifted is told apart from what matches: by its mark, its name and the filter", async () => {
  const { page, close } = await open();
  const shown = () => page.$$eval("#list li:not([hidden])", (items) => items.map((item) => [item.querySelector(".found span").textContent, Boolean(item.querySelector(".drift"))]));
  const all = await shown();
  assert.ok(all.some(([glyph]) => glyph === "≈") && all.some(([glyph]) => glyph === "✓"), "the example has both");
  await page.locator("#filter").selectOption("found:matches");
  assert.deepEqual(await shown(), all.filter(([glyph]) => glyph === "✓"));
  assert.ok((await shown()).every(([, drifted]) => !drifted), "a bare tick has no drift beside it");
  await page.locator("#filter").selectOption("found:drifted");
  assert.deepEqual(await shown(), all.filter(([glyph]) => glyph === "≈"));
  assert.ok((await shown()).every(([, drifted]) => drifted), "what drifted is named");
  await page.keyboard.press("j");
  assert.match(await page.locator("#status").innerText(), /matches with drift/);
  await page.getByRole("link", { name: /matches with drift/ }).first().waitFor();
  await close();
});

test("Enter on a margin number opens its claim, Esc gives the focus back", async () => {
  const { page, close } = await open();
  await page.locator("#t2").focus();
  await page.keyboard.press("Enter");
  assert.equal(await selected(page), 2);
  assert.equal(await page.evaluate(() => document.querySelector("#panel").contains(document.activeElement)), true);
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "t2");
  await close();
});

test("a click picks the shortest claim, a second one what overlaps it", async () => {
  const { page, close } = await open();
  const over = page.locator('[data-c*=" "]').first();
  if (await over.count()) {
    const numbers = (await over.getAttribute("data-c")).split(" ").map(Number);
    for (const number of [...numbers, numbers[0]]) {
      await over.dispatchEvent("click", { detail: 1 });
      assert.equal(await selected(page), number);
    }
    await page.keyboard.press("]");
    assert.notEqual(await selected(page), numbers[0]);
    await page.keyboard.press("[");
    assert.equal(await selected(page), numbers[0]);
  }
  await close();
});

test("keys are dead in fields, and can be switched off", async () => {
  const { page, close } = await open();
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find");
  await page.keyboard.type("jjk");
  assert.equal(await selected(page), 0);
  assert.equal(await page.locator("#find").inputValue(), "jjk");
  await page.locator("#find").fill("");
  await page.keyboard.press("Escape");
  await page.locator("#keys").click();
  await page.keyboard.press("j");
  assert.equal(await selected(page), 0);
  await page.locator("#keys").click();
  await page.keyboard.press("j");
  assert.equal(await selected(page), 1);
  await close();
});

/** Where each line of the text begins and how high it is: two equal answers mean that nothing moved. */
const lines = (page) => page.evaluate(() => [...document.querySelectorAll("main .b")].map((block) => {
  const range = document.createRange();
  range.selectNodeContents(block);
  const tops = [...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.bottom / 6));
  return [block.getBoundingClientRect().top, block.getBoundingClientRect().height, new Set(tops).size > 0];
}));
/** The words at which lines begin, block by block. */
const breaks = (page) => page.evaluate(() => [...document.querySelectorAll("main .b")].map((block) => {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), starts = [];
  let last = -Infinity, at = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(".n")) continue;
    for (let place = 0; place < node.length; place++, at++) {
      if (/\s/.test(node.data[place])) continue;
      const range = document.createRange();
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const box = range.getBoundingClientRect();
      if (box.width && box.top > last + 12) { starts.push(at); last = box.top; }
    }
  }
  return starts;
}));

test("no line moves or breaks elsewhere when layers are switched", async () => {
  for (const options of [WIDE, PHONE]) {
    const { page, close } = await open(options);
    const before = await lines(page), where = await breaks(page);
    await page.keyboard.press("l");
    assert.deepEqual(await lines(page), before, "quiet");
    assert.deepEqual(await breaks(page), where, "quiet");
    assert.match(new URL(page.url()).hash, /off=/);
    await page.keyboard.press("l");
    assert.deepEqual(await lines(page), before, "marked again");
    for (const button of await page.locator("[data-layer]").all()) {
      await button.evaluate((element) => element.click());
      assert.deepEqual(await breaks(page), where, await button.innerText());
    }
    await close();
  }
});

test("the address brings the claim and the layers back", async () => {
  const first = await open();
  await first.page.keyboard.press("j");
  await first.page.keyboard.press("l");
  const { hash } = new URL(first.page.url());
  await first.close();
  const { page, close } = await open(WIDE, hash);
  assert.equal(await selected(page), 1);
  assert.equal(await page.locator("#quiet").getAttribute("aria-pressed"), "true");
  await close();
});

test("with scripts off every claim can be read and reached", async () => {
  const { page, close } = await open({ ...WIDE, javaScriptEnabled: false });
  const total = await claims(page);
  assert.equal(await page.locator(".claim").count(), total);
  for (let number = 1; number <= Math.min(total, 40); number++) {
    assert.equal(await page.locator(`#c${number} .what`).isVisible(), true, `claim ${number}`);
    assert.equal(await page.locator(`#t${number}`).isVisible(), true, `margin number ${number}`);
    assert.equal(await page.locator(`#c${number} .chain li, #c${number} .soft`).first().isVisible(), true);
  }
  assert.equal(await page.locator("#tools").isHidden(), true, "controls that would do nothing are not there");
  if (total) {
    await page.locator("#t1").click();
    assert.equal(new URL(page.url()).hash, "#c1");
  }
  await close();
});

test("a line holds at most 70 characters, and nothing runs out of the page sideways", async () => {
  for (const options of [WIDE, PHONE, { viewport: { width: 345, height: 225 } }]) {
    const { page, close } = await open(options);
    const starts = await breaks(page);
    const longest = Math.max(...starts.flatMap((block) => block.slice(1).map((at, line) => at - block[line])), 0);
    assert.ok(longest <= 71, `a line of ${longest} characters`);
    const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= seen, `${wide} wide in ${seen}`);
    await close();
  }
});

test("on a phone the open claim takes at most 46 % of the height, and covers no focus", async () => {
  const { page, close } = await open(PHONE);
  await page.evaluate(() => document.querySelector("#list a").click());
  const { height, top } = await page.evaluate(() => document.querySelector("#panel").getBoundingClientRect().toJSON());
  assert.ok(height <= 844 * 0.46 + 1, `${height} high`);
  const box = await page.locator("#t1").boundingBox();
  assert.ok(box.y + box.height <= top, "the selected number stands above the sheet");
  await close();
});

test("what can be hit is at least 24 pixels high and wide", async () => {
  for (const options of [WIDE, PHONE]) {
    const { page, close } = await open(options);
    await page.keyboard.press("j");
    const small = await page.evaluate(() => [...document.querySelectorAll(".n,.num,button,select,input,summary,#list a")]
      .map((element) => [element.outerHTML.slice(0, 60), element.getBoundingClientRect()])
      .filter(([, box]) => box.width && (box.height < 23.9 || box.width < 23.9)).map(([name]) => name));
    assert.deepEqual(small, []);
    await close();
  }
});

test("printed: numbers in the margin, every claim, no bar and no panel", async () => {
  const { page, close } = await open({ ...WIDE, colorScheme: "dark" });
  await page.keyboard.press("j");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const gone of [".bar", ".side", ".legend"]) assert.equal(await page.locator(gone).isHidden(), true, gone);
  assert.equal(await page.locator("#t1").isVisible(), true);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(0, 0, 0)");
  assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 10_000);
  await close();
});

test("forced colours keep the selected claim apart", async () => {
  const { page, close } = await open({ ...WIDE, forcedColors: "active" });
  await page.keyboard.press("j");
  const width = await page.locator(".k.on").first().evaluate((element) => getComputedStyle(element).outlineWidth);
  assert.equal(width, "2px");
  await close();
});
