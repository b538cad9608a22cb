// Runs every test of this folder: two files at a time, the longest first, then by itself what holds the workbench to budgets of time.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const LONGEST = ["workbench.test.js", "report.test.js", "screens.test.js"];
const ALONE = ["budgets.test.js"];

const others = readdirSync(HERE).filter((name) => name.endsWith(".test.js") && ![...LONGEST, ...ALONE].includes(name));
for (const [names, concurrency] of [[[...LONGEST, ...others], 2], [ALONE, 1]]) {
  const told = run({ files: names.map((name) => join(HERE, name)), concurrency });
  told.on("test:fail", () => { process.exitCode = 1; });
  for await (const line of told.compose(spec)) process.stdout.write(line);
}
