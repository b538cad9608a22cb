// The panel of the open claim: fetched, shown, kept ahead of the reader, with what was being written in it.

import { Refused, text as fetched } from "./api";
import { all, inField, make, one, parsed } from "./dom";
import { restore, stash } from "./drafts";
import { held, home, list, numberOf, panel, total } from "./held";
import { hint } from "./keys.svelte";
import * as lists from "./list";
import { into, open } from "./open";
import { notice, ui } from "./ui.svelte";

export async function fill(id: string, enter = false): Promise<void> {
  const known = held.panels.get(id);
  if (known !== undefined) { show(id, known); if (enter) into(); return ahead(id); }
  preview(id);
  try {
    const html = await fetched(`${home}/claims/${encodeURIComponent(id)}`);
    held.panels.set(id, html);
    if (held.current !== id) return;
    show(id, html);
    if (enter) into();
    void ahead(id);
  } catch (error) {
    if (held.current === id) notice(error instanceof Refused ? error.message : "The workbench does not answer; the panel is not up to date.", true);
  }
}

/** Until its panel is here a claim shows what the list knows of it. */
function preview(id: string): void {
  const item = list.item(id), place = one("#panel-body");
  if (!item || !place || one(".panel-claim", place)?.dataset.id === id) return;
  stash(place);
  const words = one(".short bdi", item)?.cloneNode(true) ?? "";
  place.replaceChildren(make("p", "meta soft", `Claim ${numberOf(id)} of ${total()}`), make("h3", "what", words));
}

/** What is to be shown once nobody writes in the panel any more: a field that is taken away leaves its keys to the page. */
let waits: (() => void) | null = null;

function show(id: string, html: string): void {
  const place = one("#panel-body");
  if (!place) return;
  const same = one(".panel-claim", place)?.dataset.id === id;
  waits = same && inField(document.activeElement) && place.contains(document.activeElement) ? () => show(id, html) : null;
  if (waits) return;
  const top = same ? scroller().scrollTop : 0;
  const unfolded = same ? all("details[open]>summary", place).map((summary) => summary.textContent) : [];
  const focused = same ? places(place).indexOf(document.activeElement as HTMLElement) : -1;
  stash(place);
  place.replaceChildren(parsed(html));
  restore(id, place);
  for (const summary of all("details>summary", place)) if (unfolded.includes(summary.textContent)) summary.parentElement?.setAttribute("open", "");
  press();
  if (focused >= 0) one(".what", place)?.setAttribute("tabindex", "-1");
  hint(place);
  one('[data-key="choose"]', place)?.setAttribute("aria-pressed", String(ui.chosen.includes(id)));
  if (same) scroller().scrollTop = top;
  else panel().scrollTop = 0;
  if (focused >= 0) (places(place)[focused] ?? panel()).focus({ preventScroll: true });
}

/** What may have the focus in the panel, in order: it stays where it was when the same panel is drawn anew. */
function places(place: HTMLElement): HTMLElement[] {
  return all("a,button,summary,select,input:not([type=hidden]),textarea,.what", place);
}

/** What scrolls: the panel, or on a small screen what is between its head and the pinned keys. */
const scroller = () => { const inner = one(".panel-claim", panel()); return inner && getComputedStyle(inner).overflowY === "auto" ? inner : panel(); };

/** The buttons of judgement as they stand now, also before the server has answered. */
export function press(): void {
  const claim = held.current ? held.claims.get(held.current) : undefined;
  if (!claim) return;
  for (const form of all<HTMLFormElement>(".judging form", panel())) {
    const on = claim.judged === form.dataset.value && !claim.heads.length;
    one("button", form)?.setAttribute("aria-pressed", String(on));
    (form.elements.namedItem("value") as HTMLInputElement).value = on ? "" : (form.dataset.value ?? "");
  }
  one(".standing", panel())?.replaceChildren(lists.standing(claim) ?? "");
}

/** The next panels are fetched before they are asked for. */
async function ahead(id: string): Promise<void> {
  const shown = list.shown(), at = shown.indexOf(id);
  for (const next of [shown[at + 1], open(1, id), shown[at - 1]]) {
    if (!next || held.panels.has(next) || held.current !== id || held.working > 0 || document.hidden) continue;
    try { held.panels.set(next, await fetched(`${home}/claims/${encodeURIComponent(next)}`)); } catch { return; }
  }
}

/** Somebody has left the panel, or gone from a field to its button: what waited is shown where it takes nothing from under a hand. */
export function left(): void {
  setTimeout(() => { if (waits && !panel().contains(document.activeElement)) waits(); }, 0);
}
