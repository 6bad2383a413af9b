import type { LiveNews } from '../src/executions/live/live-news.ts';

/** What the runner of an execution tells those who watch it. */
export type LiveBatch = {
  readonly executionId: string;
  readonly workspaceId: string;
  readonly epoch: number;
  /** The runner has heard that somebody watches. Without it, an object that nobody asked stays empty. */
  readonly begin: boolean;
  /** `null`: this comes to what was told before. Else it is a part of all that there is; after the last part the rest is forgotten. */
  readonly whole: { readonly id: string; readonly last: boolean } | null;
  readonly news: readonly LiveNews[];
};

/** `wanted: false`: nobody watches, or another runner has the execution. Then nothing more need be told. */
export type LiveReply = { readonly wanted: boolean };

/** What a runner calls on the object of those who watch an execution: see `LiveHub`. */
export type LiveTeller = { tell(batch: LiveBatch): Promise<LiveReply> };

/** By what somebody watches: their session, or an API key. It is looked at again and again while they do. */
export type WatcherProof = { readonly type: 'session' | 'api_key'; readonly id: string };

/** What somebody watches, and where they go on. `after`: the number of the last event that they know; 0: none. */
export type Watching = {
  readonly proof: WatcherProof;
  /** As what events are written: one JSON object a message, or Server-Sent Events. */
  readonly format: 'json' | 'sse';
  readonly after: number;
};

/** The header in which a {@link Watching} comes, as JSON. Only the Worker calls objects, so it is believed. */
export const WATCHING = 'watching';

/** An execution that is to be watched, with what is known of it. */
export type LiveOpening = {
  readonly executionId: string;
  readonly workspaceId: string;
  readonly known: readonly LiveNews[];
};

/** What serves those who watch calls on the object. */
export type LiveHubCalls = LiveTeller & {
  /** Prepares to be watched. `heard`: a runner tells of the execution already, or somebody is about to let it hear of that. */
  open(opening: LiveOpening): Promise<{ readonly heard: boolean }>;
  /** Looks at once how the row stands. Does nothing if nobody watches. */
  look(): Promise<void>;
  /** A WebSocket. The header {@link WATCHING} says who watches. 429: too many watch. */
  fetch(request: Request): Promise<Response>;
};

/** What serves those who watch the list of a workspace calls on its object: see `WorkspaceHub`. */
export type WorkspaceHubCalls = Pick<LiveHubCalls, 'fetch'> & {
  /** Says whose list it is. */
  open(workspaceId: string): Promise<void>;
};
