// What makes the workbench's pages quick. Without it every screen can still be read, and judged with plain forms.

import { mount } from "svelte";
import App from "./App.svelte";
import * as desk from "./desk";
import { one, root } from "./dom";
import { can, listen } from "./keys.svelte";
import * as read from "./read";
import { ui } from "./ui.svelte";
import * as walk from "./walk";

const kind = document.body.classList, app = one("#app");

function go(screen: string): void {
  const link = one<HTMLAnchorElement>(`[data-screen="${screen}"]`);
  if (link) location.assign(link.href);
}

root.classList.add("scripts");
can({
  keys: () => { ui.keys = true; },
  "go-desk": () => go("desk"), "go-read": () => go("read"), "go-figures": () => go("figures"), "go-sayso": () => go("sayso"), "go-report": () => go("report"), "go-threads": () => go("threads"),
});
if (app) mount(App, { target: app });
if (kind.contains("on-read")) read.begin();
else if (kind.contains("on-desk")) desk.begin();
else if (kind.contains("on-job")) desk.watch();
else if (kind.contains("on-trace")) walk.begin();
listen();

// What scrolls under the bar must know how high it is: its buttons wrap where there is little room.
const bar = one(".bar");
if (bar && kind.contains("on-read")) new ResizeObserver(() => root.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
