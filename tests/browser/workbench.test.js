// Opens the workbench in Chromium and holds it to what docs/workbench.md promises.
//
//   PYTHON    the interpreter that has Sayso
//   CHROMIUM  the browser to use; /usr/bin/chromium where it is not set
//   SAYSO_PICTURES  a folder for pictures of the walk, to be looked at

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { WIDE, begin, broken, end, folder, keptAs, open, state, until, workbench } from "./benches.js";

const PICTURES = process.env.SAYSO_PICTURES;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const ZOOMED = { viewport: { width: 345, height: 225 } };

async function picture(page, name) {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

const current = (page) => page.evaluate(() => Number(document.querySelector('#claims a[aria-current="true"]')?.parentElement.dataset.n ?? 0));
const judgedOf = (page, number) => page.locator(`#c${number}`).getAttribute("data-judged");
const status = (page) => page.locator("#status").innerText();
const panelOf = (page, number) => until(page, ([number]) => document.querySelector(`.panel-claim[data-n="${number}"]`), number);

/** Move by Tab until what has the focus fits. */
async function tabTo(page, query, most = 120) {
  for (let press = 0; press < most; press++) {
    if (await page.evaluate((query) => document.activeElement?.matches(query), query)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${query}`);
}

/** Press a key that sends a form, and wait for the page that answers it. */
const sent = (page, press) => Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.keyboard.press(press)]);

let example, key;

before(begin);
after(end);

describe("the example", () => {
  before(async () => { example = await workbench(join(folder, "example.sayso")); });

  test("keyboard alone: opened, ten claims judged, a span corrected, two merged, undone after a reload, a passage accepted, signed, a report and a ClaimReview draft exported", async () => {
    const { page, heard, close } = await open(example);
    await tabTo(page, "#example");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/d\/[0-9a-f]+$/, { timeout: 120_000 });
    key = /\/d\/([^/?#]+)/.exec(page.url())[1];
    const total = await page.locator("#claims>li").count();
    assert.ok(total > 12, "the example has claims");

    await page.keyboard.press("j");
    for (let number = 1; number <= 10; number++) {
      assert.equal(await current(page), number, "a judgement walks on to the next");
      await page.keyboard.press(String(((number - 1) % 5) + 1));
    }
    const ten = await keptAs(page, (now) => now.claims.filter((claim) => claim.judged).length === 10);
    assert.deepEqual(ten.claims.slice(0, 5).map((claim) => claim.judged), ["matches", "differs", "other_scope", "not_found", "not_a_claim"]);
    assert.equal(await page.locator("#progress").evaluate((bar) => bar.value), 10);
    await page.keyboard.press("k");
    await page.keyboard.press("5");
    await keptAs(page, (now) => now.claims[9].judged === null);
    assert.equal(await current(page), 10, "clearing stays");
    await page.keyboard.press("5");
    await keptAs(page, (now) => now.claims[9].judged === "not_a_claim");
    await picture(page, "walk-judged");

    while (await current(page) > 3) await page.keyboard.press("k");
    const before = (await state(page)).claims[2];
    await page.keyboard.press("e");
    await until(page, () => document.activeElement?.id === "edit-bar");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+ArrowRight");
    await picture(page, "walk-edit");
    await page.keyboard.press("Enter");
    const spanned = await keptAs(page, (now) => now.claims[2].edited);
    assert.ok(spanned.claims[2].start > before.start && spanned.claims[2].end < before.end);
    await until(page, () => /edited by/.test(document.querySelector("#panel .meta")?.textContent ?? ""));
    const words = await page.evaluate(async () => [...document.querySelectorAll('#text [data-c~="3"]')].map((piece) => piece.textContent).join(""));
    assert.equal(words.replace(/\s+/g, " "), (await page.locator("#panel .what").innerText()).replace(/\s+/g, " "), "the marked words are the claim's");

    await page.keyboard.press("j");
    assert.equal(await current(page), 4);
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    assert.match(await page.locator(".dock").innerText(), /2 chosen/);
    await picture(page, "walk-bulk");
    await page.keyboard.press("m");
    await keptAs(page, (now) => now.claims.length === total - 1);
    await until(page, ([left]) => document.querySelectorAll("#claims>li").length === left, total - 1);

    await page.reload();
    assert.equal(await page.locator("#claims>li").count(), total - 1);
    await page.waitForTimeout(200);
    await page.keyboard.press("z");
    await keptAs(page, (now) => now.claims.length === total);
    await until(page, ([left]) => document.querySelectorAll("#claims>li").length === left, total);
    await page.keyboard.press("Control+z");
    await keptAs(page, (now) => !now.claims[2].edited);
    await page.keyboard.press("Shift+Z");
    await keptAs(page, (now) => now.claims[2].edited);
    await until(page, () => /Done again/.test(document.querySelector("#status").textContent));

    for (let press = 0; press < total && !(await page.locator('#panel form[data-do="accept"] button').count()); press++) {
      await page.keyboard.press("j");
      await panelOf(page, await current(page));
    }
    await page.keyboard.press("t");
    await page.waitForURL(/\/trace\//);
    const claim = await page.locator("main").getAttribute("data-claim");
    const events = (await state(page)).head;
    await page.keyboard.press("j");
    await picture(page, "walk-trace");
    assert.equal((await state(page)).head, events, "looking accepts nothing");
    await sent(page, "Enter");
    await keptAs(page, (now) => now.claims.find((each) => each.id === claim).accepted);

    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.waitForURL(/\/$/);
    await tabTo(page, 'a[href="/house"]');
    await sent(page, "Enter");
    await tabTo(page, 'a[href*="scale=offered"]');
    await sent(page, "Enter");
    await tabTo(page, 'main form button[type="submit"]', 200);
    await sent(page, "Enter");
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.waitForURL(/\/$/);
    await tabTo(page, `a[href="/d/${key}"]`, 200);
    await sent(page, "Enter");
    await page.keyboard.press("j");
    await panelOf(page, 1);
    await tabTo(page, "#panel .verdict summary", 200);
    await page.keyboard.press("Enter");
    await tabTo(page, '#panel .verdict [name="rating"]');
    await page.keyboard.press("ArrowDown");
    await tabTo(page, '#panel .verdict [name="reasons"]');
    await page.keyboard.type("The report says otherwise.");
    await tabTo(page, "#panel .verdict form button");
    await page.keyboard.press("Enter");
    await keptAs(page, (now) => now.claims[0].rated);
    await page.keyboard.press("Escape");

    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.waitForURL(/\/report$/);
    await tabTo(page, 'form[data-do="sign"] button');
    await sent(page, "Enter");
    await keptAs(page, (now) => now.signed === 1);
    await picture(page, "walk-signed");
    await tabTo(page, 'a[href*="/export/html"]', 300);
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.match(await readFile(await download.path(), "utf8"), /Signed by Ann/);
    await tabTo(page, 'a[href*="/export/claimreview"]', 300);
    const [reviewed] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    const drafts = JSON.parse(await readFile(await reviewed.path(), "utf8"));
    const [draft] = [drafts["@graph"] ?? drafts].flat();
    assert.equal(draft["@type"], "ClaimReview");
    assert.ok(draft.claimReviewed.length <= 75 && draft.reviewRating.alternateName);
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.waitForURL(/\/d\/[0-9a-f]+$/);
    assert.match(await page.locator("#signed").innerText(), /Signed by Ann, version 1/);
    assert.deepEqual(heard, []);
    await close();
  });

  test("a verdict, a reply and a note are kept from the panel without leaving it", async () => {
    const { page, heard, close } = await open(example, "/house");
    await page.goto(`${example.origin}/house?scale=offered`);
    await page.click("main form button[type=submit]");
    await page.goto(`${example.origin}/d/${key}`);
    await page.keyboard.press("j");
    await panelOf(page, 1);
    await page.locator('#panel form[data-do="note"] textarea').fill("Seen with my own eyes.");
    await page.locator('#panel form[data-do="note"] button').click();
    await until(page, () => /Seen with my own eyes/.test(document.querySelector("#panel .notes p")?.textContent ?? ""));
    await page.locator("#panel .replies summary").click();
    await page.locator('#panel [name="by"]').fill("The ministry");
    await page.locator('#panel form[data-do="reply"] textarea').fill("We do not comment.");
    await page.locator('#panel form[data-do="reply"] button').click();
    await until(page, () => /do not comment/.test(document.querySelector("#panel .replies")?.textContent ?? ""));
    await page.locator("#panel .verdict summary").click();
    await page.locator('#panel [name="rating"]').selectOption({ index: 1 });
    await page.locator('#panel [name="reasons"]').fill("The report says otherwise.");
    await page.locator('#panel form[data-do="verdict"] button').click();
    const now = await keptAs(page, (held) => held.claims[0].rated);
    assert.equal(now.claims[0].notes, 1);
    await until(page, () => /says otherwise/.test(document.querySelector("#panel .verdict p:nth-of-type(2)")?.textContent ?? ""));
    assert.match(page.url(), /\/d\/[0-9a-f]+\?c=/);
    assert.deepEqual(heard, []);
    await close();
  });

  test("who writes keeps the field under their hands while others act; a draft is there again after the page was left", async () => {
    const { page, close } = await open(example, `/d/${key}`);
    await page.keyboard.press("j");
    await panelOf(page, 1);
    const notes = (await state(page)).claims[0].notes;
    const field = page.locator('#panel form[data-do="note"] textarea');
    await field.fill("Half a ");
    await field.pressSequentially("jk12z");
    assert.equal(await current(page), 1);
    await page.evaluate(async (seen) => fetch(`/d/${document.body.dataset.key}/acts`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ seen, orders: [{ do: "note", claim: document.querySelector(".panel-claim").dataset.id, text: "From elsewhere" }] }) }), (await state(page)).head);
    await keptAs(page, (now) => now.claims[0].notes === notes + 1);
    await until(page, () => /Claim 1 was changed/.test(document.querySelector(".notices")?.textContent ?? ""));
    await page.keyboard.type("3m");
    assert.equal(await field.inputValue(), "Half a jk12z3m", "keys go on into the field");
    await page.locator("#find").focus();
    await until(page, () => /From elsewhere/.test(document.querySelector("#panel .notes")?.textContent ?? ""));
    assert.equal(await field.inputValue(), "Half a jk12z3m");
    await page.goto(`${example.origin}/d/${key}/figures`);
    await page.goto(`${example.origin}/d/${key}`);
    await page.keyboard.press("j");
    await panelOf(page, 1);
    await until(page, () => document.querySelector('#panel form[data-do="note"] textarea')?.value === "Half a jk12z3m");
    await field.fill("");
    await close();
  });

  test("a key that is held down judges one claim, and walks over many", async () => {
    const { page, close } = await open(example, `/d/${key}`);
    const before = (await state(page)).claims.map((claim) => claim.judged);
    const two = before.findIndex((judged, number) => number > 10 && judged !== "differs");
    for (let press = 0; press <= two; press++) await page.keyboard.down("j");
    await page.keyboard.up("j");
    assert.equal(await current(page), two + 1);
    for (let press = 0; press < 4; press++) await page.keyboard.down("2");
    await page.keyboard.up("2");
    const now = await keptAs(page, (held) => held.claims[two].judged === "differs");
    assert.deepEqual(now.claims.map((claim) => claim.judged), before.with(two, "differs"));
    await page.keyboard.press("z");
    await keptAs(page, (held) => held.claims[two].judged === before[two]);
    await close();
  });

  test("a claim from a selection, split by words, and taken back", async () => {
    const { page, heard, close } = await open(example, `/d/${key}`);
    const total = await page.locator("#claims>li").count();
    await page.evaluate(() => {
      const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT), ends = [];
      while (walker.nextNode()) for (const [word, shift] of [["laysia", 0], ["leas", 4]]) {
        const at = ends.length || word === "laysia" ? walker.currentNode.data.indexOf(word) : -1;
        if (at >= 0 && ends.length < 2) ends.push([walker.currentNode, at + shift]);
      }
      getSelection().setBaseAndExtent(...ends[0], ...ends[1]);
    });
    await page.keyboard.press("a");
    await until(page, () => /Malaysia, at least/.test(document.querySelector("#edit-bar .quoted")?.textContent ?? ""));
    await page.keyboard.press("ArrowRight");
    await page.locator("#edit-bar select").selectOption("opinion");
    await page.locator("#edit-bar").focus();
    await page.keyboard.press("Enter");
    const added = await keptAs(page, (now) => now.claims.length === total + 1);
    const fresh = added.claims.find((claim) => claim.id.startsWith("e") && claim.sort === "opinion");
    await until(page, ([number]) => document.querySelector("#panel .what")?.textContent === "Malaysia, at least," && document.querySelector(".panel-claim")?.dataset.n === String(number), fresh.n);
    await page.keyboard.press("s");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    assert.match(await page.locator("#edit-bar .quoted").innerText(), /Malaysia, +‖ +at least,/);
    await page.keyboard.press("Enter");
    await keptAs(page, (now) => now.claims.length === total + 2);
    await page.keyboard.press("z");
    await page.keyboard.press("z");
    await keptAs(page, (now) => now.claims.length === total);
    await until(page, ([left]) => document.querySelectorAll("#claims>li").length === left, total);
    assert.deepEqual(heard, []);
    await close();
  });

  test("filters, find, layers and the open claim stand in the address, and come back from it", async () => {
    const { page, close } = await open(example, `/d/${key}`);
    await page.keyboard.press("f");
    await page.locator('#narrow [name="found"]').selectOption("differs");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#narrow[open]").count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "SUMMARY");
    const left = await page.locator("#claims>li:not([hidden])").count();
    assert.ok(left > 0 && left < await page.locator("#claims>li").count());
    await page.keyboard.press("j");
    assert.equal(await page.locator('#claims a[aria-current]').locator("..").getAttribute("data-found"), "differs");
    await page.keyboard.press("Shift+L");
    await until(page, () => location.search.includes("off="));
    const address = page.url();
    await page.goto(address);
    await until(page, () => document.querySelector("#quiet").getAttribute("aria-pressed") === "true");
    assert.equal(await page.locator("#claims>li:not([hidden])").count(), left);
    assert.equal(await page.locator('#claims a[aria-current]').locator("..").getAttribute("data-found"), "differs");
    await close();
  });

  test("what matches and drifted has a mark and a filter of its own, and is found by the drift's name", async () => {
    const { page, close } = await open(example, `/d/${key}`);
    const shown = () => page.$$eval("#claims>li:not([hidden])", (items) => items.map((item) => [item.dataset.n, item.querySelector(".found span").textContent, item.querySelector(".drift")?.textContent ?? ""]));
    const all = await shown(), drifted = all.filter(([, glyph]) => glyph === "≈"), plain = all.filter(([, glyph]) => glyph === "✓");
    assert.ok(drifted.length && plain.length, "the example has both");
    assert.ok(drifted.every(([, , name]) => name) && plain.every(([, , name]) => !name), "a bare tick has no drift beside it");
    await page.keyboard.press("f");
    for (const [value, wanted] of [["matches", plain], ["drifted", drifted]]) {
      await page.locator('#narrow [name="found"]').selectOption(value);
      assert.deepEqual(await shown(), wanted);
    }
    await page.locator('#narrow [name="found"]').selectOption("");
    await page.locator("#find").fill(drifted[0][2]);
    assert.ok((await shown()).some(([number]) => number === drifted[0][0]) && (await shown()).length < all.length);
    assert.match(await page.locator(`#t${drifted[0][0]}`).getAttribute("aria-label"), /matches with drift/);
    await page.getByRole("link", { name: /matches with drift/ }).first().waitFor();
    await close();
  });

  test("no line moves when marks are hidden, judged or selected", async () => {
    for (const options of [WIDE, PHONE]) {
      const { page, close } = await open(example, `/d/${key}`, options);
      await page.waitForTimeout(300);
      const lines = () => page.evaluate(() => [...document.querySelectorAll("#text .b")].map((block) => {
        const range = document.createRange();
        range.selectNodeContents(block);
        return [Math.round(block.getBoundingClientRect().top + scrollY), block.offsetHeight, [...range.getClientRects()].filter((box) => box.width > 1).length > 0];
      }));
      const first = await lines();
      await page.keyboard.press("j");
      await page.waitForTimeout(200);
      assert.deepEqual(await lines(), first, "selected");
      await page.keyboard.press("Shift+L");
      assert.deepEqual(await lines(), first, "quiet");
      await page.keyboard.press("Shift+L");
      await page.keyboard.press("3");
      await page.waitForTimeout(300);
      assert.deepEqual(await lines(), first, "judged");
      await page.keyboard.press("z");
      await page.waitForTimeout(200);
      await close();
    }
  });

  test("keys can be changed and switched off; the dialog gives the focus back", async () => {
    const { page, close } = await open(example, `/d/${key}`);
    await page.locator('.bar [data-key="keys"]').focus();
    await page.keyboard.press("Enter");
    await page.locator('#keys button[aria-label^="next claim, or passage"]').click();
    await page.keyboard.press("k");
    assert.match(await page.locator("#keys .told").innerText(), /taken/);
    await page.keyboard.press("w");
    assert.match(await page.locator("#keys .told").innerText(), /now w/);
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "keys");
    await page.keyboard.press("j");
    assert.equal(await current(page), 0);
    const before = page.url();
    await page.keyboard.press("w");
    assert.equal(await current(page), 1);
    await page.waitForFunction((address) => location.href !== address, before); // the address follows when there is time
    await page.reload();
    await page.keyboard.press("?");
    await page.locator('#keys input[type="checkbox"]').uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("w");
    assert.equal(await current(page), 1, "only the address opened it");
    await page.keyboard.press("1");
    assert.equal(await judgedOf(page, 1), (await state(page)).claims[0].judged ?? "");
    await close();
  });

  test("a judgement that is refused is told and taken back; one that cannot be sent waits and is sent", async () => {
    const { page, close } = await open(example, `/d/${key}`);
    const before = (await state(page)).claims[10].judged ?? "";
    await page.route("**/acts", (route) => route.fulfill({ status: 400, contentType: "application/json", body: JSON.stringify({ problem: { message: "that cannot be", hint: "do otherwise" } }) }));
    for (let press = 0; press < 11; press++) await page.keyboard.press("j");
    await page.keyboard.press("2");
    await until(page, () => /Not kept: that cannot be; do otherwise/.test(document.querySelector(".notices")?.textContent ?? ""));
    await until(page, ([was]) => document.querySelector("#c11").dataset.judged === was, before);
    // over the first one, which is left in its place: between two an act could reach the workbench
    await page.route("**/acts", (route) => route.abort("connectionrefused"));
    await page.keyboard.press("k");
    await page.keyboard.press("3");
    await until(page, () => /does not answer/.test(document.querySelector(".notices")?.textContent ?? ""));
    assert.equal(await judgedOf(page, 11), "other_scope", "the mark stays while it waits");
    await page.unroute("**/acts");
    await keptAs(page, (now) => now.claims[10].judged === "other_scope");
    await until(page, () => !document.querySelector(".notices [role=alert]"));
    await page.keyboard.press("z");
    await keptAs(page, (now) => (now.claims[10].judged ?? "") === before);
    await close();
  });

  test("an act whose answer is lost on the way is kept once", async () => {
    const { page, close } = await open(example, `/d/${key}`);
    const before = (await state(page)).claims[2].notes;
    let lost = 0;
    await page.route("**/acts", async (route) => { if (lost++) return route.continue(); await route.fetch(); return route.abort("connectionreset"); });
    for (let press = 0; press < 3; press++) await page.keyboard.press("j");
    await panelOf(page, 3);
    await page.locator('#panel form[data-do="note"] textarea').fill("Once only.");
    await page.locator('#panel form[data-do="note"] button').click();
    await until(page, () => /Once only/.test(document.querySelector("#panel .notes")?.textContent ?? ""));
    assert.ok(lost > 1, "it was sent again");
    assert.equal((await state(page)).claims[2].notes, before + 1);
    await close();
  });

  test("a click opens the smallest claim, and again what overlaps it; a citation is copied", async () => {
    const { page, close } = await open(example, `/d/${key}`);
    const over = page.locator('#text [data-c*=" "]').first();
    if (await over.count()) {
      const numbers = (await over.getAttribute("data-c")).split(" ").map(Number);
      for (const number of [...numbers, numbers[0]]) {
        await over.dispatchEvent("click", { detail: 1 });
        assert.equal(await current(page), number);
      }
    } else await page.keyboard.press("j");
    await panelOf(page, await current(page));
    await page.keyboard.press("c");
    await until(page, () => /copied/.test(document.querySelector(".notices")?.textContent ?? ""));
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /The Breakwater Review.*characters \d+–\d+\)/);
    await page.locator(".n").nth(4).focus();
    await page.keyboard.press("Enter");
    await until(page, () => document.querySelector("#panel").contains(document.activeElement));
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.id), "t5");
    await close();
  });

  test("with scripts off the text, the claims, the figures and the passages are there, and judging works", async () => {
    const { page, close } = await open(example, `/d/${key}`, { ...WIDE, javaScriptEnabled: false });
    assert.ok((await page.locator("#text").innerText()).length > 3000);
    assert.equal(await page.locator("#tools").isVisible(), false, "what would do nothing is not there");
    const differs = page.locator('#claims li[data-found="differs"]').first();
    await differs.locator("a").click();
    for (const seen of ["#panel .chain li", "#panel .what", "#panel table td", "#panel .card .pair"]) await page.locator(seen).first().waitFor();
    await page.locator("#panel .judging button").first().click();
    await page.locator("#panel .standing", { hasText: "matches by Ann" }).waitFor();
    await page.locator("#panel .judging button").first().click();
    await page.locator("#panel .standing:empty, #panel .standing:not(:has-text('matches'))").waitFor({ state: "attached" });
    assert.equal((await page.locator("#panel .standing").innerText()).trim(), "");
    await page.goto(`${example.origin}/d/${key}/figures`);
    assert.equal(await page.locator(".figures tbody tr").first().isVisible(), true);
    await close();
  });

  const looks = [
    ["light", WIDE], ["dark", { ...WIDE, colorScheme: "dark" }], ["phone", PHONE], ["phone, dark", { ...PHONE, colorScheme: "dark" }],
    ["400 %", ZOOMED], ["forced colours", { ...WIDE, forcedColors: "active" }],
  ];
  for (const [name, options] of looks)
    test(`axe-core finds nothing, nothing is asked of others, targets are large: ${name}`, async () => {
      const { page, heard, close } = await open(example, "", options);
      assert.deepEqual(await broken(page), [], "desk");
      await page.goto(`${example.origin}/d/${key}`);
      assert.deepEqual(await broken(page), [], "read");
      for (let press = 0; press < 9; press++) await page.keyboard.press("j");
      await panelOf(page, 9);
      await picture(page, `read, ${name}`);
      assert.deepEqual(await broken(page), [], "panel open");
      const small = await page.evaluate(() => [...document.querySelectorAll(".n,.bar a,.bar button,#panel button,#panel summary,#panel a.button,#claims a,select,input")]
        .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.height < 23.9 || box.width < 23.9)).map(([html]) => html));
      assert.deepEqual(small, []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), "nothing runs out of the page sideways");
      if (options !== WIDE && options.viewport.width < 960) {
        const sheet = await page.locator("#panel").boundingBox();
        assert.ok(sheet.height <= options.viewport.height * 0.46 + 1, `the sheet is ${sheet.height} high`);
        const keys = await page.locator(".judging").boundingBox();
        assert.ok(keys.y + keys.height <= options.viewport.height + 1 && keys.y > sheet.y, "the judgement keys are pinned in sight");
      }
      for (const number of [2, 20]) {
        await page.locator(`#t${number}`).focus();
        const covered = await page.evaluate((id) => { const link = document.getElementById(id), box = link.getBoundingClientRect(); const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); return !(top === link || link.contains(top)); }, `t${number}`);
        assert.equal(covered, false, `the focus on ${number} is covered`);
      }
      await page.keyboard.press("x");
      assert.deepEqual(await broken(page), [], "bulk bar");
      await page.keyboard.press("Escape");
      await page.keyboard.press("f");
      assert.deepEqual(await broken(page), [], "filter open");
      await page.keyboard.press("Escape");
      await page.keyboard.press("e");
      await page.waitForTimeout(100);
      assert.deepEqual(await broken(page), [], "editing");
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await page.waitForTimeout(100);
      assert.deepEqual(await broken(page), [], "keys");
      await page.keyboard.press("Escape");
      assert.deepEqual(heard, []);
      await close();
    });

  test("printed: serif, numbers in the margin, no tint, no bar", async () => {
    const { page, close } = await open(example, `/d/${key}`);
    await page.keyboard.press("j");
    await panelOf(page, 1);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const gone of [".bar", "#app", ".judging"]) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    const look = await page.evaluate(() => { const piece = getComputedStyle(document.querySelector("#text .k")), text = getComputedStyle(document.querySelector("#text")); return [piece.backgroundColor, text.fontFamily.split(",")[0], Math.round(parseFloat(text.fontSize) * 7.5) / 10]; });
    assert.deepEqual(look, ["rgba(0, 0, 0, 0)", "Charter", 10.5]);
    assert.equal(await page.locator("#t1").isVisible(), true);
    assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 10_000);
    await close();
  });
});

describe("two people at one desk", () => {
  let ann, ben, one, other;
  before(async () => {
    const desk = join(folder, "example.sayso");
    [ann, ben] = [await workbench(desk, "Ann"), await workbench(desk, "Ben")];
    one = await open(ann, `/d/${key}`);
    other = await open(ben, `/d/${key}`);
    await one.page.waitForTimeout(600);
  });
  after(async () => { await one?.close(); await other?.close(); });

  test("one's judgement is seen by the other within a second, and said", async () => {
    while (await current(one.page) !== 20) await one.page.keyboard.press("j");
    await one.page.keyboard.press("2");
    const begun = Date.now();
    await until(other.page, () => document.querySelector("#c20").dataset.judged === "differs");
    const took = Date.now() - begun;
    console.log(`    an act is seen in the other browser after ${took} ms`);
    assert.ok(took < 1000, `${took} ms`);
    assert.match(await status(other.page), /Claim 20: Ann says differs/);
  });

  test("apart they are in conflict: both are shown, none is overwritten, and who has seen both decides", async () => {
    await other.page.route("**/live?*", (route) => route.abort());
    await other.page.route("**/state", (route) => route.abort());
    await other.page.reload();
    await other.page.waitForTimeout(200);
    while (await current(one.page) !== 22) await one.page.keyboard.press("j");
    await one.page.keyboard.press("1");
    await keptAs(one.page, (now) => now.claims[21].judged === "matches");
    await other.page.evaluate(() => document.querySelector("#c22 a").click());
    await other.page.keyboard.press("2");
    await other.page.unroute("**/state");
    await until(one.page, () => document.querySelector("#c22").dataset.conflict === "1");
    assert.match(await one.page.locator("#c22 .judged").innerText(), /in conflict: Ann says matches, Ben says differs/);
    await until(one.page, () => document.querySelector("#t22").dataset.judged === "conflict");
    assert.match(await one.page.locator("#t22").getAttribute("aria-label"), /in conflict/);
    while (await current(one.page) !== 22) await one.page.keyboard.press("k");
    await until(one.page, () => /Ben says differs/.test(document.querySelector("#panel .standing")?.textContent ?? ""));
    await picture(one.page, "conflict");
    await one.page.keyboard.press("2");
    await keptAs(one.page, (now) => !now.claims[21].conflict && now.claims[21].judged === "differs");
    await other.page.unroute("**/live?*");
    await other.page.reload();
  });

  test("what an answer tells while more is on its way does not count as seen", async () => {
    await other.page.waitForTimeout(500);
    const waiting = [];
    let hold = true;
    await one.page.route("**/acts", (route) => { if (hold) waiting.push(route); else void route.continue(); });
    await one.page.evaluate(() => document.querySelector("#c25 a").click());
    await one.page.keyboard.press("1");
    await one.page.keyboard.press("1");
    await other.page.evaluate(() => document.querySelector("#c27 a").click());
    await other.page.keyboard.press("2");
    await keptAs(other.page, (now) => now.claims[26].judged === "differs");
    await waiting[0].continue();
    while (waiting.length < 2) await one.page.waitForTimeout(20);
    await one.page.waitForTimeout(100);
    await one.page.keyboard.press("3");
    hold = false;
    await waiting[1].continue();
    await until(one.page, () => document.querySelector("#c27").dataset.conflict === "1");
    assert.match(await one.page.locator("#c27 .judged").innerText(), /in conflict: Ben says differs, Ann says other scope/);
    for (let press = 0; press < 3; press++) await one.page.keyboard.press("z");
    await keptAs(one.page, (now) => now.claims[26].judged === "differs" && !now.claims[26].conflict);
  });

  test("forty judgements of two at once are all kept", async () => {
    await other.page.waitForTimeout(500);
    const before = (await state(one.page)).head;
    const fast = async (page, from, keyName) => { await page.evaluate((number) => document.querySelector(`#c${number} a`).click(), from); for (let press = 0; press < 7; press++) await page.keyboard.press(keyName); };
    await Promise.all([fast(one.page, 12, "4"), fast(other.page, 24, "3")]);
    const now = await keptAs(one.page, (held) => held.head >= before + 14);
    assert.ok(now.claims.slice(11, 18).every((claim) => claim.judged === "not_found" && claim.by === "Ann"));
    assert.ok(now.claims.slice(23, 30).every((claim) => claim.judged === "other_scope" && claim.by === "Ben"));
    for (const { page } of [one, other]) await until(page, () => document.querySelector("#c18").dataset.judged === "not_found" && document.querySelector("#c30").dataset.judged === "other_scope");
    assert.deepEqual(one.heard, []);
  });

  test("edges that the other sets are shown, and what was in sight stays there", async () => {
    await other.page.evaluate(() => document.querySelector("#t20").scrollIntoView({ block: "start" }));
    const top = await other.page.evaluate(() => Math.round(document.querySelector("#t20").getBoundingClientRect().top));
    const total = await other.page.locator("#claims>li").count();
    await one.page.evaluate(() => document.querySelector("#c1 a").click());
    await one.page.keyboard.press("m");
    await until(other.page, ([left]) => document.querySelectorAll("#claims>li").length === left, total - 1);
    assert.ok(Math.abs(await other.page.evaluate(() => document.querySelector("#t19").getBoundingClientRect().top) - top) < 3);
    await one.page.keyboard.press("z");
    await until(other.page, ([left]) => document.querySelectorAll("#claims>li").length === left, total);
  });
});

describe("the desk", () => {
  test("files are dropped and texts pasted; readings tell how far they are, and the list follows", async () => {
    const bench = await workbench(join(folder, "drop.sayso"));
    const { page, heard, close } = await open(bench);
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(["The mayor said the tunnel cost 40 million euros in 2023."], "tunnel.txt", { type: "text/plain" }));
      document.querySelector("h1").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await until(page, () => /tunnel\.txt/.test(document.querySelector("#jobs")?.textContent ?? ""));
    await until(page, () => /done/.test(document.querySelector("#jobs .job-state")?.textContent ?? "") && document.querySelector(".documents a"));
    assert.match(await page.locator("#h-documents").innerText(), /^1 document$/);
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/plain", "Experts say that 30,000 people crossed the bridge in May.");
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    assert.match(await page.locator("#text").inputValue(), /crossed the bridge/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/d\//, { timeout: 60_000 });
    await page.goto(bench.origin);
    assert.equal(await page.locator(".documents tbody tr").count(), 2);
    assert.deepEqual(heard, []);
    await close();
  });
});
