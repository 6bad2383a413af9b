import { WATCHING, type Watching } from './live-hub-calls.ts';
import { MAX_WATCHERS } from './live-limits.ts';
import type { Watchers } from './watchers.ts';

/** What a watcher may send to see whether anybody is there: it is answered without waking the object. */
const SIGN_OF_LIFE = ['ping', 'pong'] as const;

type Sockets = Pick<DurableObjectState, 'acceptWebSocket' | 'setWebSocketAutoResponse'>;

/** Lets somebody join by a WebSocket that outlives the memory of the object. 429: too many have. */
export function joinWatchers(sockets: Sockets, watchers: Watchers, request: Request): Response {
  if (watchers.count() >= MAX_WATCHERS) return new Response(null, { status: 429 });
  const watching: Watching = JSON.parse(request.headers.get(WATCHING) ?? '');
  const { 0: client, 1: server } = new WebSocketPair();
  sockets.setWebSocketAutoResponse(new WebSocketRequestResponsePair(...SIGN_OF_LIFE));
  sockets.acceptWebSocket(server);
  watchers.accept(server, watching);
  return new Response(null, { status: 101, webSocket: client });
}
