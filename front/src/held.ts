// What the Read screen holds: where it is, who reads, which claim is open, and the newest state of the server.

import { type Claim, Sender, type State } from "./api";
import { one } from "./dom";
import { List } from "./list";
import { Places } from "./places";

const { key: document_key = "", ledger: document_ledger = "", person = "", role, head } = document.body.dataset;

export const key = document_key, ledger = document_ledger, me = person, reviews = role !== "reader";
export const home = `/d/${key}`;
export const sender = new Sender(key);
export const list = new List();

export const held = {
  places: new Places(),
  state: null as State | null,
  claims: new Map<string, Claim>(),
  current: null as string | null,
  cameFrom: null as HTMLElement | null,
  /** Panels as they were fetched, by what they were fetched for. */
  panels: new Map<string, string>(),
  /** The last event that is shown. */
  head: Number(head),
  /** How many orders wait for their answer. */
  pending: 0,
  /** How many orders and looks at the state are not through yet: until then no panel is fetched ahead. */
  working: 0,
  /** Of which layout the text is that is shown. */
  laid: "",
};

export const panel = () => one("#panel") as HTMLElement;
export const total = () => list.items.length;
export const numberOf = (id: string) => Number(list.item(id)?.dataset.n ?? 0);
export const idOf = (number: number) => list.items[number - 1]?.dataset.id ?? null;
