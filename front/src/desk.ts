// The desk: what is dropped or pasted is read, readings tell how far they are, filters answer at once and stand in the address.

import { mount } from "svelte";
import { text as fetched, why } from "./api";
import { inField, make, named, one, say } from "./dom";
import { can } from "./keys.svelte";
import Saved from "./Saved.svelte";
import { listen } from "./stream";
import { notice } from "./ui.svelte";

type Job = { id: string; name: string; state: string; doing: string; done: number; total: number; key: string | null; problem: { message: string; hint: string } | null };

const over = (job: Job) => job.state !== "waiting" && job.state !== "reading";

// ---- filters -------------------------------------------------------------------------------------------------------

let asked = 0;

function query(): string {
  const form = one<HTMLFormElement>("#filters"), values = new URLSearchParams();
  if (form) for (const [name, value] of new FormData(form)) if (value && !(name === "order" && value === "added")) values.set(name, String(value));
  const words = values.toString();
  return words ? `/?${words}` : "/";
}

/** Show the list of an address without leaving the page; what is focused stays so. */
async function show(to: string, push = true): Promise<void> {
  const number = ++asked;
  let html: string;
  try {
    html = await fetched(to);
  } catch {
    notice("The workbench does not answer; the list is not up to date.", true);
    return;
  }
  if (number !== asked) return;
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const name of ["#rows", "#h-documents"]) {
    const fresh = page.querySelector(name);
    if (fresh) one(name)?.replaceChildren(...fresh.childNodes);
  }
  for (const name of ["state", "outlet", "language", "order"]) {
    const select = one<HTMLSelectElement>(`#${name}`), fresh = page.querySelector<HTMLSelectElement>(`#${name}`);
    if (!select || !fresh) continue;
    const value = fresh.value;
    select.replaceChildren(...fresh.childNodes);
    select.value = value;
  }
  const words = one<HTMLInputElement>("#q"), fresh = page.querySelector<HTMLInputElement>("#q");
  if (words && fresh && document.activeElement !== words) words.value = fresh.value;
  if (push && to !== location.pathname + location.search) history.pushState(null, "", to);
  say(one("#h-documents")?.textContent ?? "");
}

function filters(): void {
  const form = one<HTMLFormElement>("#filters");
  if (!form) return;
  let clock = 0;
  form.addEventListener("submit", (event) => { event.preventDefault(); void show(query()); });
  form.addEventListener("change", () => { clearTimeout(clock); void show(query()); });
  form.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    clearTimeout(clock);
    clock = window.setTimeout(() => void show(query()), 80);
  });
  addEventListener("popstate", () => void show(location.pathname + location.search, false));
  one("#rows")?.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".pages a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void show(link.getAttribute("href") ?? "/").then(() => one("#h-documents")?.scrollIntoView({ block: "nearest" }));
  });
  const place = one("#saved");
  if (place) mount(Saved, { target: place, props: { query, go: (to: string) => void show(to || "/") } });
}

// ---- readings ------------------------------------------------------------------------------------------------------

const told = new Map<string, string>();

function words(job: Job): string {
  if (job.problem) return `${job.problem.message}; ${job.problem.hint}`;
  return `${job.doing}${job.total ? ` (${job.done} of ${job.total})` : ""}`;
}

function reading(job: Job): void {
  const items = one("#jobs");
  if (!items) return;
  let item = one(`[data-job="${CSS.escape(job.id)}"]`, items);
  if (!item) {
    item = make("li");
    item.dataset.job = job.id;
    items.prepend(item);
  }
  const link = make("a", "", named(job.name)) as HTMLAnchorElement;
  link.href = job.key ? `/d/${job.key}` : `/jobs/${job.id}`;
  const parts: (Node | string)[] = [link, " ", make("span", "job-state", job.state), " "];
  if (!over(job)) {
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", `Reading ${job.name}`);
    if (job.total) { bar.max = job.total; bar.value = job.done; }
    parts.push(bar, " ");
  }
  const focused = item.contains(document.activeElement);
  item.replaceChildren(...parts, make("span", "soft doing", words(job)));
  if (focused) link.focus();
  const readings = one("#readings");
  if (readings) readings.hidden = false;
  const before = told.get(job.id);
  told.set(job.id, `${job.state} ${job.key}`);
  if (before === undefined || before === `${job.state} ${job.key}`) return;
  if (job.state === "failed") notice(`${job.name} was not read: ${words(job)}`, true);
  if (over(job)) say(`${job.name}: ${job.state}`);
  if (job.key) void show(location.pathname + location.search, false);
}

async function send(form: FormData): Promise<void> {
  try {
    const answer = await fetch("/read", { method: "POST", body: form, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(await why(answer));
    const body = (await answer.json()) as Job;
    told.set(body.id, "");
    reading(body);
    say(`${body.name} waits to be read`);
  } catch (error) {
    notice(`It was not taken: ${error instanceof Error ? error.message : String(error)}`, true);
  }
}

function drop(): void {
  const form = one<HTMLFormElement>("#drop");
  if (!form) return;
  const files = (data: DataTransfer | null) => [...(data?.files ?? [])];
  let depth = 0;
  const over_ = (on: boolean) => { depth = on ? depth + 1 : Math.max(0, depth - 1); document.body.classList.toggle("dropping", depth > 0); };
  addEventListener("dragenter", (event) => { if (event.dataTransfer?.types.includes("Files")) over_(true); });
  addEventListener("dragleave", () => over_(false));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 1;
    over_(false);
    const onto = (event.target as Element).closest("label")?.querySelector<HTMLInputElement>("#sources");
    const sources = one<HTMLInputElement>("#sources")?.files;
    if (onto && event.dataTransfer) { onto.files = event.dataTransfer.files; return; }
    for (const file of files(event.dataTransfer)) {
      const data = new FormData();
      data.set("article", file);
      for (const source of sources ?? []) data.append("sources", source);
      void send(data);
    }
  });
  addEventListener("paste", (event) => {
    if (inField(event.target)) return;
    const pasted = files(event.clipboardData), written = event.clipboardData?.getData("text/plain").trim() ?? "";
    const field = /^https?:\/\/\S+$/.test(written) ? one<HTMLInputElement>("#url") : one<HTMLTextAreaElement>("#text");
    if (pasted.length) {
      const holder = new DataTransfer(), article = one<HTMLInputElement>("#article");
      if (pasted[0]) holder.items.add(pasted[0]);
      if (article) article.files = holder.files;
    } else if (written && field) field.value = written;
    else return;
    event.preventDefault();
    one("button[type=submit]", form)?.focus();
    say("Pasted. Enter has it read");
  });
}

export function begin(): void {
  filters();
  drop();
  can({ find: () => one("#q")?.focus() });
  live((job) => { if (!told.has(job.id)) told.set(job.id, `${job.state} ${job.key}`); reading(job); }, () => void show(location.pathname + location.search, false));
}

/** The page of one reading: how far it is, and on to the text when it is done. */
export function watch(): void {
  const id = one("main")?.dataset.job;
  live((job) => {
    if (job.id !== id) return;
    const state = one("#job-state"), bar = one<HTMLProgressElement>("#job-progress"), text = one("#job-text"), problem = one("#job-problem");
    if (state) state.textContent = job.problem ? job.state : `${job.state}${job.doing ? `: ${words(job)}` : ""}`;
    if (bar) { bar.hidden = over(job); if (job.total) { bar.max = job.total; bar.value = job.done; } else bar.removeAttribute("value"); }
    if (text && job.key) { text.hidden = false; const link = text.querySelector("a"); if (link) link.href = `/d/${job.key}`; }
    if (problem && job.problem) { problem.hidden = false; problem.replaceChildren(make("b", "", job.problem.message), document.createElement("br"), `hint: ${job.problem.hint}`); }
    if (over(job)) one("#job-stop")?.remove();
    if (job.state === "done" && job.key) location.replace(`/d/${job.key}`);
  }, () => undefined);
}

/** News of readings, and of acts anywhere (at most one look at the list each second). */
function live(job: (job: Job) => void, acted: () => void): void {
  let clock = 0, after = Number(document.body.dataset.head ?? "0");
  const act = (data: string) => {
    after = Math.max(after, (JSON.parse(data) as { seq: number }).seq);
    if (!clock) clock = window.setTimeout(() => { clock = 0; acted(); }, 1000);
  };
  listen(() => `/live?after=${after}`, { act, job: (data) => job(JSON.parse(data) as Job) });
}
