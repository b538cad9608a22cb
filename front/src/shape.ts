// Claims given other edges: merged, split, respanned, added.

import { order } from "./acts";
import { type Claim, type Order } from "./api";
import { one, say } from "./dom";
import * as edits from "./edit";
import { held, idOf, numberOf } from "./held";
import { choose, pick } from "./open";
import { notice, ui } from "./ui.svelte";

const newest = (answer: Map<string, Claim>, start: number, end: number) => [...answer.values()].find((claim) => claim.start === start && claim.end === end)?.id ?? null;

async function shape(orders: Order[], words: string, start?: number, end?: number): Promise<void> {
  if (!(await order(orders, words))) return;
  if (start === undefined || end === undefined) return;
  const id = newest(held.claims, start, end);
  if (id) pick(id, { tell: false });
}

export function merge(): void {
  const next = held.current === null ? null : idOf(numberOf(held.current) + 1);
  const ids = ui.chosen.length > 1 ? [...ui.chosen] : held.current && next ? [held.current, next] : [];
  const chosen = ids.map((id) => held.claims.get(id)).filter((claim) => claim !== undefined);
  if (chosen.length < 2) { notice("Choose two claims with x, or open one that another follows."); return; }
  const start = Math.min(...chosen.map((claim) => claim.start)), end = Math.max(...chosen.map((claim) => claim.end));
  choose([]);
  void shape([{ do: "merge", ids }], `${chosen.length} claims merged into one. ${undoHint}`, start, end);
}

const undoHint = "z takes it back.";

export function split(): void {
  const claim = held.current ? held.claims.get(held.current) : undefined;
  if (!claim) return;
  const inner: number[] = [];
  for (let place = held.places.step(claim.start, 1, "starts"); place !== null && place < claim.end; place = held.places.step(place, 1, "starts")) inner.push(place);
  const at = inner[Math.floor(inner.length / 2)];
  if (at === undefined) { notice("One word cannot be split."); return; }
  edits.edit({ mode: "split", start: claim.start, end: claim.end, at }, held.places, (kept) =>
    void order([{ do: "split", claim: claim.id, at: kept.at }], `Claim ${claim.n} split in two. ${undoHint}`));
}

export function editSpan(): void {
  const claim = held.current ? held.claims.get(held.current) : undefined;
  if (!claim) { notice("Choose a claim first: j walks to the next."); return; }
  const chosen = held.places.selected(), [start, end] = (chosen && held.places.snapped(...chosen)) ?? [claim.start, claim.end];
  edits.edit({ mode: "span", start, end, at: 0 }, held.places, (kept) => {
    const same = kept.start === claim.start && kept.end === claim.end;
    if (same && !claim.conflict) { say("Left as it was"); return; } // in a conflict, to keep the edges that hold decides it
    void shape([{ do: "respan", claim: claim.id, start: kept.start, end: kept.end }], `The span was set anew. ${undoHint}`, kept.start, kept.end);
  });
}

export function add(): void {
  const chosen = held.places.selected(), whole = (chosen && held.places.snapped(...chosen)) ?? beside();
  if (!whole) return;
  edits.edit({ mode: "new", start: whole[0], end: whole[1], at: 0 }, held.places, (kept) =>
    void shape([{ do: "add", start: kept.start, end: kept.end, sort: kept.sort }], `A claim was added. ${undoHint}`, kept.start, kept.end));
}

/** With nothing selected a new claim begins at the word after the open one, or at the first word in sight. */
function beside(): [number, number] | null {
  const claim = held.current ? held.claims.get(held.current) : undefined;
  const edge = one(".bar")?.getBoundingClientRect().bottom ?? 0;
  const sight = held.places.blocks.findIndex((block) => block.getBoundingClientRect().bottom > edge);
  const start = claim ? held.places.step(claim.end, 1, "starts") : held.places.words(Math.max(0, sight)).starts[0];
  const end = start === null || start === undefined ? null : held.places.step(start, 1, "ends");
  return start !== null && start !== undefined && end !== null ? [start, end] : null;
}
