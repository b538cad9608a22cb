// The Read screen: one claim open at a time, judged by a key, edited by words, live beside other people's work.

import { type Answer, type Claim, json, type Order, Refused, Sender, type State, text as fetched } from "./api";
import { all, make, one, parsed, root, say } from "./dom";
import * as edits from "./edit";
import { can, hint } from "./keys.svelte";
import * as lists from "./list";
import * as marks from "./marks";
import { Places } from "./places";
import { notice, ui } from "./ui.svelte";

const body = document.body, key = body.dataset.key ?? "", me = body.dataset.person ?? "", reviews = body.dataset.role !== "reader";
const home = `/d/${key}`;
const sender = new Sender(key);
const list = new lists.List();
let places = new Places();
let state: State | null = null;
let claims = new Map<string, Claim>();
let current: string | null = null, cameFrom: HTMLElement | null = null;
/** Panels as they were fetched, by what they were fetched for. */
let panels = new Map<string, string>();
let head = Number(body.dataset.head);
let pending = 0;
/** How many orders and looks at the state are not through yet: until then no panel is fetched ahead. */
let working = 0;
/** Of which layout the text is that is shown. */
let laid = "";

const panel = () => one("#panel") as HTMLElement;
const total = () => list.items.length;
const numberOf = (id: string) => Number(list.item(id)?.dataset.n ?? 0);
const idOf = (number: number) => list.items[number - 1]?.dataset.id ?? null;

// ---- which claim is open -------------------------------------------------------------------------------------------

function pick(id: string | null, { scroll = true, enter = false, tell = true } = {}): void {
  if (id === null || !list.item(id)) return;
  const changed = current !== id;
  current = id;
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
  const claim = claims.get(id);
  return claim?.conflict ? ", in conflict" : claim?.judged ? `, judged ${marks.wordsFor(claim.judged)}` : "";
};

/** Scroll so that the whole claim is seen, clear of what is pinned to the edges. */
function reveal(id: string): void {
  const first = marks.margin(numberOf(id)) ?? marks.piecesOf(numberOf(id))[0];
  first?.scrollIntoView({ block: "nearest" });
}

async function fill(id: string, enter = false): Promise<void> {
  const held = panels.get(id);
  if (held !== undefined) { show(id, held); if (enter) into(); return ahead(id); }
  preview(id);
  try {
    const html = await fetched(`${home}/claims/${encodeURIComponent(id)}`);
    panels.set(id, html);
    if (current !== id) return;
    show(id, html);
    if (enter) into();
    void ahead(id);
  } catch (error) {
    if (current === id) notice(error instanceof Refused ? error.message : "The workbench does not answer; the panel is not up to date.", true);
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

function show(id: string, html: string): void {
  const place = one("#panel-body");
  if (!place) return;
  const same = one(".panel-claim", place)?.dataset.id === id, top = same ? scroller().scrollTop : 0;
  const unfolded = same ? all("details[open]>summary", place).map((summary) => summary.textContent) : [];
  stash(place);
  place.replaceChildren(parsed(html));
  for (const [form, name, value] of unsent.get(id) ?? []) {
    const field = one<HTMLTextAreaElement>(`form[data-do="${form}"] [name="${name}"]`, place);
    if (!field) continue;
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
  for (const summary of all("details>summary", place)) if (unfolded.includes(summary.textContent)) summary.parentElement?.setAttribute("open", "");
  press();
  hint(place);
  one('[data-key="choose"]', place)?.setAttribute("aria-pressed", String(ui.chosen.includes(id)));
  if (same) scroller().scrollTop = top;
  else panel().scrollTop = 0;
}

/** What scrolls: the panel, or on a small screen what is between its head and the pinned keys. */
const scroller = () => { const inner = one(".panel-claim", panel()); return inner && getComputedStyle(inner).overflowY === "auto" ? inner : panel(); };

/** What somebody was writing in the panel, by claim: it is there again when the claim is. */
const unsent = new Map<string, [string, string, string][]>();

function stash(place: HTMLElement): void {
  const id = one(".panel-claim", place)?.dataset.id;
  if (!id) return;
  const written = all<HTMLTextAreaElement | HTMLInputElement>("textarea,input:not([type=hidden])", place)
    .filter((field) => field.value !== field.defaultValue)
    .map((field): [string, string, string] => [field.form?.dataset.do ?? "", field.name, field.value]);
  if (written.length) unsent.set(id, written);
  else unsent.delete(id);
}

/** The buttons of judgement as they stand now, also before the server has answered. */
function press(): void {
  const claim = current ? claims.get(current) : undefined;
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
    if (!next || panels.has(next) || current !== id || working > 0 || document.hidden) continue;
    try { panels.set(next, await fetched(`${home}/claims/${encodeURIComponent(next)}`)); } catch { return; }
  }
}

function into(): void {
  const heading = one(".what", panel());
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function close(): void {
  if (edits.editing()) { edits.leave(); return; }
  const menu = one<HTMLDetailsElement>("#narrow[open]");
  if (menu) { menu.open = false; one("summary", menu)?.focus(); return; }
  if (ui.chosen.length) { choose([]); say("Nothing is chosen"); return; }
  if (current === null) return;
  const inside = panel().contains(document.activeElement), back = cameFrom?.isConnected ? cameFrom : (marks.margin(numberOf(current)) ?? list.link(current));
  marks.open(null);
  list.open(null);
  current = null;
  panel().hidden = true;
  root.classList.remove("picked");
  address();
  say("Closed");
  if (inside || document.activeElement === body) back?.focus();
  cameFrom = null;
}

function walk(step: 1 | -1): void {
  const shown = list.shown();
  if (!shown.length) { say("No claim fits the filter"); return; }
  const at = current === null ? -1 : shown.indexOf(current), from = current === null ? 0 : numberOf(current);
  const near = at >= 0 ? at + step : step > 0 ? shown.findIndex((id) => numberOf(id) > from) : shown.findLastIndex((id) => numberOf(id) < from);
  pick(shown[Math.min(Math.max(near, 0), shown.length - 1)] ?? null);
}

/** The next claim to review from one on, or null. */
function open(step: 1 | -1, from: string | null): string | null {
  const shown = list.shown(), number = from === null ? (step > 0 ? 0 : Infinity) : numberOf(from);
  const waits = (id: string) => { const claim = claims.get(id); return !claim?.judged || claim.conflict; };
  const found = step > 0 ? shown.find((id) => numberOf(id) > number && waits(id)) : shown.findLast((id) => numberOf(id) < number && waits(id));
  return found ?? null;
}

function walkOpen(step: 1 | -1): void {
  const next = open(step, current);
  if (next) pick(next);
  else { say("Nothing further to review"); notice(step > 0 ? "Nothing further to review below." : "Nothing further to review above."); }
}

function overlap(step: 1 | -1): void {
  if (current === null) return;
  const numbers = marks.overlapping(numberOf(current)), at = numbers.indexOf(numberOf(current));
  if (numbers.length < 2) say("Nothing overlaps");
  else pick(idOf(numbers[(at + step + numbers.length) % numbers.length] ?? 0));
}

// ---- the address ---------------------------------------------------------------------------------------------------

let later = 0;

/** Soon, not at once: a browser takes only so many changes of the address in a while, and a key must not wait for it. */
function address(): void {
  clearTimeout(later);
  later = window.setTimeout(readdress, 100);
}

function readdress(): void {
  const query = new URLSearchParams(location.search);
  query.delete("token");
  current ? query.set("c", current) : query.delete("c");
  lists.toAddress(query);
  const hidden = marks.hiddenLayers();
  hidden.length ? query.set("off", hidden.join(",")) : query.delete("off");
  const words = query.toString();
  history.replaceState(history.state, "", words ? `?${words}` : location.pathname);
}

function fromAddress(): void {
  const query = new URLSearchParams(location.search);
  lists.fromAddress(query);
  const hidden = query.get("off");
  if (hidden !== null || marks.hiddenLayers().length) marks.layers((hidden ?? "").split(","));
  list.narrow();
  const wanted = query.get("c");
  if (wanted) pick(wanted, { tell: false });
}

// ---- acts ----------------------------------------------------------------------------------------------------------

/** Send orders and take in what the server says came of them; `paint` is shown at once and taken back if they are refused. */
async function order(orders: Order[], words: string, paint?: () => () => void): Promise<boolean> {
  if (!reviews) { notice("You may read here, not judge.", true); return false; }
  const seen = head, restore = paint?.();
  pending += 1;
  working += 1;
  try {
    const answer: Answer = await sender.send(orders, seen);
    pending -= 1;
    await take(answer.state, orders);
    if (words) say(words);
    return true;
  } catch (error) {
    pending -= 1;
    restore?.();
    const why = error instanceof Error ? error.message : String(error);
    notice(`Not kept: ${why}`, true);
    say(`Not kept: ${why}`);
    void refresh();
    return false;
  } finally {
    working -= 1;
  }
}

function judge(value: string): void {
  const ids = ui.chosen.length ? [...ui.chosen] : current ? [current] : [];
  if (!ids.length) { notice("Choose a claim first: j walks to the next."); return; }
  const clears = ids.every((id) => { const claim = claims.get(id); return claim?.judged === value && !claim.heads.length; });
  const said = clears ? null : value, bulk = ui.chosen.length > 0;
  const words = `${bulk ? `${ids.length} claims` : `Claim ${numberOf(ids[0] ?? "")}`}: ${clears ? "judgement cleared" : marks.wordsFor(value)}`;
  void order([{ do: "judge", ids, value: said }], "", () => optimistic(ids, said));
  if (bulk) choose([]);
  else if (!clears) { const next = list.shown()[list.shown().indexOf(ids[0] ?? "") + 1]; if (next) pick(next, { tell: false }); }
  say(`${words}${!bulk && !clears && current !== ids[0] && current ? `. Claim ${numberOf(current)} of ${total()}` : ""}`);
}

function optimistic(ids: string[], said: string | null): () => void {
  const before = ids.map((id) => claims.get(id)).filter((claim) => claim !== undefined);
  for (const claim of before) set({ ...claim, judged: said, by: said ? me : null, heads: [], conflict: false });
  tally();
  return () => { before.forEach(set); tally(); };
}

/** Take in one claim's state: list, margin and panel. */
function set(claim: Claim): void {
  claims.set(claim.id, claim);
  list.paint(claim);
  marks.judged(claim, total());
  if (claim.id === current) press();
}

function tally(): void {
  const held = [...claims.values()], left = held.filter((claim) => !claim.judged || claim.heads.length).length;
  const bar = one<HTMLProgressElement>("#progress"), words = one("#progress-words");
  if (bar) { bar.max = held.length || 1; bar.value = held.length - left; }
  if (words) words.replaceChildren(`${held.length - left}/${held.length}`, make("span", "sr", " reviewed"));
  for (const [name, on] of [["undo", state?.undo ?? true], ["redo", state?.redo ?? true]] as const) {
    const button = one<HTMLButtonElement>(`#tools [data-key="${name}"]`);
    if (button) button.classList.toggle("spent", !on && !pending);
  }
}

/** Take in a state of the server: whatever has changed is shown, and told if somebody else did it. */
async function take(next: State, orders: Order[] = [], tell = false): Promise<void> {
  if (state && next.head < state.head) return;
  const before = claims, first = state === null;
  state = next;
  head = next.head;
  if (pending > 0) { touch(orders); return; } // newer marks of our own are on their way, and bring a newer state
  const touched = next.claims.filter((claim) => JSON.stringify(before.get(claim.id)) !== JSON.stringify(claim));
  claims = new Map(next.claims.map((claim) => [claim.id, claim]));
  const moved = !first && laid !== next.layout;
  laid = next.layout;
  if (moved) await layOut();
  else if (!first && touched.some((claim) => before.get(claim.id)?.found !== claim.found)) await relist();
  if (first) next.claims.filter((claim) => claim.judged || claim.conflict).forEach((claim) => marks.judged(claim, total())); // the list is as the server wrote it
  else for (const claim of moved ? next.claims : touched) set(claim);
  if (first) press();
  touched.forEach((claim) => panels.delete(claim.id));
  touch(orders);
  tally();
  signed(next);
  list.narrow();
  if (!first && current && (moved || !panels.has(current)) && list.item(current)) await fill(current);
  if (tell) for (const claim of touched.slice(0, 3)) told(before.get(claim.id), claim);
}

/** Panels that an order of our own has changed are fetched anew. */
function touch(orders: Order[]): void {
  for (const each of orders) {
    for (const id of [each.claim, ...(Array.isArray(each.ids) ? each.ids : [])]) if (typeof id === "string") panels.delete(id);
    if (each.do === "undo" || each.do === "redo") panels.clear();
  }
}

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
  const anchor = places.blocks.find((block) => block.getBoundingClientRect().bottom > edge);
  const begin = anchor?.dataset.s, top = anchor?.getBoundingClientRect().top ?? 0;
  const held = document.activeElement?.closest<HTMLElement>("#claims>li")?.dataset.id;
  const [text, items] = await Promise.all([fetched(`${home}/text`), fetched(`${home}/claims`)]);
  const laid = parsed(text), headline = laid.querySelector("#headline");
  headline?.remove();
  if (headline) one("#headline")?.replaceChildren(...headline.childNodes);
  one("#text")?.replaceChildren(laid);
  one("#claims")?.replaceChildren(parsed(items));
  list.learn();
  marks.learn();
  places = new Places();
  panels.clear();
  choose(ui.chosen.filter((id) => list.item(id)));
  if (current && !list.item(current)) gone();
  else if (current) { marks.open(numberOf(current)); list.open(current); }
  if (begin !== undefined) {
    const now = places.blocks.find((block) => block.dataset.s === begin);
    if (now) scrollBy(0, now.getBoundingClientRect().top - top);
  }
  if (held) list.link(held)?.focus({ preventScroll: true });
}

async function relist(): Promise<void> {
  one("#claims")?.replaceChildren(parsed(await fetched(`${home}/claims`)));
  list.learn();
  list.choose(ui.chosen);
  list.open(current);
}

/** The open claim is no more: merged, or taken back. What lies where it was is opened. */
function gone(): void {
  current = null;
  panel().hidden = true;
  root.classList.remove("picked");
  address();
}

async function refresh(tell = false): Promise<void> {
  working += 1;
  try {
    await take(await json<State>(`${home}/state`), [], tell);
  } catch {
    /* the stream tells again when the workbench answers */
  } finally {
    working -= 1;
  }
}

const newest = (answer: Map<string, Claim>, start: number, end: number) => [...answer.values()].find((claim) => claim.start === start && claim.end === end)?.id ?? null;

async function shape(orders: Order[], words: string, start?: number, end?: number): Promise<void> {
  if (!(await order(orders, words))) return;
  if (start === undefined || end === undefined) return;
  const id = newest(claims, start, end);
  if (id) pick(id, { tell: false });
}

function merge(): void {
  const next = current === null ? null : idOf(numberOf(current) + 1);
  const ids = ui.chosen.length > 1 ? [...ui.chosen] : current && next ? [current, next] : [];
  const held = ids.map((id) => claims.get(id)).filter((claim) => claim !== undefined);
  if (held.length < 2) { notice("Choose two claims with x, or open one that another follows."); return; }
  const start = Math.min(...held.map((claim) => claim.start)), end = Math.max(...held.map((claim) => claim.end));
  choose([]);
  void shape([{ do: "merge", ids }], `${held.length} claims merged into one. ${undoHint}`, start, end);
}

const undoHint = "z takes it back.";

function split(): void {
  const claim = current ? claims.get(current) : undefined;
  if (!claim) return;
  const inner: number[] = [];
  for (let place = places.step(claim.start, 1, "starts"); place !== null && place < claim.end; place = places.step(place, 1, "starts")) inner.push(place);
  const at = inner[Math.floor(inner.length / 2)];
  if (at === undefined) { notice("One word cannot be split."); return; }
  edits.edit({ mode: "split", start: claim.start, end: claim.end, at }, places, (kept) =>
    void order([{ do: "split", claim: claim.id, at: kept.at }], `Claim ${claim.n} split in two. ${undoHint}`));
}

function editSpan(): void {
  const claim = current ? claims.get(current) : undefined;
  if (!claim) { notice("Choose a claim first: j walks to the next."); return; }
  const chosen = places.selected(), [start, end] = (chosen && places.snapped(...chosen)) ?? [claim.start, claim.end];
  edits.edit({ mode: "span", start, end, at: 0 }, places, (kept) => {
    if (kept.start === claim.start && kept.end === claim.end) { say("Left as it was"); return; }
    void shape([{ do: "respan", claim: claim.id, start: kept.start, end: kept.end }], `The span was set anew. ${undoHint}`, kept.start, kept.end);
  });
}

function add(): void {
  const chosen = places.selected(), whole = (chosen && places.snapped(...chosen)) ?? beside();
  if (!whole) return;
  edits.edit({ mode: "new", start: whole[0], end: whole[1], at: 0 }, places, (kept) =>
    void shape([{ do: "add", start: kept.start, end: kept.end, sort: kept.sort }], `A claim was added. ${undoHint}`, kept.start, kept.end));
}

/** With nothing selected a new claim begins at the word after the open one, or at the first word in sight. */
function beside(): [number, number] | null {
  const claim = current ? claims.get(current) : undefined;
  const edge = one(".bar")?.getBoundingClientRect().bottom ?? 0;
  const sight = places.blocks.findIndex((block) => block.getBoundingClientRect().bottom > edge);
  const start = claim ? places.step(claim.end, 1, "starts") : places.words(Math.max(0, sight)).starts[0];
  const end = start === null || start === undefined ? null : places.step(start, 1, "ends");
  return start !== null && start !== undefined && end !== null ? [start, end] : null;
}

function choose(ids: string[]): void {
  ui.chosen = ids;
  list.choose(ids);
  one('#panel [data-key="choose"]')?.setAttribute("aria-pressed", String(current !== null && ids.includes(current)));
}

function toggleChosen(id: string | null): void {
  if (id === null) return;
  const on = !ui.chosen.includes(id);
  choose(on ? [...ui.chosen, id] : ui.chosen.filter((each) => each !== id));
  say(`Claim ${numberOf(id)} ${on ? "chosen" : "no longer chosen"}, ${ui.chosen.length} in all`);
}

async function cite(): Promise<void> {
  const words = one(".panel-claim", panel())?.dataset.cite;
  if (!words || current === null) return;
  try {
    await navigator.clipboard.writeText(words);
    notice("The citation was copied.");
    say("The citation was copied");
  } catch {
    notice("This browser does not let it be copied. It reads: " + words, true);
  }
}

// ---- layers and filters --------------------------------------------------------------------------------------------

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
  else notice(current ? "There is nothing to open for this claim." : "Choose a claim first: j walks to the next.");
}

// ---- what comes in -------------------------------------------------------------------------------------------------

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
    cameFrom = number ?? (item?.firstElementChild as HTMLElement);
    pick(item?.dataset.id ?? idOf(Number(number?.textContent)), { scroll: item !== null, enter: event.detail === 0 });
    return;
  }
  const piece = target.closest<HTMLElement>("#main [data-c]");
  if (!piece || target.closest("a,button") || String(getSelection()) || edits.editing()) return;
  const numbers = (piece.dataset.c ?? "").split(" ").map(Number), at = current ? numbers.indexOf(numberOf(current)) : -1;
  cameFrom = null;
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
  form.inert = true;
  void order([orders], kept).then((done) => {
    form.inert = false;
    if (!done) return;
    all<HTMLTextAreaElement>("textarea,input:not([type=hidden])", form).forEach((field) => { field.value = field.defaultValue; });
    if (current) unsent.delete(current);
    notice(kept);
    if (current) { panels.delete(current); void fill(current).then(() => one("#panel")?.focus({ preventScroll: true })); }
  });
}

function live(): void {
  const stream = new EventSource(`/live?d=${encodeURIComponent(key)}&after=${head}`);
  stream.addEventListener("act", (event) => {
    const told = JSON.parse((event as MessageEvent<string>).data) as { seq: number };
    if (told.seq > head) void sender.quiet().then(() => { if (told.seq > head) { panels.clear(); void refresh(true); } });
  });
}

export function begin(): void {
  marks.begin();
  can({
    next: () => walk(1), previous: () => walk(-1), "next-open": () => walkOpen(1), "previous-open": () => walkOpen(-1),
    "next-over": () => overlap(1), "previous-over": () => overlap(-1), quiet, close,
    enter: () => { if (current) { cameFrom = document.activeElement as HTMLElement; if (cameFrom === body) cameFrom = null; into(); } },
    find: () => one("#find")?.focus(),
    filter: () => { const menu = one<HTMLDetailsElement>("#narrow"); if (menu) { menu.open = !menu.open; (menu.open ? one("select", menu) : one("summary", menu))?.focus(); } },
    layers: () => one("#layers button")?.focus(),
    trace: () => follow('[data-key="trace"]'), open: () => follow('[data-key="open"]'), cite: () => void cite(),
    undo: () => void order([{ do: "undo" }], "Taken back").then((done) => { if (done) notice("Taken back. Shift+Z does it again."); }),
    redo: () => void order([{ do: "redo" }], "Done again").then((done) => { if (done) notice("Done again."); }),
    ...(reviews ? {
      edit: editSpan, add, merge, split, choose: () => toggleChosen(current),
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
  addEventListener("pagehide", readdress);
  const opened = one(".panel-claim")?.dataset.id;
  if (opened) panels.set(opened, one("#panel-body")?.innerHTML ?? "");
  fromAddress();
  void refresh().then(live);
}


