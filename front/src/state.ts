// The server's state taken in: whatever has changed is shown, and told if somebody else did it.

import { type Claim, json, type Order, type State, text as fetched } from "./api";
import { make, one, parsed, say } from "./dom";
import { held, home, list, me, numberOf, total } from "./held";
import * as marks from "./marks";
import { choose, gone } from "./open";
import { fill, press } from "./panel";
import { Places } from "./places";
import { notice, ui } from "./ui.svelte";

/** Take in one claim's state: list, margin and panel. */
export function set(claim: Claim): void {
  held.claims.set(claim.id, claim);
  list.paint(claim);
  marks.judged(claim, total());
  if (claim.id === held.current) press();
}

export function tally(): void {
  const every = [...held.claims.values()], left = every.filter((claim) => !claim.judged || claim.heads.length).length;
  const bar = one<HTMLProgressElement>("#progress"), words = one("#progress-words");
  if (bar) { bar.max = every.length || 1; bar.value = every.length - left; }
  if (words) words.replaceChildren(`${every.length - left}/${every.length}`, make("span", "sr", " reviewed"));
  for (const [name, on] of [["undo", held.state?.undo ?? true], ["redo", held.state?.redo ?? true]] as const) {
    const button = one<HTMLButtonElement>(`#tools [data-key="${name}"]`);
    if (button) button.classList.toggle("spent", !on && !held.pending);
  }
}

/** Take in a state of the server: whatever has changed is shown, and told if somebody else did it. */
export async function take(next: State, orders: Order[] = [], tell = false): Promise<void> {
  if (held.state && next.head < held.state.head) return;
  // Newer marks of our own are on their way and bring a newer state: until it is shown, what others did counts as not seen.
  if (held.pending > 0) { touch(orders); return; }
  const before = held.claims, first = held.state === null;
  held.state = next;
  held.head = next.head;
  const touched = next.claims.filter((claim) => JSON.stringify(before.get(claim.id)) !== JSON.stringify(claim));
  held.claims = new Map(next.claims.map((claim) => [claim.id, claim]));
  const moved = !first && held.laid !== next.layout;
  held.laid = next.layout;
  if (moved) await layOut();
  else if (!first && touched.some((claim) => refound(before.get(claim.id), claim))) await relist();
  if (first) next.claims.filter((claim) => claim.judged || claim.conflict).forEach((claim) => marks.judged(claim, total())); // the list is as the server wrote it
  else for (const claim of moved ? next.claims : touched) set(claim);
  if (first) press();
  touched.forEach((claim) => held.panels.delete(claim.id));
  touch(orders);
  tally();
  signed(next);
  list.narrow();
  if (!first && held.current && (moved || !held.panels.has(held.current)) && list.item(held.current)) await fill(held.current);
  const others = tell ? touched : touched.filter((claim) => orders.length && byOthers(before.get(claim.id), claim));
  for (const claim of others.slice(0, 3)) told(before.get(claim.id), claim);
}

/** Panels that an order of our own has changed are fetched anew. */
function touch(orders: Order[]): void {
  for (const each of orders) {
    for (const id of [each.claim, ...(Array.isArray(each.ids) ? each.ids : [])]) if (typeof id === "string") held.panels.delete(id);
    if (each.do === "undo" || each.do === "redo") held.panels.clear();
  }
}

/** Whether another passage is a claim's best now: its mark in the list may be another. */
const refound = (before: Claim | undefined, after: Claim) => before?.found !== after.found || before.drifts !== after.drifts;

/** Whether somebody else judged a claim in the meantime. */
const byOthers = (before: Claim | undefined, after: Claim) =>
  before !== undefined && (after.heads.length > before.heads.length || (after.judged !== before.judged && after.by !== null && after.by !== me));

/** Whether something was done since it was signed: the words have their room from the start, so that no line moves. */
function signed(next: State): void {
  one("#changed")?.classList.toggle("not-yet", !next.changed);
}

function told(before: Claim | undefined, after: Claim): void {
  const words = after.heads.length
    ? `Claim ${after.n} is in conflict: ${after.heads.map(([who, said]) => `${who} says ${marks.wordsFor(said)}`).join(", ")}`
    : before?.judged !== after.judged
      ? `Claim ${after.n}: ${after.judged ? `${after.by ?? ""} says ${marks.wordsFor(after.judged)}` : "the judgement was taken back"}`
      : `Claim ${after.n} was changed`;
  notice(`${words}.`, after.heads.length > 0);
  say(words);
}

/** The claims have other edges: text and list are fetched anew, and what was in sight stays there. */
async function layOut(): Promise<void> {
  const edge = (one(".bar")?.getBoundingClientRect().bottom ?? 0) + 1;
  const anchor = held.places.blocks.find((block) => block.getBoundingClientRect().bottom > edge);
  const begin = anchor?.dataset.s, top = anchor?.getBoundingClientRect().top ?? 0;
  const focused = document.activeElement?.closest<HTMLElement>("#claims>li")?.dataset.id;
  const [text, items] = await Promise.all([fetched(`${home}/text`), fetched(`${home}/claims`)]);
  const laid = parsed(text), headline = laid.querySelector("#headline");
  headline?.remove();
  if (headline) one("#headline")?.replaceChildren(...headline.childNodes);
  one("#text")?.replaceChildren(laid);
  one("#claims")?.replaceChildren(parsed(items));
  list.learn();
  marks.learn();
  held.places = new Places();
  held.panels.clear();
  choose(ui.chosen.filter((id) => list.item(id)));
  if (held.current && !list.item(held.current)) gone();
  else if (held.current) { marks.open(numberOf(held.current)); list.open(held.current); }
  if (begin !== undefined) {
    const now = held.places.blocks.find((block) => block.dataset.s === begin);
    if (now) scrollBy(0, now.getBoundingClientRect().top - top);
  }
  if (focused) list.link(focused)?.focus({ preventScroll: true });
}

async function relist(): Promise<void> {
  one("#claims")?.replaceChildren(parsed(await fetched(`${home}/claims`)));
  list.learn();
  list.choose(ui.chosen);
  list.open(held.current);
}

export async function refresh(tell = false): Promise<void> {
  held.working += 1;
  try {
    await take(await json<State>(`${home}/state`), [], tell);
  } catch {
    /* the stream tells again when the workbench answers */
  } finally {
    held.working -= 1;
  }
}
