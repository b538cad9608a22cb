// What somebody was writing in a claim's panel and has not sent: it is there again when the claim is, also after the page was left.

import { all, one } from "./dom";
import { key, ledger } from "./held";

type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;
type Draft = [form: string, name: string, value: string];

/** A later reading numbers claims anew, so drafts belong to one. */
const STORE = `sayso-drafts ${key} ${ledger}`;
const drafts = new Map<string, Draft[]>(kept());

function kept(): [string, Draft[]][] {
  try {
    return JSON.parse(sessionStorage.getItem(STORE) ?? "[]") as [string, Draft[]][];
  } catch {
    return [];
  }
}

function keep(): void {
  try {
    if (drafts.size) sessionStorage.setItem(STORE, JSON.stringify([...drafts]));
    else sessionStorage.removeItem(STORE);
  } catch {
    /* not allowed: they last for this visit */
  }
}

const fields = (from: ParentNode) => all<Field>("textarea,select,input:not([type=hidden])", from);

function standing(field: Field): string {
  if (!(field instanceof HTMLSelectElement)) return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
}

/** Remember what is written in the panel and not sent. */
export function stash(place: HTMLElement): void {
  const id = one(".panel-claim", place)?.dataset.id;
  if (!id) return;
  const written = fields(place)
    .filter((field) => field.value !== standing(field))
    .map((field): Draft => [field.form?.dataset.do ?? "", field.name, field.value]);
  if (written.length) drafts.set(id, written);
  else drafts.delete(id);
  keep();
}

/** Write it again into a claim's fresh panel. */
export function restore(id: string, place: HTMLElement): void {
  for (const [form, name, value] of drafts.get(id) ?? []) {
    const field = one<HTMLTextAreaElement>(`form[data-do="${form}"] [name="${name}"]`, place);
    if (!field) continue;
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
}

/** A form of a claim was sent and kept: it is no draft any more, here or where the panel was drawn anew meanwhile. */
export function sent(id: string, form: HTMLFormElement): void {
  const same = all<HTMLFormElement>(`.panel-claim[data-id="${CSS.escape(id)}"] form[data-do="${form.dataset.do ?? ""}"]`);
  for (const each of [form, ...same]) for (const field of fields(each)) field.value = standing(field);
  const left = (drafts.get(id) ?? []).filter(([whose]) => whose !== form.dataset.do);
  if (left.length) drafts.set(id, left);
  else drafts.delete(id);
  keep();
}
