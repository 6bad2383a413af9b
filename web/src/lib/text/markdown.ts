/** A stretch of text. `href` is an address of the web or of mail, and nothing else. */
export type Span =
  | { readonly kind: 'text' | 'strong' | 'em' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: 'text'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly entries: readonly (readonly Span[])[] }
  | { readonly kind: 'code'; readonly text: string };

const SPAN =
  /`([^`\n]+)`|\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|_([^_\n]+)_|\[([^\]\n]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>)]+)/g;

const SAFE = /^(?:https?|mailto):/i;

function spanOf([whole, code, strong, star, line, label, href, bare]: RegExpExecArray): Span {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  const em = star ?? line;
  if (em !== undefined) return { kind: 'em', text: em };
  const address = href ?? bare ?? '';
  return SAFE.test(address) ? { kind: 'link', text: label ?? address, href: address } : { kind: 'text', text: whole };
}

/** The stretches of one line. */
function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const found of line.matchAll(SPAN)) {
    if (found.index > at) spans.push({ kind: 'text', text: line.slice(at, found.index) });
    spans.push(spanOf(found));
    at = found.index + found[0].length;
  }
  if (at < line.length) spans.push({ kind: 'text', text: line.slice(at) });
  return spans;
}

const HEADING = /^(#{1,3})\s+(.*)$/;
const ENTRY = /^\s*(?:([-*+])|\d+[.)])\s+(.*)$/;

type Reader = { readonly lines: readonly string[]; at: number };

/** The lines from here on as long as they fit. */
function take(reader: Reader, fits: (line: string) => boolean): string[] {
  const begin = reader.at;
  while (reader.at < reader.lines.length && fits(reader.lines[reader.at] ?? '')) reader.at += 1;
  return reader.lines.slice(begin, reader.at);
}

function isPlain(line: string): boolean {
  return line.trim() !== '' && !HEADING.test(line) && !ENTRY.test(line) && !line.startsWith('```');
}

function nextBlock(reader: Reader): Block | null {
  const line = reader.lines[reader.at] ?? '';
  const heading = HEADING.exec(line);
  const entry = ENTRY.exec(line);
  if (entry) {
    const entries = take(reader, (one) => ENTRY.test(one)).map((one) => spansOf(ENTRY.exec(one)?.[2] ?? ''));
    return { kind: 'list', ordered: entry[1] === undefined, entries };
  }
  if (isPlain(line)) return { kind: 'text', spans: spansOf(take(reader, isPlain).join('\n')) };
  reader.at += 1;
  if (heading) {
    const [, marks = '#', text = ''] = heading;
    return { kind: 'heading', level: Math.min(3, marks.length) as 1 | 2 | 3, spans: spansOf(text) };
  }
  if (!line.startsWith('```')) return null;
  const text = take(reader, (one) => !one.startsWith('```')).join('\n');
  reader.at += 1;
  return { kind: 'code', text };
}

/** The parts of a Markdown text that notes have use for: headings, lists, code, links, emphasis. All else stays the text that it is. */
export function readMarkdown(text: string): Block[] {
  const reader: Reader = { lines: text.split('\n'), at: 0 };
  const blocks: Block[] = [];
  while (reader.at < reader.lines.length) {
    const block = nextBlock(reader);
    if (block) blocks.push(block);
  }
  return blocks;
}
