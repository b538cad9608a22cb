// Spans set by hand, by words: new edges of a claim, a new claim, the place where one is split.

import { inField, one, root, say } from "./dom";
import { keyFrom } from "./keys.svelte";
import type { Places } from "./places";
import { type EditShown, ui } from "./ui.svelte";

export type Span = { mode: EditShown["mode"]; start: number; end: number; at: number };
type Ended = (kept: Span & { sort: string }) => void;

const HIGHLIGHTS = "highlights" in CSS && typeof Highlight !== "undefined";
let span: Span | null = null;
let places: Places, ended: Ended, back: HTMLElement | null = null;

export const editing = (): boolean => span !== null;

/** Begin; the keys are the edit's own until it is kept or left. */
export function edit(begun: Span, over: Places, whenKept: Ended): void {
  leave(false);
  span = { ...begun };
  places = over;
  ended = whenKept;
  back = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : null;
  getSelection()?.removeAllRanges();
  ui.edit = { mode: span.mode, words: "", sort: "fact" };
  root.classList.add("editing-span");
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("mouseup", selected);
  show();
  requestAnimationFrame(() => one("#edit-bar")?.focus({ preventScroll: true }));
}

export function keepIt(): void {
  if (!span) return;
  const kept = { ...span, sort: ui.edit?.sort ?? "fact" };
  leave(true);
  ended(kept);
}

export function leave(tell = true): void {
  if (!span) return;
  span = null;
  ui.edit = null;
  root.classList.remove("editing-span");
  document.removeEventListener("keydown", pressed, true);
  document.removeEventListener("mouseup", selected);
  if (HIGHLIGHTS) for (const name of ["edit", "edit-second"]) CSS.highlights.delete(name);
  if (tell) { getSelection()?.removeAllRanges(); back?.isConnected && back.focus({ preventScroll: true }); }
}

/** Move an edge, or the place of the split, by a word. */
export function move(edge: "start" | "end" | "at", by: 1 | -1): void {
  if (!span) return;
  if (edge === "at") {
    const next = places.step(span.at, by, "starts");
    if (next !== null && next > span.start && next < span.end) span.at = next;
  } else if (edge === "start") {
    const next = places.step(span.start, by, "starts");
    if (next !== null && next < span.end) span.start = next;
  } else {
    const next = places.step(span.end, by, "ends");
    if (next !== null && next > span.start) span.end = next;
  }
  show();
}

function pressed(event: KeyboardEvent): void {
  if (!span || event.isComposing || document.querySelector("dialog[open]")) return;
  const key = keyFrom(event);
  if (event.key === "Escape") { stop(event); leave(); say("Left as it was"); return; }
  if (event.key === "Tab" || inField(event.target)) return;
  if (event.key === "Enter" && !(event.target instanceof Element && event.target.closest("button"))) { stop(event); keepIt(); return; }
  const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (by) { stop(event); move(span.mode === "split" ? "at" : event.shiftKey ? "start" : "end", by); return; }
  if (key.length === 1 && !event.ctrlKey && !event.metaKey && key !== " ") stop(event);
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** A selection by mouse or finger becomes the span. */
function selected(): void {
  setTimeout(() => {
    const chosen = span && span.mode !== "split" ? places.selected() : null;
    const whole = chosen && places.snapped(...chosen);
    if (!span || !whole) return;
    [span.start, span.end] = whole;
    getSelection()?.removeAllRanges();
    show();
  }, 0);
}

/** A long stretch by its edges: it is marked whole in the text. */
function shortened(words: string): string {
  const held = [...words.replace(/\s+/g, " ")];
  return held.length > 150 ? `${held.slice(0, 70).join("")} … ${held.slice(-70).join("")}` : held.join("");
}

function show(): void {
  if (!span || !ui.edit) return;
  const { mode, start, end, at } = span;
  const parts: [number, number][] = mode === "split" ? [[start, at], [at, end]] : [[start, end]];
  const ranges = parts.map(([from, to]) => places.range(from, to)).filter((range) => range !== null);
  ui.edit.words = parts.map(([from, to]) => shortened(places.textBetween(from, to))).join(" ‖ ");
  if (HIGHLIGHTS) ["edit", "edit-second"].forEach((name, number) => {
    const range = ranges[number];
    if (range) CSS.highlights.set(name, new Highlight(range));
    else CSS.highlights.delete(name);
  });
  else if (ranges[0]) { getSelection()?.removeAllRanges(); getSelection()?.addRange(ranges[0]); }
  const point = ranges.at(-1)?.endContainer.parentElement;
  point?.scrollIntoView({ block: "nearest" });
  say(ui.edit.words);
}
