// Short names for what every module does with the page.

export const root = document.documentElement;

export function one<E extends HTMLElement = HTMLElement>(query: string, from: ParentNode = document): E | null {
  return from.querySelector<E>(query);
}

export function all<E extends HTMLElement = HTMLElement>(query: string, from: ParentNode = document): E[] {
  return [...from.querySelectorAll<E>(query)];
}

/** An element with classes and children; texts are texts, never HTML. */
export function make(tag: string, classes = "", ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  element.append(...children);
  return element;
}

/** A name within its own reading direction. */
export function named(name: string): HTMLElement {
  const element = make("bdi", "", name);
  element.dir = "auto";
  return element;
}

/** Say something once to who cannot see the change. */
export function say(words: string): void {
  const status = one("#status");
  if (!status) return;
  status.textContent = "";
  status.textContent = words.replace(/\s+/g, " ").trim();
}

/** A piece of a page that our own server rendered: everything in it is escaped there. */
export function parsed(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

export function inField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input:not([type=checkbox],[type=radio]),select,textarea,[contenteditable]") !== null;
}

/** What is kept in this browser; nothing where that is not allowed. */
export function recall<T>(name: string, otherwise: T): T {
  try {
    const held = localStorage.getItem(name);
    return held === null ? otherwise : (JSON.parse(held) as T);
  } catch {
    return otherwise;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    /* not allowed: it lasts for this visit */
  }
}
