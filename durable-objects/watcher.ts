import { eventText, type ToldEvent } from './event-text.ts';
import type { Watching } from './live-hub-calls.ts';

/** How much may be on its way to a watcher that has not confirmed it, in UTF-16 units. What comes after that waits. */
const WINDOW = 64_000;

/** How many of the events that a watcher lacks are read at once. */
const PAGE = 50;

/** From where events are read for those who are behind. */
export type EventSource = {
  after(id: number, limit: number): readonly ToldEvent[];
  lastId(): number;
};

/** What is watched. */
export type Watched = EventSource & {
  /** What a watcher is told when it has been sent all that was there before. */
  greeting(): { readonly type: string; readonly data: object };
  /** Whether nothing more will come. */
  isOver(): boolean;
};

/** One who is connected. `cursor`: the last event that it was sent; `behind`: there are later ones. */
export type Watcher = {
  readonly socket: WebSocket;
  readonly watched: Watched;
  readonly watching: Watching;
  cursor: number;
  behind: boolean;
  greeted: boolean;
  /** What it has not confirmed yet, and how much that is. */
  readonly sent: { readonly id: number; readonly size: number }[];
  size: number;
  heardAt: number;
};

/** What a socket keeps while its object sleeps. `cursor`: where one that is behind goes on; `null`: it has all. */
type Kept = { readonly watching: Watching; readonly cursor: number | null };

function keep({ socket, watching, cursor, behind }: Watcher): void {
  const kept: Kept = { watching, cursor: behind ? cursor : null };
  socket.serializeAttachment(kept);
}

/** Somebody who has just come. */
export function newWatcher(socket: WebSocket, watched: Watched, watching: Watching): Watcher {
  const cursor = watching.after;
  const heardAt = Date.now();
  const watcher = { socket, watched, watching, cursor, behind: true, greeted: false, sent: [], size: 0, heardAt };
  keep(watcher);
  return watcher;
}

/** Somebody who was there before the object slept, by what their socket kept. */
export function restoredWatcher(socket: WebSocket, watched: Watched): Watcher {
  const { watching, cursor }: Kept = socket.deserializeAttachment();
  const watcher = newWatcher(socket, watched, { ...watching, after: cursor ?? watched.lastId() });
  return { ...watcher, watching, behind: cursor !== null, greeted: true };
}

export function isOpen({ readyState }: WebSocket): boolean {
  return readyState === WebSocket.OPEN;
}

/** Says something that has no number, and is not repeated. */
export function whisper({ socket, watching }: Watcher, type: string, data: object): void {
  socket.send(eventText({ id: null, type, data: JSON.stringify(data) }, watching.format));
}

/** Says why, and hangs up. */
export function closeWatcher(watcher: Watcher, reason: string, code = 1000): void {
  if (isOpen(watcher.socket)) whisper(watcher, 'closed', { reason });
  watcher.socket.close(code, reason);
}

function send(watcher: Watcher, event: ToldEvent): void {
  const text = eventText(event, watcher.watching.format);
  watcher.socket.send(text);
  watcher.cursor = event.id;
  if (watcher.sent.length === 0) watcher.heardAt = Date.now();
  watcher.sent.push({ id: event.id, size: text.length });
  watcher.size += text.length;
}

function setBehind(watcher: Watcher, behind: boolean): void {
  if (watcher.behind === behind) return;
  watcher.behind = behind;
  keep(watcher);
}

/** All that there is has been sent. */
function caughtUp(watcher: Watcher): void {
  const { greeted, watched } = watcher;
  setBehind(watcher, false);
  watcher.greeted = true;
  const { type, data } = watched.greeting();
  if (watched.isOver()) closeWatcher(watcher, 'ended');
  else if (!greeted) whisper(watcher, type, data);
}

/** Sends what a watcher lacks, as far as there is room: of what changed more than once, only how it stands now. */
export function catchUp(watcher: Watcher): void {
  while (isOpen(watcher.socket) && watcher.size < WINDOW) {
    const events = watcher.watched.after(watcher.cursor, PAGE);
    if (events.length === 0) {
      caughtUp(watcher);
      return;
    }
    for (const event of events) if (watcher.size < WINDOW) send(watcher, event);
  }
  setBehind(watcher, true);
}

/** False if there is no room. */
function sendIfRoom(watcher: Watcher, event: ToldEvent): boolean {
  if (watcher.size >= WINDOW) return false;
  send(watcher, event);
  return true;
}

/** Sends events that have just been told, unless the watcher has not confirmed what it was sent before. */
export function tellWatcher(watcher: Watcher, events: readonly ToldEvent[]): void {
  if (watcher.behind) {
    catchUp(watcher);
    return;
  }
  if (!events.every((event) => sendIfRoom(watcher, event))) setBehind(watcher, true);
}

/** A watcher confirms all events up to the one that it names. */
export function hear(watcher: Watcher, message: string): void {
  const id = Number.parseInt(message, 10);
  const { sent } = watcher;
  for (let first = sent[0]; first !== undefined && first.id <= id; first = sent[0]) {
    watcher.size -= first.size;
    sent.shift();
  }
  watcher.heardAt = Date.now();
  if (watcher.behind) catchUp(watcher);
}
