import type { Span } from './find-secrets.ts';

/** A text as it reads once something was taken out of it or undone, and where in the first text each of its characters began. */
export type TextView = { readonly text: string; readonly spanOf: (span: Span) => Span };

/** How often what is written within something written is undone: a URL in JSON in JSON. */
const MOST_LAYERS = 3;

/** A line that was broken: as it is, as quoted-printable breaks it, and as JSON, URLs and HTML write that. */
const BREAK = String.raw`(?:=?\r?\n|=?\r|(?:\\{1,4}r)?\\{1,4}n|(?:%0D)?%0A|(?:&#13;|&#xd;)?&#(?:10|xa);)[ \t]*`;

/** A character that something stands for: in URLs, in JSON, in HTML. */
const ESCAPED = String.raw`%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\["\\/]|&#\d{1,7};|&#x[0-9a-f]{1,6};|&(?:amp|lt|gt|quot|apos);`;

const WRITTEN_OTHERWISE = new RegExp(`(?:${BREAK})+|${ESCAPED}`, 'gi');

/** What makes it worth while to look closer. */
const HINT = /[\r\n%\\&]/;

const NAMED: { readonly [entity: string]: string } = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

const MOST_CODE = 0x10ffff;

/** The character of a code; none for one that ends lines, or that there is not. */
function charOf(code: number): string {
  return code === 10 || code === 13 || code > MOST_CODE ? '' : String.fromCodePoint(code);
}

function ofEntity(written: string): string {
  if (written.charAt(1) === '#') return charOf(Number(`0${written.slice(2, -1)}`));
  return NAMED[written.toLowerCase()] ?? '';
}

function ofBackslash(written: string): string {
  const next = written.charAt(1);
  if (next === 'u' || next === 'U') return charOf(Number.parseInt(written.slice(2), 16));
  return written.length === 2 && next !== 'n' && next !== 'N' ? next : '';
}

/** What an escape stands for; a percent sign for one byte, as the character of its code. Nothing for a broken line. */
function plain(written: string): string {
  switch (written.charAt(0)) {
    case '%':
      return charOf(Number.parseInt(written.slice(1, 3), 16));
    case '\\':
      return ofBackslash(written);
    case '&':
      return ofEntity(written);
    default:
      return '';
  }
}

/** A part of a view, from `inView` on: the text itself from `inText` on or, where it has an end, an escape up to there. */
type Part = { readonly inView: number; readonly inText: number; readonly escapeEnd: number | null };

function partAt(parts: readonly Part[], at: number): Part {
  let low = 0;
  let high = parts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((parts[middle]?.inView ?? 0) <= at) low = middle;
    else high = middle;
  }
  return parts[low] ?? { inView: 0, inText: 0, escapeEnd: null };
}

/** What a span of the view is in the text: whole escapes, and no line break behind its last character. */
function spanIn(parts: readonly Part[], { start, end }: Span): Span {
  const first = partAt(parts, start);
  const last = partAt(parts, end - 1);
  return {
    start: first.escapeEnd === null ? first.inText + start - first.inView : first.inText,
    end: last.escapeEnd ?? last.inText + end - last.inView,
  };
}

/** The text with each escape undone and without its line breaks; `null` if there are none. */
function undone(text: string): TextView | null {
  if (!HINT.test(text)) return null;
  const pieces: string[] = [];
  const parts: Part[] = [{ inView: 0, inText: 0, escapeEnd: null }];
  let length = 0;
  let read = 0;
  for (const { 0: written, index } of text.matchAll(WRITTEN_OTHERWISE)) {
    const own = plain(written);
    pieces.push(text.slice(read, index), own);
    length += index - read;
    read = index + written.length;
    if (own !== '') parts.push({ inView: length, inText: index, escapeEnd: read });
    length += own.length;
    parts.push({ inView: length, inText: read, escapeEnd: null });
  }
  if (read === 0) return null;
  pieces.push(text.slice(read));
  return { text: pieces.join(''), spanOf: (span) => spanIn(parts, span) };
}

/** Every second of a run of bytes: what is text in UTF-16, of either order, and of characters that Latin-1 has. */
const UTF16_RUN = /[^\0](?:\0[^\0]){7,}/g;

function inUtf16(text: string): readonly TextView[] {
  if (!text.includes('\0')) return [];
  return [...text.matchAll(UTF16_RUN)].map(({ 0: run, index }) => ({
    text: run.replaceAll('\0', ''),
    spanOf: ({ start, end }) => ({ start: index + 2 * start, end: index + 2 * end - 1 }),
  }));
}

/** A text in all the ways in which it is read: as it is, with its escapes undone, and as UTF-16 within bytes. */
export function viewsOf(text: string): readonly TextView[] {
  const views: TextView[] = [{ text, spanOf: (span) => span }];
  let last = views[0];
  for (let layer = 0; layer < MOST_LAYERS && last !== undefined; layer += 1) {
    const outer: TextView = last;
    const inner = undone(outer.text);
    last = inner === null ? undefined : { text: inner.text, spanOf: (span) => outer.spanOf(inner.spanOf(span)) };
    if (last !== undefined) views.push(last);
  }
  const wide = inUtf16(text).flatMap((run) =>
    viewsOf(run.text).map((view) => ({ text: view.text, spanOf: (span: Span) => run.spanOf(view.spanOf(span)) })),
  );
  return [...views, ...wide];
}
