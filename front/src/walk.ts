// Trace: passages and claims by key. Looking accepts nothing: Enter does, on the passage that is marked.

import { all, one, say } from "./dom";
import { can } from "./keys.svelte";

export function begin(): void {
  const passages = all("#passages>li[data-trace]");
  let at = -1;
  const go = (step: 1 | -1) => {
    if (!passages.length) return;
    at = Math.min(Math.max(at + step, 0), passages.length - 1);
    passages.forEach((passage, number) => passage.classList.toggle("here", number === at));
    passages[at]?.focus({ preventScroll: true });
    passages[at]?.scrollIntoView({ block: "nearest" });
    say(`Passage ${at + 1} of ${passages.length}. Enter accepts it`);
  };
  const follow = (query: string, from: ParentNode = document) => { const link = one<HTMLAnchorElement>(query, from); if (link) location.assign(link.href); };
  const here = () => passages[Math.max(at, 0)];
  const judged = (value: string) => all<HTMLFormElement>('form.order[data-do="judge"]').filter((form) => form.closest(".claimed"))[["matches", "differs", "other_scope", "not_found", "not_a_claim"].indexOf(value)];
  can({
    next: () => go(1), previous: () => go(-1),
    "walk-next": () => follow('[data-walk="n"]'), "walk-previous": () => follow('[data-walk="p"]'),
    enter: () => { const form = here() && one<HTMLFormElement>('form[data-do="accept"]', here()); if (form && !here()?.dataset.accepted) form.requestSubmit(); },
    open: () => { const passage = here(); if (passage) follow("[data-open]", passage); },
    ...Object.fromEntries(["matches", "differs", "other_scope", "not_found", "not_a_claim"].map((value) => [`judge-${value}`, () => judged(value)?.requestSubmit()])),
  });
}
