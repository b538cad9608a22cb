// The marks in the text: which claim is open, which layers are seen, where margin numbers stand. No line ever moves.

import type { Claim } from "./api";
import { all, one, root } from "./dom";

const WORDS: Record<string, string> = { matches: "matches", drifted: "matches with drift", differs: "differs", other_scope: "other scope", not_found: "not found", not_a_claim: "not a claim", not_searched: "not searched" };
export const wordsFor = (value: string | null): string => (value === null ? "nothing" : (WORDS[value] ?? value));

let pieces = new Map<number, HTMLElement[]>();
let margins = new Map<number, HTMLElement>();
let marked: number | null = null;
const off = new Set<string>();
const seen = new Set<HTMLElement>(), frozen = new Set<HTMLElement>();
let large = false;

const main = () => one("#main") as HTMLElement;
const blocks = () => all("#headline .b,#text .b");
export const layerNames = (): string[] => all("[data-layer]").map((button) => button.dataset.layer ?? "");
export const hiddenLayers = (): string[] => layerNames().filter((name) => off.has(name));

/** Learn which pieces of the text belong to which claim; asked again when the text is laid out anew. */
export function learn(): void {
  pieces = new Map();
  margins = new Map();
  for (const piece of all("[data-c]", main()))
    for (const name of (piece.dataset.c ?? "").split(" ")) {
      const number = Number(name), held = pieces.get(number);
      if (held) held.push(piece);
      else pieces.set(number, [piece]);
    }
  for (const number of all(".n", main())) margins.set(Number(number.textContent), number);
  marked = null;
  large = document.body.classList.contains("large");
  watch.disconnect();
  seen.clear();
  frozen.clear();
  const held = blocks();
  if (!large) words(held);
  for (const block of held) {
    if (!large || !block.matches("#text>p.b")) watch.observe(block);
    else if (block.checkVisibility({ contentVisibilityAuto: true })) come(block);
  }
  keep(large ? [] : held);
}

export const margin = (number: number): HTMLElement | undefined => margins.get(number);
export const piecesOf = (number: number): HTMLElement[] => pieces.get(number) ?? [];

/** Every claim that shares words with this one, in their order, itself too. */
export function overlapping(number: number): number[] {
  const found = new Set(piecesOf(number).flatMap((piece) => (piece.dataset.c ?? "").split(" ").map(Number)));
  return [...found.add(number)].sort((one, other) => one - other);
}

/** Show which claim is open. */
export function open(number: number | null): void {
  if (marked !== null) paint(marked, false);
  marked = number;
  if (number !== null) paint(number, true);
}

function paint(number: number, on: boolean): void {
  const held = piecesOf(number);
  held.forEach((piece, at) => {
    piece.classList.toggle("on", on);
    piece.classList.toggle("on-s", on && at === 0);
    piece.classList.toggle("on-e", on && at === held.length - 1);
  });
  const number_ = margins.get(number);
  if (on) number_?.setAttribute("aria-current", "true");
  else number_?.removeAttribute("aria-current");
}

/** Say on the margin number what a person decided. */
export function judged(claim: Claim, total: number): void {
  const number = margins.get(claim.n);
  if (!number) return;
  number.dataset.judged = claim.conflict ? "conflict" : (claim.judged ?? "");
  const decided = claim.conflict ? ", in conflict" : claim.judged ? `, judged ${wordsFor(claim.judged)}` : "";
  number.setAttribute("aria-label", `Claim ${claim.n} of ${total}, ${claim.sort}, ${wordsFor(claim.found)}${decided}`);
}

// Small capitals, slanted and heavy letters are wider or narrower than plain ones. Before a layer is first hidden, each such
// word learns the letter spacing at which its plain form is as wide, so that no line breaks elsewhere. A word on its own is
// a hair wider than within its phrase: the words are set apart from the start, so that a full line stays full.
function words(held: HTMLElement[]): HTMLElement[] {
  return held.flatMap((block) => all(".src,.cue,.fig", block)).flatMap((piece) => {
    if (piece.parentElement?.closest(".src,.cue,.fig")) return [];
    const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT), nodes: Text[] = [];
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    return nodes.flatMap(apart);
  });
}

function apart(node: Text): HTMLElement[] {
  const parent = node.parentElement;
  if (parent?.className === "w") return [parent];
  if (parent?.closest(".n")) return [];
  const parts = (node.data.match(/\s+|\S+/g) ?? []).map((part) => {
    const word = document.createElement("span");
    word.className = "w";
    word.textContent = part;
    return word;
  });
  node.replaceWith(...parts);
  return parts;
}

function freeze(held: HTMLElement[]): void {
  const all_ = words(held), text = main();
  held.forEach((block) => frozen.add(block));
  const wide = () => all_.map((word) => word.getBoundingClientRect().width);
  const letters = ["off-figures", "off-sources"], before = text.className;
  held.forEach((block) => block.classList.add("measuring"));
  text.classList.remove(...letters);
  const full = wide();
  text.classList.add(...letters);
  const plain = wide(), sizes = all_.map((word) => parseFloat(getComputedStyle(word).fontSize));
  all_.forEach((word, at) => {
    const each = ((full[at] ?? 0) - (plain[at] ?? 0)) / (word.textContent?.length || 1) / (sizes[at] || 1);
    word.style.setProperty("--ls", `${each.toFixed(5)}em`);
  });
  // What is left, such as the kerning with the sign that follows, goes behind the word.
  wide().forEach((width, at) => all_[at]?.style.setProperty("--rest", `${((full[at] ?? 0) - width).toFixed(6)}px`));
  held.forEach((block) => block.classList.remove("measuring"));
  text.className = before;
}

// A large text has too many words for that at once: there it is done for what has been seen, and then for what comes.
function keep(held: HTMLElement[]): void {
  const fresh = off.size ? held.filter((block) => !frozen.has(block)) : [];
  if (fresh.length) freeze(fresh);
}

function come(block: HTMLElement): void {
  if (seen.has(block)) return;
  watch.unobserve(block);
  seen.add(block);
  words([block]);
  arrange(block);
  keep([block]);
}

const watch = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) come(entry.target as HTMLElement);
}, { rootMargin: "50%" });

// The paragraphs of a large text are laid out when they come near, and tell so themselves.
document.addEventListener("contentvisibilityautostatechange", (event) => {
  const block = event.target as HTMLElement;
  if (large && !(event as Event & { skipped: boolean }).skipped && block.matches("#text>p.b")) come(block);
}, true);

/** Margin numbers stand beside their line; where several claims begin on one line, beside each other. */
function arrange(block: HTMLElement): void {
  const numbers = all(".n", block);
  if (!numbers.length) return;
  const columns = innerWidth > 960 ? 2 : 1, bottoms = Array<number>(columns).fill(-Infinity);
  numbers.forEach((number) => { number.style.transform = ""; });
  const tops = numbers.map((number) => number.offsetTop);
  numbers.forEach((number, at) => {
    const wanted = tops[at] ?? 0, free = bottoms.findIndex((bottom) => bottom <= wanted);
    const column = free >= 0 ? free : bottoms.indexOf(Math.min(...bottoms));
    const top = Math.max(wanted, bottoms[column] ?? 0);
    bottoms[column] = top + 26;
    number.style.transform = `translate(${-column * 2.15}rem,${top - wanted}px)`;
  });
}

export function layers(hidden: Iterable<string>): void {
  off.clear();
  for (const name of hidden) if (layerNames().includes(name)) off.add(name);
  keep(large ? [...seen] : blocks());
  for (const name of layerNames()) {
    main().classList.toggle(`off-${name}`, off.has(name));
    one(`[data-layer="${name}"]`)?.setAttribute("aria-pressed", String(!off.has(name)));
  }
  const quiet = off.size > 0 && off.size === layerNames().length;
  main().classList.toggle("quiet", quiet);
  one("#quiet")?.setAttribute("aria-pressed", String(quiet));
}

export function begin(): void {
  root.classList.add("js");
  learn();
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = window.setTimeout(() => seen.forEach(arrange), 80); });
}
