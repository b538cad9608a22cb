// The Read screen: one claim open at a time, judged by a key, edited by words, live beside other people's work.

import { judge, order } from "./acts";
import { address, fromAddress, readdress } from "./address";
import { type Order } from "./api";
import { all, inField, one, say } from "./dom";
import { sent, stash } from "./drafts";
import * as edits from "./edit";
import { held, idOf, key, list, numberOf, panel, reviews, sender, total } from "./held";
import { can } from "./keys.svelte";
import * as lists from "./list";
import * as marks from "./marks";
import { close, into, overlap, pick, toggleChosen, walk, walkOpen } from "./open";
import { fill, left } from "./panel";
import { add, editSpan, merge, split } from "./shape";
import { refresh } from "./state";
import { listen } from "./stream";
import { notice } from "./ui.svelte";

async function cite(): Promise<void> {
  const words = one(".panel-claim", panel())?.dataset.cite;
  if (!words || held.current === null) return;
  try {
    await navigator.clipboard.writeText(words);
    notice("The citation was copied.");
    say("The citation was copied");
  } catch {
    notice("This browser does not let it be copied. It reads: " + words, true);
  }
}

function toggleLayer(name: string): void {
  const hidden = new Set(marks.hiddenLayers());
  hidden.has(name) ? hidden.delete(name) : hidden.add(name);
  marks.layers(hidden);
  address();
}

function quiet(): void {
  const hide = marks.hiddenLayers().length < marks.layerNames().length;
  marks.layers(hide ? marks.layerNames() : []);
  address();
  say(hide ? "Marks hidden" : "Marks shown");
}

function narrowed(): void {
  const left = list.narrow();
  address();
  say(`${left} of ${total()} claims`);
}

function follow(query: string): void {
  readdress(); // the way back leads to the claim that is open
  const link = one<HTMLAnchorElement>(query, panel());
  if (link) location.assign(link.href);
  else notice(held.current ? "There is nothing to open for this claim." : "Choose a claim first: j walks to the next.");
}

function clicked(event: MouseEvent): void {
  const target = event.target as Element;
  if (event.ctrlKey || event.metaKey) {
    const item = target.closest<HTMLElement>("#claims>li");
    if (item && reviews) { event.preventDefault(); toggleChosen(item.dataset.id ?? null); }
    return;
  }
  if (event.shiftKey) return;
  const item = target.closest<HTMLElement>("#claims>li"), number = target.closest<HTMLElement>(".n");
  if (item || number) {
    event.preventDefault();
    held.cameFrom = number ?? (item?.firstElementChild as HTMLElement);
    pick(item?.dataset.id ?? idOf(Number(number?.textContent)), { scroll: item !== null, enter: event.detail === 0 });
    return;
  }
  const piece = target.closest<HTMLElement>("#main [data-c]");
  if (!piece || target.closest("a,button") || String(getSelection()) || edits.editing()) return;
  const numbers = (piece.dataset.c ?? "").split(" ").map(Number), at = held.current ? numbers.indexOf(numberOf(held.current)) : -1;
  held.cameFrom = null;
  pick(idOf(numbers[(at + 1) % numbers.length] ?? 0), { scroll: false });
}

function submitted(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (!form.matches("#panel form.order")) return;
  event.preventDefault();
  if (form.dataset.do === "judge") { judge(form.dataset.value ?? ""); return; }
  const orders: Order = { do: form.dataset.do ?? "" };
  for (const [name, value] of new FormData(form)) if (value && name !== "seen" && name !== "back") orders[name] = value;
  const kept = { note: "The note was kept.", reply: "The reply was kept.", verdict: "The verdict was kept.", accept: orders.trace ? "The passage was accepted." : "The acceptance was taken back." }[orders.do] ?? "Kept.";
  const whose = held.current;
  form.inert = true;
  void order([orders], kept).then((done) => {
    form.inert = false;
    if (!done || whose === null) return;
    sent(whose, form);
    notice(kept);
    held.panels.delete(whose);
    if (held.current !== whose) return;
    const idle = !inField(document.activeElement);
    void fill(whose).then(() => { if (idle) panel().focus({ preventScroll: true }); });
  });
}

function live(): void {
  const act = (data: string) => {
    const told = JSON.parse(data) as { seq: number };
    if (told.seq > held.head) void sender.quiet().then(() => { if (told.seq > held.head) { held.panels.clear(); void refresh(true); } });
  };
  listen(() => `/live?d=${encodeURIComponent(key)}&after=${held.head}`, { act });
}

export function begin(): void {
  marks.begin();
  can({
    next: () => walk(1), previous: () => walk(-1), "next-open": () => walkOpen(1), "previous-open": () => walkOpen(-1),
    "next-over": () => overlap(1), "previous-over": () => overlap(-1), quiet, close,
    enter: () => { if (held.current) { held.cameFrom = document.activeElement as HTMLElement; if (held.cameFrom === document.body) held.cameFrom = null; into(); } },
    find: () => one("#find")?.focus(),
    filter: () => { const menu = one<HTMLDetailsElement>("#narrow"); if (menu) { menu.open = !menu.open; (menu.open ? one("select", menu) : one("summary", menu))?.focus(); } },
    layers: () => one("#layers button")?.focus(),
    trace: () => follow('[data-key="trace"]'), open: () => follow('[data-key="open"]'), cite: () => void cite(),
    undo: () => void order([{ do: "undo" }], "Taken back").then((done) => { if (done) notice("Taken back. Shift+Z does it again."); }),
    redo: () => void order([{ do: "redo" }], "Done again").then((done) => { if (done) notice("Done again."); }),
    ...(reviews ? {
      edit: editSpan, add, merge, split, choose: () => toggleChosen(held.current),
      ...Object.fromEntries(["matches", "differs", "other_scope", "not_found", "not_a_claim"].map((value) => [`judge-${value}`, () => judge(value)])),
    } : {}),
  });
  document.addEventListener("click", clicked);
  document.addEventListener("submit", submitted);
  one("#find")?.addEventListener("input", narrowed);
  one("#narrow")?.addEventListener("change", narrowed);
  one("#all-claims")?.addEventListener("click", () => { lists.clear(); narrowed(); });
  all("[data-layer]").forEach((button) => button.addEventListener("click", () => toggleLayer(button.dataset.layer ?? "")));
  addEventListener("popstate", fromAddress);
  addEventListener("pagehide", () => { readdress(); stash(panel()); });
  panel().addEventListener("focusout", left);
  const opened = one(".panel-claim")?.dataset.id;
  if (opened) held.panels.set(opened, one("#panel-document.body")?.innerHTML ?? "");
  fromAddress();
  void refresh().then(live);
}
