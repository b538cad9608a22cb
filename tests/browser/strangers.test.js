// What strangers can do to an open workbench: nothing. A page of another origin in the same browser, in which the person is
// signed in, tries to read and to change; a host name that is pointed at this machine is not answered; a hostile article
// is text.
//
//   PYTHON    the interpreter that has Sayso
//   CHROMIUM  the browser to use; /usr/bin/chromium where it is not set

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { enter } from "./door.js";

const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const REBOUND = "rebound.example";
// Every string of the corpus: what one of them runs, asks for or says is heard below.
const VECTORS = JSON.parse(await readFile(new URL("../workbench/vectors.json", import.meta.url), "utf8"));
const HOSTILE = [
  "<script>window.pwned=1</script> The mayor said 40 percent of <img src=x onerror=window.pwned=2> the boats leak.",
  "<svg onload=window.pwned=3><a href='javascript:window.pwned=4'>A report says</a> 12 ships sank in 2019, </svg>",
  "[click](javascript:window.pwned=5) data:text/html,<script>window.pwned=6</script> about 30,000 people saw it.",
  "The \u202eharbour\u202c \u2066cost\u2069 13 million euros, according to \u0085experts\u200b.",
  `One long line: ${"spam ".repeat(3_000)}`,
  ...VECTORS.filter((vector) => !/[\u0000-\u0008\u000b\u000e-\u001f]/.test(vector)).map((vector) => `The port said ${vector} about 40 boats.`),
].join("\n\n");

const PYTHON = process.env.PYTHON || "python3";

let folder, bench, origin, entry, evil, evilOrigin, browser;

/** A workbench that runs, and the address that lets a browser in. */
async function opened(...options) {
  const bench = spawn(PYTHON, ["-m", "sayso", "review", "--no-browser", "--as", "Ann", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const entry = await new Promise((resolve, reject) => {
    bench.stdout.on("data", (data) => { const found = /http:\/\/\S+/.exec(String(data)); if (found) resolve(found[0]); });
    bench.on("exit", (code) => reject(new Error(`the workbench ended with ${code}`)));
  });
  return { bench, entry };
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "sayso-"));
  ({ bench, entry } = await opened("--desk", join(folder, "desk.sayso")));
  origin = new URL(entry).origin;
  evil = createServer((request, response) => { response.setHeader("content-type", "text/html"); response.end("<!doctype html><title>evil</title><p>hello</p>"); });
  await new Promise((resolve) => evil.listen(0, "127.0.0.1", resolve));
  evilOrigin = `http://localhost:${evil.address().port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium", chromiumSandbox: false,
    args: [...QUIET, `--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`],
  });
});
after(async () => { await browser?.close(); evil?.close(); bench?.kill("SIGKILL"); await rm(folder, { recursive: true, force: true }); });

/** A browser in which the person is at work, with one document on the desk; its address is given. */
async function atWork(text) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const heard = [];
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("dialog", (dialog) => { heard.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) heard.push(`asked for ${request.url()}`); });
  await enter(page, entry);
  const path = join(folder, "article.txt");
  await writeFile(path, text);
  await page.setInputFiles("#article", path);
  await Promise.all([page.waitForURL(/\/(jobs|d)\//), page.click("#drop button[type=submit]")]);
  for (let wait = 0; wait < 240 && !/\/d\//.test(page.url()); wait += 1) {
    await page.waitForTimeout(500);
    if (/failed/.test(await page.textContent("body").catch(() => ""))) break;
    if (!/\/d\//.test(page.url())) await page.reload().catch(() => undefined);
  }
  assert.match(page.url(), /\/d\//, await page.textContent("body"));
  return { context, page, heard, key: /\/d\/([^/?#]+)/.exec(page.url())[1] };
}

const head = async (page, key) => (await page.evaluate(async (path) => (await fetch(path)).json(), `/d/${key}/state`)).head;

describe("a page of another origin", () => {
  let work;
  before(async () => { work = await atWork("The mayor said the tunnel cost 40 million euros in 2023."); });
  after(() => work.context.close());

  test("reads nothing", async () => {
    const page = await work.context.newPage();
    await page.goto(evilOrigin);
    const seen = await page.evaluate(async ({ origin, key }) => {
      const tried = {};
      for (const path of ["/", `/d/${key}`, `/d/${key}/state`, `/d/${key}/events`]) {
        tried[path] = await fetch(origin + path, { credentials: "include" }).then((answer) => answer.text(), (error) => `refused: ${error.name}`);
        tried[`blind ${path}`] = await fetch(origin + path, { credentials: "include", mode: "no-cors" }).then((answer) => answer.text(), (error) => `refused: ${error.name}`);
      }
      const loaded = (make) => new Promise((resolve) => { const one = make(); one.onload = () => resolve("loaded"); one.onerror = () => resolve("refused"); document.body.append(one); setTimeout(() => resolve("nothing"), 3000); });
      tried.script = await loaded(() => Object.assign(document.createElement("script"), { src: `${origin}/d/${key}/state` }));
      tried.image = await loaded(() => Object.assign(document.createElement("img"), { src: `${origin}/d/${key}` }));
      tried.live = await new Promise((resolve) => { const live = new EventSource(`${origin}/live?d=${key}&after=0`, { withCredentials: true }); live.addEventListener("act", () => resolve("told")); live.onerror = () => resolve("refused"); });
      const frame = document.createElement("iframe");
      frame.src = `${origin}/d/${key}`;
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      try { tried.frame = frame.contentDocument ? frame.contentDocument.body.textContent : "refused"; } catch { tried.frame = "refused"; }
      return tried;
    }, { origin, key: work.key });
    for (const [what, text] of Object.entries(seen)) {
      assert.doesNotMatch(text, /tunnel|mayor|told/, what);
      if (!["script", "image", "frame"].includes(what) && !what.startsWith("blind")) assert.match(text, /refused/, what);
    }
    assert.equal(seen.script, "refused");
    await page.close();
  });

  test("changes nothing, by fetch or by form", async () => {
    const before = await head(work.page, work.key);
    const page = await work.context.newPage();
    await page.goto(evilOrigin);
    await page.evaluate(async ({ origin, key }) => {
      const body = JSON.stringify({ seen: 1, orders: [{ do: "note", text: "evil" }] });
      for (const type of ["text/plain", "application/json"])
        await fetch(`${origin}/d/${key}/acts`, { method: "POST", credentials: "include", mode: "no-cors", body, headers: type === "text/plain" ? { "content-type": type } : {} }).catch(() => undefined);
      await fetch(`${origin}/d/${key}/acts`, { method: "POST", credentials: "include", headers: { "content-type": "application/json" }, body }).catch(() => undefined);
      navigator.sendBeacon(`${origin}/d/${key}/acts`, body);
      const form = document.createElement("form");
      form.method = "post"; form.action = `${origin}/d/${key}/acts`;
      for (const [name, value] of [["do", "note"], ["text", "evil"], ["seen", "1"]]) form.append(Object.assign(document.createElement("input"), { name, value }));
      document.body.append(form);
      form.submit();
    }, { origin, key: work.key });
    await page.waitForTimeout(1500);
    assert.equal(await head(work.page, work.key), before);
    assert.doesNotMatch(await page.content(), /tunnel|mayor/);
    await page.close();
  });

  test("under a host name that is pointed at this machine gets no answer", async () => {
    const page = await work.context.newPage();
    const answer = await page.goto(entry.replace("127.0.0.1", REBOUND));
    assert.equal(answer.status(), 421);
    assert.doesNotMatch(await page.content(), /tunnel|mayor|Desk/);
    await page.close();
  });
});

test("a browser without the token gets nothing", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  assert.equal((await page.goto(origin)).status(), 403);
  await context.close();
});

/** What a page of the hostile text must be: text, without anything that runs, asks or turns the reading order. */
async function harmless(page, heard) {
  await page.waitForTimeout(1000);
  assert.equal(await page.evaluate(() => globalThis.pwned), undefined);
  const text = await page.textContent("#text");
  assert.match(text, /<script>window\.pwned=1<\/script>/);
  assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u0000\u001b]/);
  assert.deepEqual(await page.$$eval("#text a", (links) => links.map((link) => link.getAttribute("href")).filter((href) => /^\s*(javascript|data):/i.test(href))), []);
  assert.deepEqual(heard, []);
}

test("a hostile article is text, and asks for nothing", async () => {
  const { context, page, heard } = await atWork(HOSTILE);
  await harmless(page, heard);
  await context.close();
});

test("a line of ten megabytes is shown", async () => {
  const path = join(folder, "long.json");
  const make = "import sys; from sayso.reading import read_text; from sayso.model import Ledger; r = read_text(sys.stdin.read() + 'spam ' * 2_000_000, 'long.txt'); open(sys.argv[1], 'w', encoding='utf-8').write(Ledger(document=r.document, sentences=r.sentences).to_json())";
  const made = spawn(PYTHON, ["-c", make, path], { stdio: ["pipe", "inherit", "inherit"] });
  made.stdin.end(HOSTILE);
  assert.equal(await new Promise((resolve) => made.on("exit", resolve)), 0);
  const long = await opened(path, "--desk", join(folder, "long.sayso"));
  const context = await browser.newContext();
  const page = await context.newPage();
  const heard = [];
  page.on("pageerror", (error) => heard.push(error.message));
  await enter(page, long.entry);
  await harmless(page, heard);
  assert.ok((await page.textContent("#text")).length > 10_000_000);
  await context.close();
  long.bench.kill("SIGKILL");
});
