// Acts: sent, shown at once, and taken back if they are refused.

import { type Answer, type Order } from "./api";
import { say } from "./dom";
import { held, list, me, numberOf, reviews, sender, total } from "./held";
import * as marks from "./marks";
import { choose, pick } from "./open";
import { refresh, set, take, tally } from "./state";
import { notice, ui } from "./ui.svelte";

/** Send orders and take in what the server says came of them; `paint` is shown at once and taken back if they are refused. */
export async function order(orders: Order[], words: string, paint?: () => () => void): Promise<boolean> {
  if (!reviews) { notice("You may read here, not judge.", true); return false; }
  const seen = held.head, restore = paint?.();
  held.pending += 1;
  held.working += 1;
  try {
    const answer: Answer = await sender.send(orders, seen);
    held.pending -= 1;
    await take(answer.state, orders);
    if (words) say(words);
    return true;
  } catch (error) {
    held.pending -= 1;
    restore?.();
    const why = error instanceof Error ? error.message : String(error);
    notice(`Not kept: ${why}`, true);
    say(`Not kept: ${why}`);
    void refresh();
    return false;
  } finally {
    held.working -= 1;
  }
}

export function judge(value: string): void {
  const ids = ui.chosen.length ? [...ui.chosen] : held.current ? [held.current] : [];
  if (!ids.length) { notice("Choose a claim first: j walks to the next."); return; }
  const clears = ids.every((id) => { const claim = held.claims.get(id); return claim?.judged === value && !claim.heads.length; });
  const said = clears ? null : value, bulk = ui.chosen.length > 0;
  const words = `${bulk ? `${ids.length} claims` : `Claim ${numberOf(ids[0] ?? "")}`}: ${clears ? "judgement cleared" : marks.wordsFor(value)}`;
  void order([{ do: "judge", ids, value: said }], "", () => optimistic(ids, said));
  if (bulk) choose([]);
  else if (!clears) { const next = list.shown()[list.shown().indexOf(ids[0] ?? "") + 1]; if (next) pick(next, { tell: false }); }
  say(`${words}${!bulk && !clears && held.current !== ids[0] && held.current ? `. Claim ${numberOf(held.current)} of ${total()}` : ""}`);
}

function optimistic(ids: string[], said: string | null): () => void {
  const before = ids.map((id) => held.claims.get(id)).filter((claim) => claim !== undefined);
  for (const claim of before) set({ ...claim, judged: said, by: said ? me : null, heads: [], conflict: false });
  tally();
  return () => { before.forEach(set); tally(); };
}
