// News from the server as it comes (server-sent events).

import { notice } from "./ui.svelte";

const AGAIN = 5000;

/**
 * Listen while the page is in sight: all pages of a browser share six connections to one server. `address` is asked for each time, so
 * that it begins after what is known already. Where the server turns the page away it is told once, and tried again.
 */
export function listen(address: () => string, told: Record<string, (data: string) => void>): void {
  let stream: EventSource | null = null, clock = 0, warned = false;
  const stop = () => { clearTimeout(clock); stream?.close(); stream = null; };
  const open = () => {
    stop();
    if (document.hidden) return;
    stream = new EventSource(address());
    for (const [name, tell] of Object.entries(told)) stream.addEventListener(name, (event) => tell((event as MessageEvent<string>).data));
    stream.addEventListener("open", () => { warned = false; });
    stream.addEventListener("error", () => {
      if (stream?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      if (!warned) notice("What others do is not shown any more. Reload the page; you may have to sign in again.", true);
      warned = true;
      clock = window.setTimeout(open, AGAIN);
    });
  };
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); else if (!stream) open(); });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", () => { if (!stream) open(); });
  open();
}
