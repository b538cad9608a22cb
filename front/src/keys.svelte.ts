// Keys: what each does, remapped or switched off by the person (WCAG 2.1.4), and dead where somebody writes.

import { all, inField, recall, remember } from "./dom";

export type Action = { id: string; key: string; words: string; where: "everywhere" | "read" | "trace" };

/** `Shift+J` is written "J"; two keys one after another "g d"; Ctrl+Z is always undo beside its own key. */
export const ACTIONS: Action[] = [
  { id: "next", key: "j", words: "next claim, or passage", where: "read" },
  { id: "previous", key: "k", words: "previous claim, or passage", where: "read" },
  { id: "next-open", key: "J", words: "next claim to review", where: "read" },
  { id: "previous-open", key: "K", words: "previous claim to review", where: "read" },
  { id: "next-over", key: "]", words: "next claim that overlaps", where: "read" },
  { id: "previous-over", key: "[", words: "previous claim that overlaps", where: "read" },
  { id: "enter", key: "Enter", words: "into the panel; accept the passage in Trace", where: "read" },
  { id: "judge-matches", key: "1", words: "matches (the same key clears)", where: "read" },
  { id: "judge-differs", key: "2", words: "differs", where: "read" },
  { id: "judge-other_scope", key: "3", words: "other scope", where: "read" },
  { id: "judge-not_found", key: "4", words: "not found", where: "read" },
  { id: "judge-not_a_claim", key: "5", words: "not a claim", where: "read" },
  { id: "edit", key: "e", words: "edit the span by words", where: "read" },
  { id: "add", key: "a", words: "new claim from the selection", where: "read" },
  { id: "merge", key: "m", words: "merge what is chosen, or with the next", where: "read" },
  { id: "split", key: "s", words: "split", where: "read" },
  { id: "choose", key: "x", words: "choose for bulk", where: "read" },
  { id: "trace", key: "t", words: "all passages (Trace)", where: "read" },
  { id: "open", key: "o", words: "open the source document", where: "read" },
  { id: "cite", key: "c", words: "copy the citation", where: "read" },
  { id: "find", key: "/", words: "find in the claims", where: "read" },
  { id: "filter", key: "f", words: "filter", where: "read" },
  { id: "layers", key: "l", words: "layers", where: "read" },
  { id: "quiet", key: "L", words: "quiet: hide or show all marks", where: "read" },
  { id: "undo", key: "z", words: "undo (Ctrl+Z, too)", where: "read" },
  { id: "redo", key: "Z", words: "redo", where: "read" },
  { id: "walk-next", key: "n", words: "next claim in Trace", where: "trace" },
  { id: "walk-previous", key: "p", words: "previous claim in Trace", where: "trace" },
  { id: "go-desk", key: "g d", words: "Desk", where: "everywhere" },
  { id: "go-read", key: "g r", words: "Read", where: "everywhere" },
  { id: "go-figures", key: "g f", words: "Figures", where: "everywhere" },
  { id: "go-sayso", key: "g s", words: "Say-so", where: "everywhere" },
  { id: "go-report", key: "g p", words: "Report", where: "everywhere" },
  { id: "go-threads", key: "g t", words: "Threads", where: "everywhere" },
  { id: "keys", key: "?", words: "these keys", where: "everywhere" },
  { id: "close", key: "Escape", words: "close, and back to where you were", where: "everywhere" },
];

const WALKS = new Set(["next", "previous", "next-open", "previous-open", "next-over", "previous-over", "walk-next", "walk-previous"]);
const STORE = "sayso-workbench-keys";
const held = recall<{ off?: boolean; map?: Record<string, string> }>(STORE, {});
const known = new Set(ACTIONS.map((action) => action.id));

export const keys = $state({
  off: held.off === true,
  map: Object.fromEntries(Object.entries(held.map ?? {}).filter(([id, key]) => known.has(id) && typeof key === "string")) as Record<string, string>,
});

export const keyOf = (id: string): string => keys.map[id] ?? ACTIONS.find((action) => action.id === id)?.key ?? "";

export function keep(): void {
  remember(STORE, { off: keys.off, map: keys.map });
  hint();
}

/** What a key is called on a button. */
export function shownKey(key: string): string {
  return key.split(" ").map((part) => (part === "Escape" ? "Esc" : /^\p{Lu}$/u.test(part) ? `Shift+${part}` : part)).join(" ");
}

/** Who has a key already, or nobody. */
export function holder(key: string, but: string): Action | undefined {
  return ACTIONS.find((action) => action.id !== but && (keyOf(action.id) === key || keyOf(action.id).startsWith(`${key} `) || key.startsWith(`${keyOf(action.id)} `)));
}

/** Print the keys on the buttons that have one; nothing while keys are off. */
export function hint(from: ParentNode = document): void {
  for (const mark of all("[data-key]>kbd,kbd[data-hint]", from)) {
    const id = mark.dataset.hint ?? mark.parentElement?.dataset.key ?? "";
    mark.textContent = shownKey(keyOf(id));
    mark.hidden = keys.off && id !== "close";
  }
}

/** The key of an event, in Latin letters also where the keyboard writes others. */
export function keyFrom(event: KeyboardEvent): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter && event.key.length === 1 && event.key.charCodeAt(0) > 127) return event.shiftKey ? letter : letter.toLowerCase();
  return event.key;
}

type Doing = Partial<Record<string, (event: Event) => void>>;
let doing: Doing = {};
let before = "";
let clock = 0;

/** What the actions do on this page. */
export function can(more: Doing): void {
  doing = { ...doing, ...more };
}

export function act(id: string, event: Event): boolean {
  const run = doing[id];
  if (!run) return false;
  run(event);
  return true;
}

function actionFor(key: string): string | undefined {
  return ACTIONS.find((action) => keyOf(action.id) === key && doing[action.id])?.id;
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const key = keyFrom(event), field = inField(event.target);
  if (event.key === "Escape") {
    if (field) (event.target as HTMLElement).blur();
    act("close", event);
    return;
  }
  if (field || event.altKey || event.metaKey || keys.off) return;
  if (event.ctrlKey) {
    if (key.toLowerCase() === "z" && act(event.shiftKey ? "redo" : "undo", event)) event.preventDefault();
    return;
  }
  if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  const pair = before ? `${before} ${key}` : key;
  clearTimeout(clock);
  before = "";
  const id = actionFor(pair) ?? actionFor(key);
  if (!id) {
    if (ACTIONS.some((action) => keyOf(action.id).startsWith(`${key} `))) {
      before = key;
      clock = window.setTimeout(() => { before = ""; }, 1500);
    }
    return;
  }
  if ((key === "Enter" || key === " ") && event.target instanceof Element && event.target.closest("a,button,summary,label")) return;
  event.preventDefault();
  if (event.repeat && !WALKS.has(id)) return; // a key that is held down walks; it does not judge claim after claim
  act(id, event);
}

/** Begin to listen: to keys, and to the buttons that do the same. */
export function listen(): void {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]") : null;
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = button.dataset.key ?? "";
    if (button.tagName === "A" && id !== "close") return; // a link leads where it leads
    if (act(id, event)) event.preventDefault();
  });
  hint();
}
