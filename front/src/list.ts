// The list of claims: what of it is shown, what people decided, and the address that keeps all that.

import type { Claim } from "./api";
import { all, make, named, one } from "./dom";
import { wordsFor } from "./marks";

const DIMENSIONS = ["found", "sort", "judged", "known", "unsure", "conflict"] as const;

export class List {
  items: HTMLLIElement[] = [];
  private at = new Map<string, HTMLLIElement>();
  private current: HTMLElement | null = null;

  constructor() {
    this.learn();
  }

  learn(): void {
    this.items = all<HTMLLIElement>("#claims>li");
    this.at = new Map(this.items.map((item) => [item.dataset.id ?? "", item]));
    this.current = null;
  }

  item(id: string): HTMLLIElement | undefined {
    return this.at.get(id);
  }

  link(id: string): HTMLElement | null {
    return (this.at.get(id)?.firstElementChild as HTMLElement | null) ?? null;
  }

  /** The ids that are shown, in order. */
  shown(): string[] {
    return this.items.filter((item) => !item.hidden).map((item) => item.dataset.id ?? "");
  }

  open(id: string | null): void {
    this.current?.removeAttribute("aria-current");
    this.current = id === null ? null : this.link(id);
    this.current?.setAttribute("aria-current", "true");
  }

  /** Scroll the list, where it scrolls by itself, to what is open. */
  reveal(): void {
    const list = one("#list");
    if (this.current && list && list.scrollHeight > list.clientHeight) this.current.scrollIntoView({ block: "nearest" });
  }

  /** Show what stands of a claim. */
  paint(claim: Claim): void {
    const item = this.at.get(claim.id), link = this.link(claim.id);
    if (!item || !link) return;
    item.dataset.judged = claim.judged ?? "";
    if (claim.conflict) item.dataset.conflict = "1";
    else delete item.dataset.conflict;
    one(".judged", link)?.remove();
    const mark = standing(claim);
    if (mark) link.append(mark);
  }

  choose(chosen: readonly string[]): void {
    for (const item of this.items) item.classList.toggle("chosen", chosen.includes(item.dataset.id ?? ""));
  }

  /** Show only what the filters and the words leave; gives how many those are. */
  narrow(): number {
    const filters = DIMENSIONS.map((name) => [name, value(name)] as const).filter(([, wanted]) => wanted);
    const words = (one<HTMLInputElement>("#find")?.value ?? "").trim().toLowerCase();
    for (const item of this.items)
      item.hidden = !filters.every(([name, wanted]) => fits(item, name, wanted)) || (words !== "" && !item.textContent?.toLowerCase().includes(words));
    const left = this.items.filter((item) => !item.hidden).length, total = this.items.length;
    const title = one("#list-title");
    if (title) title.textContent = left === total ? `${total} claim${total === 1 ? "" : "s"}` : `${left} of ${total} claims`;
    const count = one("#narrowed");
    if (count) count.textContent = filters.length ? ` (${filters.length})` : "";
    return left;
  }
}

const field = (name: string) => one<HTMLSelectElement>(`#narrow select[name="${name}"]`);
const value = (name: string) => field(name)?.value ?? "";

function fits(item: HTMLElement, name: (typeof DIMENSIONS)[number], wanted: string): boolean {
  const held = item.dataset[name] ?? "";
  if (name === "judged" && wanted === "no") return held === "";
  if (name === "judged" && wanted === "yes") return held !== "";
  if (name === "unsure" || name === "conflict") return (held === "1") === (wanted === "1");
  return held === wanted;
}

/** Filters and words as the address has them. */
export function toAddress(query: URLSearchParams): void {
  for (const name of DIMENSIONS) value(name) ? query.set(name, value(name)) : query.delete(name);
  const words = one<HTMLInputElement>("#find")?.value.trim() ?? "";
  words ? query.set("q", words) : query.delete("q");
}

export function fromAddress(query: URLSearchParams): void {
  for (const name of DIMENSIONS) {
    const select = field(name), wanted = query.get(name) ?? "";
    if (select) select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
  }
  const find = one<HTMLInputElement>("#find");
  if (find) find.value = query.get("q") ?? "";
}

export function clear(): void {
  for (const name of DIMENSIONS) { const select = field(name); if (select) select.value = ""; }
  const find = one<HTMLInputElement>("#find");
  if (find) find.value = "";
}

/** What people say of a claim, as the server writes it. */
export function standing(claim: Claim): HTMLElement | null {
  if (claim.heads.length) {
    const mark = make("span", "judged conflict", "in conflict: ");
    claim.heads.forEach(([who, said], at) => mark.append(at ? ", " : "", named(who), ` says ${wordsFor(said)}`));
    return mark;
  }
  if (!claim.judged) return null;
  return make("span", `judged ${claim.judged}`, wordsFor(claim.judged), " ", make("span", "soft", "by ", named(claim.by ?? "")));
}
