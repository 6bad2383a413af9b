import { traces } from './secret-spellings.ts';

const BASE64 = /[A-Za-z0-9+/_-]{24,}/g;

function decoded(text: string): readonly string[] {
  return (text.match(BASE64) ?? []).map((run) => Buffer.from(run, 'base64').toString('latin1'));
}

function parsed(text: string): unknown {
  if (!/^\s*["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Search = { readonly sought: ReadonlyMap<string, string>; readonly found: Set<string> };

/** A text as it is, without the ends of its lines, and without the zeros of UTF-16. */
function readings(text: string): readonly string[] {
  return [text, text.replaceAll(/\r?\n|\\r\\n/g, ''), text.replaceAll('\0', '')];
}

function searchText(text: string, { sought, found }: Search, place: string): void {
  for (const reading of new Set(readings(text))) {
    for (const [trace, secret] of sought) if (reading.includes(trace)) found.add(`${secret} as ${trace} at ${place}`);
  }
}

function search(value: unknown, at: Search, place: string): void {
  if (typeof value === 'number') searchText(String(value), at, place);
  if (typeof value === 'string') {
    searchText(value, at, place);
    for (const inner of decoded(value)) searchText(inner, at, `${place}(base64)`);
    const inner = parsed(value);
    if (typeof inner === 'object') search(inner, at, `${place}(JSON)`);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    searchText(key, at, `${place}(key)`);
    search(member, at, `${place}.${key.slice(0, 40)}`);
  }
}

/** Where any of these secrets stands in a value, in any spelling: in texts, in names, in what is JSON or base64 within them. */
export function findTraces(value: unknown, secrets: readonly string[]): string[] {
  const sought = new Map(secrets.flatMap((secret) => traces(secret).map((trace) => [trace, secret] as const)));
  const found = new Set<string>();
  search(value, { sought, found }, '');
  return [...found];
}
