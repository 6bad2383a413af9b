import type { ToldEvent } from './event-text.ts';
import type { WatcherProof, Watching } from './live-hub-calls.ts';
import {
  catchUp,
  closeWatcher,
  hear,
  isOpen,
  newWatcher,
  restoredWatcher,
  tellWatcher,
  type Watched,
  type Watcher,
  whisper,
} from './watcher.ts';

/** How long (ms) a watcher may leave what it was sent unconfirmed. */
const PATIENCE = 60_000;

/** What a browser is told when it is cut off: in the range that is for applications (RFC 6455 §7.4.2). */
const ACCESS_LOST = 4403;
const TOO_SLOW = 4408;

/**
 * Those who are connected. Nobody waits for them: to one that does not confirm what it was sent nothing more is sent until it
 * does, and then it hears how things stand by then.
 */
export type Watchers = {
  count(): number;
  proofs(): readonly WatcherProof[];
  accept(socket: WebSocket, watching: Watching): void;
  /** Sends events that have just been told. */
  tell(events: readonly ToldEvent[]): void;
  /** Says something that has no number, and is not repeated. */
  say(type: string, data: object): void;
  /** A watcher confirms all events up to the one that it names. */
  heard(socket: WebSocket, message: string): void;
  left(socket: WebSocket): void;
  /** Lets those go who may watch no longer (all but these sessions and keys), and those who are silent. */
  cutOff(allowed: ReadonlySet<string>): void;
  /** Nothing more will come: lets all go who have been sent all. */
  end(): void;
  closeAll(reason: string): void;
};

/** After a sleep of the object, what was known of a socket is gone but for what it kept. */
function remember(known: Map<WebSocket, Watcher>, socket: WebSocket, watched: Watched): Watcher {
  const watcher = known.get(socket) ?? restoredWatcher(socket, watched);
  known.set(socket, watcher);
  return watcher;
}

function isSilent({ behind, heardAt }: Watcher): boolean {
  return behind && Date.now() - heardAt > PATIENCE;
}

export function createWatchers(sockets: Pick<DurableObjectState, 'getWebSockets'>, watched: Watched): Watchers {
  const known = new Map<WebSocket, Watcher>();

  function all(): readonly Watcher[] {
    return sockets
      .getWebSockets()
      .filter(isOpen)
      .map((socket) => remember(known, socket, watched));
  }

  return {
    count: () => sockets.getWebSockets().filter(isOpen).length,
    proofs: () => all().map(({ watching }) => watching.proof),
    accept(socket, watching) {
      const watcher = newWatcher(socket, watched, watching);
      known.set(socket, watcher);
      catchUp(watcher);
    },
    tell(events) {
      for (const watcher of all()) tellWatcher(watcher, events);
    },
    say(type, data) {
      for (const watcher of all()) whisper(watcher, type, data);
    },
    heard: (socket, message) => hear(remember(known, socket, watched), message),
    left: (socket) => void known.delete(socket),
    cutOff(allowed) {
      for (const watcher of all()) {
        if (!allowed.has(watcher.watching.proof.id)) closeWatcher(watcher, 'access_lost', ACCESS_LOST);
        else if (isSilent(watcher)) closeWatcher(watcher, 'too_slow', TOO_SLOW);
      }
    },
    end() {
      for (const watcher of all()) if (!watcher.behind) closeWatcher(watcher, 'ended');
    },
    closeAll(reason) {
      for (const watcher of all()) closeWatcher(watcher, reason);
    },
  };
}
