/** Takes the chunks of a text in turn, and gives what has become whole by each. */
export type ListScanner = { readonly feed: (chunk: string) => readonly string[] };

const OUTSIDE = /["{}[\],]/g;
const INSIDE = /["\\]/g;

/** Where a scan stands. */
type Scan = {
  /** The name of the list, as JSON has it. */
  readonly wanted: string;
  depth: number;
  inText: boolean;
  /** The name that was read last at depth 1. */
  key: string | null;
  /** Where in this chunk begins what is being taken (`null`: nothing is), and what earlier chunks have of it. */
  from: number | null;
  before: string;
  found: string[];
};

function take(scan: Scan, chunk: string, end: number): string | null {
  if (scan.from === null) return null;
  const text = scan.before + chunk.slice(scan.from, end);
  scan.from = null;
  scan.before = '';
  return text;
}

function endElement(scan: Scan, chunk: string, at: number): void {
  const element = take(scan, chunk, at);
  if (element !== null && element.trim() !== '') scan.found.push(element);
}

function quote(scan: Scan, chunk: string, at: number): void {
  scan.inText = !scan.inText;
  if (scan.depth !== 1) return;
  if (scan.inText) scan.from = at;
  else scan.key = take(scan, chunk, at + 1);
}

function open(scan: Scan, at: number): void {
  scan.depth += 1;
  if (scan.depth === 2 && scan.key === scan.wanted) scan.from = at + 1;
}

function close(scan: Scan, chunk: string, at: number): void {
  if (scan.depth === 2) endElement(scan, chunk, at);
  scan.depth -= 1;
}

function separate(scan: Scan, chunk: string, at: number): void {
  if (scan.depth !== 2 || scan.from === null) return;
  endElement(scan, chunk, at);
  scan.from = at + 1;
}

/** What stands at a place; gives where to go on. */
function step(scan: Scan, chunk: string, at: number): number {
  switch (chunk[at]) {
    case '"':
      quote(scan, chunk, at);
      break;
    case '\\':
      return at + 2;
    case ',':
      separate(scan, chunk, at);
      break;
    case '{':
    case '[':
      open(scan, at);
      break;
    default:
      close(scan, chunk, at);
  }
  return at + 1;
}

/**
 * Finds the elements of one list in the JSON of an object of lists, as it is written, without parsing it: of 10 MB as much is in memory
 * as a chunk and an element. The JSON has to be such as `JSON.stringify` writes.
 */
export function createListScanner(list: string): ListScanner {
  const scan: Scan = {
    wanted: JSON.stringify(list),
    depth: 0,
    inText: false,
    key: null,
    from: null,
    before: '',
    found: [],
  };
  /** How much of the next chunk is passed over: the second half of an escape. */
  let passed = 0;
  return {
    feed(chunk) {
      scan.found = [];
      if (scan.from !== null) scan.from = 0;
      let at = passed;
      while (at < chunk.length) {
        const pattern = scan.inText ? INSIDE : OUTSIDE;
        pattern.lastIndex = at;
        const match = pattern.exec(chunk);
        at = match === null ? chunk.length : step(scan, chunk, match.index);
      }
      passed = at - chunk.length;
      if (scan.from !== null) scan.before += chunk.slice(scan.from);
      return scan.found;
    },
  };
}
