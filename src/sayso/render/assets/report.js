(() => {
"use strict";
// Makes the report quick: it picks claims, walks them and hides layers. Without it everything can still be read.
const root = document.documentElement;
const one = (query, from = document) => from.querySelector(query);
const all = (query, from = document) => [...from.querySelectorAll(query)];
const text = one("main"), panel = one("#panel"), body = one("#panel-body"), said = one("#status");
const items = all("#list li"), total = items.length;
const LAYERS = all("[data-layer]").map((button) => button.dataset.layer);
let current = 0, cameFrom = null, keysOn = true;
const off = new Set();

const margin = (number) => one("#t" + number);
const listed = (number) => items[number - 1] && items[number - 1].firstElementChild;
const pieces = (number) => all(`[data-c~="${number}"]`, text);
const shown = () => items.map((item, at) => (item.hidden ? 0 : at + 1)).filter(Boolean);

function mark(number, on) {
  const held = pieces(number);
  held.forEach((piece, at) => {
    piece.classList.toggle("on", on);
    piece.classList.toggle("on-s", on && at === 0);
    piece.classList.toggle("on-e", on && at === held.length - 1);
  });
  for (const link of [margin(number), listed(number)])
    if (link) on ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
}

function fill(number) {
  const entry = one("#c" + number);
  const meta = one(".meta", entry).cloneNode(true);
  one(".back", meta).remove();
  one("#panel-meta").replaceChildren(...meta.childNodes);
  const copy = [...entry.children].filter((child) => !child.classList.contains("meta")).map((child) => child.cloneNode(true));
  body.replaceChildren(...copy);
  const heading = one(".what", body);
  heading.tabIndex = -1;
  panel.scrollTop = 0;
  const words = one("#panel-meta").textContent.split(" · ").slice(0, 3).join(", ");
  said.textContent = `${words}: ${heading.textContent}`.replace(/\s+/g, " ");
}

function pick(number, { scroll = true, enter = false } = {}) {
  if (!one("#c" + number)) return;
  if (current) mark(current, false);
  current = number;
  root.classList.add("picked");
  panel.hidden = false;
  mark(number, true);
  fill(number);
  remember();
  if (scroll) (margin(number) || text).scrollIntoView({ block: "nearest" });
  const link = listed(number), list = one("#list");
  if (list.scrollHeight > list.clientHeight) link.scrollIntoView({ block: "nearest" });
  if (enter) one(".what", body).focus({ preventScroll: true });
}

function close() {
  if (!current) return;
  const inside = panel.contains(document.activeElement), back = cameFrom || margin(current);
  mark(current, false);
  current = 0;
  panel.hidden = true;
  root.classList.remove("picked");
  said.textContent = "Closed";
  remember();
  if (inside && back) back.focus();
  cameFrom = null;
}

function walk(step) {
  const numbers = shown();
  if (!numbers.length) return;
  const at = numbers.indexOf(current);
  const next = at >= 0 ? at + step : step > 0 ? numbers.findIndex((number) => number > current) : numbers.findLastIndex((number) => number < current);
  pick(numbers[Math.min(Math.max(next, 0), numbers.length - 1)]);
}

function overlap(step) {
  if (!current) return;
  const numbers = [...new Set(pieces(current).flatMap((piece) => piece.dataset.c.split(" ").map(Number)))].sort((a, b) => a - b);
  pick(numbers[(numbers.indexOf(current) + step + numbers.length) % numbers.length]);
}

// The state stands in the address: #c7, or #c7&off=fact,wording.
function remember() {
  const parts = [current ? "c" + current : "", off.size ? "off=" + LAYERS.filter((name) => off.has(name)).join(",") : ""];
  const hash = parts.filter(Boolean).join("&");
  try { history.replaceState(null, "", hash ? "#" + hash : location.href.split("#")[0]); } catch { /* not allowed here */ }
}

function recall() {
  const parts = location.hash.slice(1).split("&");
  const hidden = parts.find((part) => part.startsWith("off="));
  if (hidden) { off.clear(); hidden.slice(4).split(",").filter((name) => LAYERS.includes(name)).forEach((name) => off.add(name)); layers(); }
  const claim = parts.map((part) => /^[ct](\d+)$/.exec(part)).find(Boolean);
  if (claim) pick(+claim[1]);
}

// Small capitals, slanted and heavy letters are wider or narrower than plain ones. Before a layer is first hidden, each such
// word learns the letter spacing at which its plain form is as wide, so that no line breaks elsewhere. A word on its own is
// a hair wider than within its phrase: the words are set apart from the start, so that a full line stays full.
function words(blocks) {
  return blocks.flatMap((block) => all(".src,.cue,.fig", block)).flatMap((piece) => {
    if (piece.parentElement.closest(".src,.cue,.fig")) return [];
    const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT), nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes.flatMap((node) => apart(node));
  });
}

function apart(node) {
  if (node.parentElement.className === "w") return [node.parentElement];
  const parts = node.data.match(/\s+|\S+/g).map((part) => {
    const word = document.createElement("span");
    word.className = "w";
    word.textContent = part;
    return word;
  });
  node.replaceWith(...parts);
  return parts;
}

function freeze(blocks) {
  const held = words(blocks);
  blocks.forEach((block) => frozen.add(block));
  const wide = () => held.map((word) => word.getBoundingClientRect().width);
  const letters = ["off-figures", "off-sources"], before = text.className;
  blocks.forEach((block) => block.classList.add("measuring"));
  text.classList.remove(...letters);
  const marked = wide();
  text.classList.add(...letters);
  const plain = wide(), sizes = held.map((word) => parseFloat(getComputedStyle(word).fontSize));
  held.forEach((word, at) => {
    const each = (marked[at] - plain[at]) / word.textContent.length / sizes[at];
    word.style.setProperty("--ls", each.toFixed(5) + "em");
  });
  // What is left, such as the kerning with the sign that follows, goes behind the word.
  wide().forEach((width, at) => held[at].style.setProperty("--rest", (marked[at] - width).toFixed(6) + "px"));
  blocks.forEach((block) => block.classList.remove("measuring"));
  text.className = before;
}

// A large text has too many words for that at once: there it is done for what has been seen, and then for what comes.
const seen = new Set(), frozen = new Set(), large = document.body.classList.contains("large");
function keep(blocks) {
  const fresh = off.size ? blocks.filter((block) => !frozen.has(block)) : [];
  if (fresh.length) freeze(fresh);
}

function layers() {
  keep(large ? [...seen] : all(".b", text));
  for (const name of LAYERS) {
    text.classList.toggle("off-" + name, off.has(name));
    one(`[data-layer="${name}"]`).setAttribute("aria-pressed", String(!off.has(name)));
  }
  const quiet = LAYERS.length > 0 && off.size === LAYERS.length;
  text.classList.toggle("quiet", quiet);
  one("#quiet").setAttribute("aria-pressed", String(quiet));
}

function toggle(name) {
  off.has(name) ? off.delete(name) : off.add(name);
  layers();
  remember();
}

function quiet() {
  const hide = off.size < LAYERS.length;
  LAYERS.forEach((name) => (hide ? off.add(name) : off.delete(name)));
  layers();
  remember();
  said.textContent = hide ? "Marks hidden" : "Marks shown";
}

function narrow() {
  const words = one("#find").value.trim().toLowerCase();
  const [key, value] = one("#filter").value.split(":");
  for (const item of items)
    item.hidden = Boolean((key && item.dataset[key] !== value) || (words && !item.textContent.toLowerCase().includes(words)));
  const left = shown().length;
  one("#list-title").textContent = left === total ? `${total} claim${total === 1 ? "" : "s"}` : `${left} of ${total} claims`;
}

function switchKeys(on) {
  keysOn = on;
  one("#keys").setAttribute("aria-pressed", String(on));
  one("#keys").textContent = on ? "Keys on" : "Keys off";
  try { localStorage.setItem("sayso-keys", on ? "on" : "off"); } catch { /* no storage: the switch lasts for this visit */ }
}

const KEYS = {
  j: () => walk(1), k: () => walk(-1), "]": () => overlap(1), "[": () => overlap(-1), l: quiet,
  "/": () => one("#find").focus(), "?": () => one("#keys-help").showModal(),
  Enter: () => { if (current) { cameFrom = margin(current); one(".what", body).focus(); } },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || one("#keys-help").open) return;
  const field = event.target.closest("input,select,textarea,[contenteditable]");
  if (event.key === "Escape") { field ? field.blur() : close(); return; }
  if (field || !keysOn || !Object.hasOwn(KEYS, event.key)) return;
  if (event.key === "Enter" && event.target.closest("a,button,summary")) return;
  event.preventDefault();
  KEYS[event.key]();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#c"],a[href^="#t"]');
  const number = link && /^#[ct](\d+)$/.exec(link.getAttribute("href"));
  if (number) {
    event.preventDefault();
    cameFrom = link;
    pick(+number[1], { scroll: !text.contains(link), enter: event.detail === 0 });
    return;
  }
  const piece = event.target.closest("[data-c]");
  if (!piece || event.target.closest("a,button") || String(getSelection())) return;
  const numbers = piece.dataset.c.split(" ").map(Number);
  cameFrom = null;
  pick(numbers[(numbers.indexOf(current) + 1) % numbers.length], { scroll: false });
});

// Margin numbers stand beside their line; where several claims begin on one line, beside each other.
function arrange(block) {
  const numbers = all(".n", block);
  if (!numbers.length) return;
  const columns = innerWidth > 960 ? 2 : 1, bottoms = Array(columns).fill(-Infinity);
  numbers.forEach((number) => { number.style.transform = ""; });
  const tops = numbers.map((number) => number.offsetTop);
  numbers.forEach((number, at) => {
    const free = bottoms.findIndex((bottom) => bottom <= tops[at]);
    const column = free >= 0 ? free : bottoms.indexOf(Math.min(...bottoms));
    const top = Math.max(tops[at], bottoms[column]);
    bottoms[column] = top + 26;
    number.style.transform = `translate(${-column * 2.15}rem,${top - tops[at]}px)`;
  });
}

const watch = new IntersectionObserver((entries) => {
  for (const entry of entries)
    if (entry.isIntersecting) { watch.unobserve(entry.target); seen.add(entry.target); words([entry.target]); arrange(entry.target); keep([entry.target]); }
}, { rootMargin: "50%" });

root.classList.add("js");
one("#tools").hidden = false;
if (!large) words(all(".b", text));
all(".b", text).forEach((block) => watch.observe(block));
let waiting = 0;
addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(() => seen.forEach(arrange), 80); });
all("[data-layer]").forEach((button) => button.addEventListener("click", () => toggle(button.dataset.layer)));
all("[data-key]").forEach((button) => button.addEventListener("click", () => KEYS[button.dataset.key]()));
one("#quiet").addEventListener("click", quiet);
one("#close").addEventListener("click", close);
one("#help").addEventListener("click", KEYS["?"]);
one("#keys").addEventListener("click", () => switchKeys(!keysOn));
one("#find").addEventListener("input", narrow);
one("#filter").addEventListener("change", narrow);
addEventListener("hashchange", recall);
addEventListener("load", recall); // once more: the browser has just gone to the claim in the ledger
try { if (localStorage.getItem("sayso-keys") === "off") switchKeys(false); } catch { /* no storage */ }
})();
