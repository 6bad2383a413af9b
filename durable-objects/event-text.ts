import type { Watching } from './live-hub-calls.ts';

/** An event as it is told. `id: null`: it can't be gone on from. */
type Told = { readonly id: number | null; readonly type: string; readonly data: string };

/** An event that a stream can go on from. */
export type ToldEvent = Told & { readonly id: number };

/** Behind the number of an event after which nothing comes: a browser that comes back with it is told so. */
export const LAST_MARK = '.end';

/** The event after which nothing comes. */
const LAST = 'execution.ended';

/** What names an event in a stream; `''`: nothing does. */
function nameOf({ id, type }: Told): string {
  return id === null ? '' : `${id}${type === LAST ? LAST_MARK : ''}`;
}

/** Events that were written: each goes to many. */
const written = new WeakMap<Told, Map<Watching['format'], string>>();

/** An event as its watchers read it: as an object in JSON, or as one of Server-Sent Events. */
export function eventText(event: Told, format: Watching['format']): string {
  const texts = written.get(event) ?? new Map<Watching['format'], string>();
  written.set(event, texts);
  const text = texts.get(format) ?? textOf(event, format);
  texts.set(format, text);
  return text;
}

function textOf(event: Told, format: Watching['format']): string {
  const name = nameOf(event);
  const { type, data } = event;
  switch (format) {
    case 'sse':
      return `${name === '' ? '' : `id: ${name}\n`}event: ${type}\ndata: ${data}\n\n`;
    case 'json':
      return `{"id":${name === '' ? 'null' : `"${name}"`},"type":"${type}","data":${data}}`;
  }
}
