// What the small interactive pieces show: the keys dialog, notices, the bulk bar, the bar of an edit.

export type Notice = { id: number; words: string; bad: boolean; lasting: boolean };
export type EditShown = {
  mode: "span" | "new" | "split";
  words: string;
  sort: string;
};

export const ui = $state({
  keys: false,
  offline: false,
  notices: [] as Notice[],
  chosen: [] as string[],
  edit: null as EditShown | null,
});

let counted = 0;

/** Show a notice at the foot of the page; a bad one stays until it is closed. */
export function notice(words: string, bad = false): void {
  counted += 1;
  const id = counted;
  ui.notices = [...ui.notices.slice(-2), { id, words, bad, lasting: bad }];
  if (!bad) setTimeout(() => dismiss(id), 5000);
}

export function dismiss(id: number): void {
  ui.notices = ui.notices.filter((each) => each.id !== id);
}
