// What the server is asked for, and acts sent to it in turn: each is kept, or told as refused; none is dropped.

import { notice, ui } from "./ui.svelte";

export type Claim = {
  id: string; n: number; start: number; end: number; sort: string; worth: number; found: string; drifts: string; unsure: boolean; known: string;
  judged: string | null; by: string | null; heads: [string, string | null][]; conflict: boolean; accepted: boolean;
  rated: string | null; notes: number; edited: boolean;
};
export type State = {
  head: number; layout: string; claims: Claim[]; to_review: number; conflicts: number; signed: number; changed: boolean;
  undo: boolean; redo: boolean;
};
export type Order = { do: string } & Record<string, unknown>;
export type Answer = { events: { seq: number; who: string; act: { act: string } }[]; state: State };

/** The server's word that something cannot be done. */
export class Refused extends Error {}

const PATIENCE = 15_000;

export async function text(path: string): Promise<string> {
  const answer = await fetch(path, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Refused((await answer.text()).slice(0, 300));
  return answer.text();
}

export async function json<T>(path: string): Promise<T> {
  return JSON.parse(await text(path)) as T;
}

async function post(key: string, orders: Order[], seen: number, id: string): Promise<Answer> {
  const answer = await fetch(`/d/${key}/acts`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ id, seen, orders }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.ok) return (await answer.json()) as Answer;
  if (answer.status === 503) throw new TypeError("busy");
  throw new Refused(await why(answer));
}

/** Why the server did not do what it was asked, in its words. */
export async function why(answer: Response): Promise<string> {
  const words = await answer.text();
  let said = words.trim();
  try {
    const { problem } = JSON.parse(words) as { problem: { message: string; hint: string } };
    said = `${problem.message}; ${problem.hint}`;
  } catch {
    /* told as text */
  }
  return said.slice(0, 300) || `the workbench answered ${answer.status}`;
}

/** A name by chance for a batch of orders. */
const named = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const pause = (time: number) =>
  new Promise<void>((resolve) => {
    const wake = () => { clearTimeout(timer); removeEventListener("online", wake); resolve(); };
    const timer = setTimeout(wake, time);
    addEventListener("online", wake);
  });

/** Sends acts one after another. While the workbench does not answer they wait, and the person is told. */
export class Sender {
  waiting = 0;
  private chain: Promise<unknown> = Promise.resolve();

  constructor(private key: string) {
    addEventListener("beforeunload", (event) => { if (this.waiting) event.preventDefault(); });
  }

  send(orders: Order[], seen: number): Promise<Answer> {
    this.waiting += 1;
    const sent = this.chain.then(() => this.persist(orders, seen));
    this.chain = sent.catch(() => undefined).then(() => { this.waiting -= 1; });
    return sent;
  }

  /** When everything that waits has been answered. */
  quiet(): Promise<unknown> {
    return this.chain;
  }

  private async persist(orders: Order[], seen: number): Promise<Answer> {
    const id = named(); // an answer may be lost on its way: what was kept already is not kept twice
    for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
      try {
        const answer = await post(this.key, orders, seen, id);
        if (ui.offline) { ui.offline = false; notice("The workbench answers again; everything was sent."); }
        return answer;
      } catch (error) {
        if (error instanceof Refused) { ui.offline = false; throw error; }
        ui.offline = true;
        await pause(wait);
      }
    }
  }
}
