// Which claim is open, and the walk from one to the next.

import { address } from "./address";
import { one, root, say } from "./dom";
import * as edits from "./edit";
import { held, idOf, list, numberOf, panel, total } from "./held";
import * as marks from "./marks";
import { fill } from "./panel";
import { notice, ui } from "./ui.svelte";

export function pick(id: string | null, { scroll = true, enter = false, tell = true } = {}): void {
  if (id === null || !list.item(id)) return;
  const changed = held.current !== id;
  held.current = id;
  root.classList.add("picked");
  panel().hidden = false;
  marks.open(numberOf(id));
  list.open(id);
  address();
  if (changed || !one(`.panel-claim[data-id="${CSS.escape(id)}"]`)) void fill(id, enter);
  else if (enter) into();
  list.reveal(); // what asks where things are comes last: the page is laid out once for a key
  if (scroll) reveal(id);
  if (tell) say(`Claim ${numberOf(id)} of ${total()}: ${one(".short", list.item(id))?.textContent ?? ""}${decided(id)}`);
}

const decided = (id: string) => {
  const claim = held.claims.get(id);
  return claim?.conflict ? ", in conflict" : claim?.judged ? `, judged ${marks.wordsFor(claim.judged)}` : "";
};

/** Scroll so that the whole claim is seen, clear of what is pinned to the edges. */
function reveal(id: string): void {
  const first = marks.margin(numberOf(id)) ?? marks.piecesOf(numberOf(id))[0];
  first?.scrollIntoView({ block: "nearest" });
}

export function close(): void {
  if (edits.editing()) { edits.leave(); return; }
  const menu = one<HTMLDetailsElement>("#narrow[open]");
  if (menu) { menu.open = false; one("summary", menu)?.focus(); return; }
  if (ui.chosen.length) { choose([]); say("Nothing is chosen"); return; }
  if (held.current === null) return;
  const inside = panel().contains(document.activeElement), back = held.cameFrom?.isConnected ? held.cameFrom : (marks.margin(numberOf(held.current)) ?? list.link(held.current));
  marks.open(null);
  list.open(null);
  held.current = null;
  panel().hidden = true;
  root.classList.remove("picked");
  address();
  say("Closed");
  if (inside || document.activeElement === document.body) back?.focus();
  held.cameFrom = null;
}

export function into(): void {
  const heading = one(".what", panel());
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

export function walk(step: 1 | -1): void {
  const shown = list.shown();
  if (!shown.length) { say("No claim fits the filter"); return; }
  const at = held.current === null ? -1 : shown.indexOf(held.current), from = held.current === null ? 0 : numberOf(held.current);
  const near = at >= 0 ? at + step : step > 0 ? shown.findIndex((id) => numberOf(id) > from) : shown.findLastIndex((id) => numberOf(id) < from);
  pick(shown[Math.min(Math.max(near, 0), shown.length - 1)] ?? null);
}

/** The next claim to review from one on, or null. */
export function open(step: 1 | -1, from: string | null): string | null {
  const shown = list.shown(), number = from === null ? (step > 0 ? 0 : Infinity) : numberOf(from);
  const waits = (id: string) => { const claim = held.claims.get(id); return !claim?.judged || claim.conflict; };
  const found = step > 0 ? shown.find((id) => numberOf(id) > number && waits(id)) : shown.findLast((id) => numberOf(id) < number && waits(id));
  return found ?? null;
}

export function walkOpen(step: 1 | -1): void {
  const next = open(step, held.current);
  if (next) pick(next);
  else { say("Nothing further to review"); notice(step > 0 ? "Nothing further to review below." : "Nothing further to review above."); }
}

export function overlap(step: 1 | -1): void {
  if (held.current === null) return;
  const numbers = marks.overlapping(numberOf(held.current)), at = numbers.indexOf(numberOf(held.current));
  if (numbers.length < 2) say("Nothing overlaps");
  else pick(idOf(numbers[(at + step + numbers.length) % numbers.length] ?? 0));
}

/** The open claim is no more: merged, or taken back. What lies where it was is opened. */
export function gone(): void {
  held.current = null;
  panel().hidden = true;
  root.classList.remove("picked");
  address();
}

export function choose(ids: string[]): void {
  ui.chosen = ids;
  list.choose(ids);
  one('#panel [data-key="choose"]')?.setAttribute("aria-pressed", String(held.current !== null && ids.includes(held.current)));
}

export function toggleChosen(id: string | null): void {
  if (id === null) return;
  const on = !ui.chosen.includes(id);
  choose(on ? [...ui.chosen, id] : ui.chosen.filter((each) => each !== id));
  say(`Claim ${numberOf(id)} ${on ? "chosen" : "no longer chosen"}, ${ui.chosen.length} in all`);
}
