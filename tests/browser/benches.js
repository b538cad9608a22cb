// A browser and workbenches for the tests of the workbench, and what is asked of their pages.
//
//   PYTHON    the interpreter that has Sayso
//   CHROMIUM  the browser to use; /usr/bin/chromium where it is not set

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { enter } from "./door.js";

export const PYTHON = process.env.PYTHON || "python3";
export const WIDE = { viewport: { width: 1380, height: 900 } };
const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export let folder, browser;
const running = [];

/** A workbench that runs: its process, its origin, and the address that lets a browser in. */
export async function workbench(desk, who = "Ann", ...more) {
  const child = spawn(PYTHON, ["-m", "sayso", "review", ...more, "--desk", desk, "--no-browser", "--no-vectors", "--as", who], { stdio: ["ignore", "pipe", "inherit"] });
  running.push(child);
  const entry = await new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => { const found = /http:\/\/\S+/.exec(String(data)); if (found) resolve(found[0]); });
    child.on("exit", (code) => reject(new Error(`the workbench ended with ${code}`)));
  });
  return { child, entry, origin: new URL(entry).origin };
}

/** A page of a workbench, and everything that should not have been said or asked for. */
export async function open(bench, path = "", options = WIDE) {
  const context = await browser.newContext(options);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: bench.origin });
  const page = await context.newPage();
  const heard = [];
  page.on("console", (message) => {
    if (/404/.test(message.text()) && /\/claims\/[^/]+$/.test(message.location().url)) return; // a panel asked for while its claim was merged away
    heard.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("request", (request) => { if (!request.url().startsWith(bench.origin) && !request.url().startsWith("data:")) heard.push(`asked for ${request.url()}`); });
  await enter(page, bench.entry);
  if (path) await page.goto(bench.origin + path);
  return { page, heard, close: () => context.close() };
}

/** The rules that a page breaks, by axe-core: WCAG 2.2 A and AA, and its best practices. */
export async function broken(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  }));
  return result.violations.map((rule) => `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
}

export const state = async (page) => (await page.context().request.get(`${new URL(page.url()).origin}/d/${/\/d\/([^/?#]+)/.exec(page.url())[1]}/state`)).json();
export const until = async (page, what, ...rest) => page.waitForFunction(what, rest, { timeout: 15_000 });
export const keptAs = async (page, check) => { for (let wait = 0; wait < 100; wait++) { const now = await state(page); if (check(now)) return now; await page.waitForTimeout(50); } throw new Error("the server does not hold it"); };

/** A folder in memory and a browser, before anything is tested. */
export async function begin() {
  const memory = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  folder = await mkdtemp(join(memory, "sayso-"));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", chromiumSandbox: false, args: QUIET });
}

/** Everything that was started ends. */
export async function end() {
  await browser?.close();
  running.forEach((child) => child.kill("SIGKILL"));
  await rm(folder, { recursive: true, force: true });
}
