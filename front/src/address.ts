// The address keeps which claim is open, the filters and the layers.

import { held, list } from "./held";
import * as lists from "./list";
import * as marks from "./marks";
import { pick } from "./open";

let later = 0;

/** Soon, not at once: a browser takes only so many changes of the address in a while, and a key must not wait for it. */
export function address(): void {
  clearTimeout(later);
  later = window.setTimeout(readdress, 100);
}

export function readdress(): void {
  const query = new URLSearchParams(location.search);
  query.delete("token");
  held.current ? query.set("c", held.current) : query.delete("c");
  lists.toAddress(query);
  const hidden = marks.hiddenLayers();
  hidden.length ? query.set("off", hidden.join(",")) : query.delete("off");
  const words = query.toString();
  history.replaceState(history.state, "", words ? `?${words}` : location.pathname);
}

export function fromAddress(): void {
  const query = new URLSearchParams(location.search);
  lists.fromAddress(query);
  const hidden = query.get("off");
  if (hidden !== null || marks.hiddenLayers().length) marks.layers((hidden ?? "").split(","));
  list.narrow();
  const wanted = query.get("c");
  if (wanted) pick(wanted, { tell: false });
}
