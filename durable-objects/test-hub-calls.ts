/** Somebody listens at the test URL of an endpoint: for which version, until when, and whether calls start runs of it. */
export type TestSession = {
  readonly workspaceId: string;
  readonly workflowId: string;
  readonly version: number;
  /** Who listens: runs are theirs. `null`: a service key. */
  readonly userId: string | null;
  readonly run: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly until: number;
};

/** What listeners are told: a call that came, or what became of the run that it started. */
export type TestEvent = { readonly type: 'call' | 'run'; readonly data: string };

/** The object of a test URL, as intake calls it. */
export type TestHub = {
  /** Begins to listen, or goes on with another end. What has come before stays. */
  listen(session: TestSession): Promise<void>;
  /** Who listens now; null: nobody. */
  session(): Promise<TestSession | null>;
  /** Tells all listeners, and keeps it for those who come back. Gives its number; null if nobody listens any more. */
  publish(event: TestEvent): Promise<number | null>;
  /** Server-Sent Events, from those on that came after `last-event-id`. 404: nobody listens; 429: too many do. */
  fetch(request: Request): Promise<Response>;
};
