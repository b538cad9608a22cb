// Makes the pictures of the documentation: node picture.js REPORT OUT.png, with a claim selected that differs from its source; of a page of threads, its
// first thread.
import path from "node:path";
import { chromium } from "playwright-core";

async function main([report, out]) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  const page = await browser.newPage({ viewport: { width: 1380, height: 900 } });
  await page.goto("file://" + path.resolve(report));
  if (await page.locator("body.threads").count()) await thread(page);
  else await claim(page);
  await page.waitForTimeout(200);
  await page.screenshot({ path: out });
  await browser.close();
}

async function thread(page) {
  await page.setViewportSize({ width: 1380, height: 1240 });
  await page.locator("article.thread").first().evaluate((thread) => window.scrollTo(0, thread.offsetTop));
}

async function claim(page) {
  await page.locator("#list a", { hasText: /≠/ }).last().click();
  await page.evaluate(() => {
    const heading = [...document.querySelectorAll("#panel h3, #panel h4")].find((one) => one.textContent === "Source passage");
    heading?.previousElementSibling?.scrollIntoView({ block: "start" });
  });
}

await main(process.argv.slice(2));
