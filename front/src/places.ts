// Places in the text. The server counts code points of the document; the page has blocks that tell where they begin.
// A margin number is no part of the text.

export type Place = { node: Text; offset: number };

const lengthOf = (text: string): number => {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00) count -= 1;
  }
  return count;
};

/** The UTF-16 offset of so many code points. */
const units = (text: string, points: number): number => {
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left--) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
};

export function nodesOf(block: Element): Text[] {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.classList.contains("n") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const nodes: Text[] = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Text) nodes.push(walker.currentNode);
  return nodes;
}

export const textOf = (block: Element): string => nodesOf(block).map((node) => node.data).join("");

export class Places {
  readonly blocks: HTMLElement[];
  private starts: number[];

  constructor() {
    this.blocks = [...document.querySelectorAll<HTMLElement>("#headline .b,#text .b")].filter((block) => block.dataset.s !== undefined);
    this.starts = this.blocks.map((block) => Number(block.dataset.s));
  }

  /** Which block holds a place: the last that begins at or before it. */
  indexAt(place: number): number {
    let low = 0, high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  startOf(index: number): number {
    return this.starts[index] ?? 0;
  }

  /** Where a place of the document stands on the page; `end` prefers the end of a piece to the start of the next. */
  find(place: number, end = false): Place | null {
    const index = this.indexAt(end ? Math.max(0, place - 1) : place), block = this.blocks[index];
    if (!block) return null;
    let left = place - this.startOf(index);
    let last: Place | null = null;
    for (const node of nodesOf(block)) {
      const length = lengthOf(node.data);
      if (left < length || (end && left === length)) return { node, offset: units(node.data, left) };
      left -= length;
      last = { node, offset: node.data.length };
    }
    return last;
  }

  range(start: number, end: number): Range | null {
    const from = this.find(start), to = this.find(end, true);
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }

  /** The place of the document at a point of the page, or null where that is not in its text. */
  placeOf(node: Node, offset: number): number | null {
    const block = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>(".b[data-s]");
    if (!block) return null;
    const point = document.createRange();
    point.setStart(node, offset);
    point.collapse(true);
    let count = Number(block.dataset.s);
    for (const each of nodesOf(block)) {
      if (each === node) return count + lengthOf(each.data.slice(0, offset));
      if (point.comparePoint(each, 0) > 0) return count;
      count += lengthOf(each.data);
    }
    return count;
  }

  /** What is selected, as places of the document: null where nothing of its text is. */
  selected(): [number, number] | null {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const inText = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest("#text,#headline");
    if (!inText(range.startContainer)) return null;
    const start = this.placeOf(range.startContainer, range.startOffset);
    const end = inText(range.endContainer) ? this.placeOf(range.endContainer, range.endOffset) : null;
    if (start === null) return null;
    const stop = end ?? this.endOf(this.indexAt(start));
    return start < stop ? [start, stop] : null;
  }

  endOf(index: number): number {
    const block = this.blocks[index];
    return block ? this.startOf(index) + lengthOf(textOf(block)) : 0;
  }

  /** Where words of a block begin and end, in places of the document. */
  words(index: number): { starts: number[]; ends: number[] } {
    const block = this.blocks[index];
    if (!block) return { starts: [], ends: [] };
    const text = textOf(block), begin = this.startOf(index);
    const starts = new Set<number>(), ends = new Set<number>();
    const points = pointsOf(text);
    for (const found of text.matchAll(/\S+/gu)) {
      starts.add(begin + points(found.index));
      ends.add(begin + points(found.index + found[0].length));
    }
    const language = block.closest<HTMLElement>("[lang]")?.lang;
    for (const part of new Intl.Segmenter(language || undefined, { granularity: "word" }).segment(text)) {
      if (!part.isWordLike) continue;
      starts.add(begin + points(part.index));
      ends.add(begin + points(part.index + part.segment.length));
    }
    const sorted = (held: Set<number>) => [...held].sort((one, other) => one - other);
    return { starts: sorted(starts), ends: sorted(ends) };
  }

  /** The next edge from a place, one word on or back, over the blocks' borders. */
  step(place: number, by: 1 | -1, kind: "starts" | "ends"): number | null {
    for (let index = this.indexAt(kind === "ends" ? Math.max(0, place - 1) : place); index >= 0 && index < this.blocks.length; index += by) {
      const edges = this.words(index)[kind];
      const next = by > 0 ? edges.find((edge) => edge > place) : edges.findLast((edge) => edge < place);
      if (next !== undefined) return next;
    }
    return null;
  }

  /** A stretch widened to whole words, without the white space around it. */
  snapped(start: number, end: number): [number, number] | null {
    const from = this.words(this.indexAt(start)), to = this.words(this.indexAt(Math.max(0, end - 1)));
    const within = from.starts.findLast((edge) => edge <= start), closed = within === undefined ? undefined : from.ends.find((edge) => edge > within);
    const first = within !== undefined && closed !== undefined && closed > start ? within : from.starts.find((edge) => edge >= start);
    const upto = to.ends.find((edge) => edge >= end), opened = upto === undefined ? undefined : to.starts.findLast((edge) => edge < upto);
    const last = upto !== undefined && opened !== undefined && opened < end ? upto : to.ends.findLast((edge) => edge <= end);
    return first !== undefined && last !== undefined && first < last ? [first, last] : null;
  }

  textBetween(start: number, end: number): string {
    const parts: string[] = [];
    for (let index = this.indexAt(start); index < this.blocks.length && this.startOf(index) < end; index++) {
      const block = this.blocks[index];
      if (!block) break;
      const points = [...textOf(block)];
      parts.push(points.slice(Math.max(0, start - this.startOf(index)), end - this.startOf(index)).join(""));
    }
    return parts.join(" ");
  }
}

/** From UTF-16 offsets of a text, asked for in any order, to code points. */
function pointsOf(text: string): (unit: number) => number {
  if (lengthOf(text) === text.length) return (unit) => unit;
  const table = new Uint32Array(text.length + 1);
  for (let at = 0, count = 0; at <= text.length; count++) {
    table[at] = count;
    const wide = (text.codePointAt(at) ?? 0) > 0xffff;
    if (wide) table[at + 1] = count;
    at += wide ? 2 : 1;
  }
  return (unit) => table[unit] ?? 0;
}
