// Makes the README's picture: node picture.js REPORT OUT.png, with a claim selected that differs from its source.
const { chromium } = require("playwright-core");
const path = require("node:path");

async function main([report, out]) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  const page = await browser.newPage({ viewport: { width: 1380, height: 900 } });
  await page.goto("file://" + path.resolve(report));
  await page.locator("#list a", { hasText: /≠/ }).first().click();
  await page.waitForTimeout(200);
  await page.screenshot({ path: out });
  await browser.close();
}

main(process.argv.slice(2));
