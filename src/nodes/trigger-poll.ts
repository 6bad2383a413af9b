import type { JsonObject, JsonValue } from '../engine/json.ts';
import type { WorkMeter } from '../engine/work-meter.ts';
import type { RequestRun } from './node-run.ts';

/** What a trigger may use while it asks its service. Requests go through the egress guard; all of them only read. */
export type PollRun<Config> = RequestRun & {
  readonly config: Config;
  /** The allowance of work for this poll. */
  readonly work: WorkMeter;
};

/**
 * What a service has told. `items`: what is new, the oldest first. `cursor`: what has to be known to tell the next time what is
 * new then; the very object that came in if nothing has changed. It is stored if and only if the items have started executions.
 */
export type PollAnswer = { readonly items: readonly JsonObject[]; readonly cursor: JsonValue };

/**
 * How a trigger asks a service what is new. It keeps nothing itself: what it is asked again with the same cursor, it has to tell
 * again. The config has no expressions.
 */
export type TriggerPoll<Config> = {
  /** Minutes from one poll to the next, 1 at least. */
  everyMinutes(config: Config): number;
  /** What the cursor is about: a config with another address begins anew. */
  address(config: Config): string;
  /** Whether each new item starts an execution of its own, or all of a poll start one. */
  startsEach(config: Config): boolean;
  /**
   * Asks the service. `cursor` is `null` the first time after the triggers were turned on: what is there then is noted, and
   * not told unless the config says so. Throws `NodeError`.
   */
  ask(run: PollRun<Config>, cursor: JsonValue): Promise<PollAnswer>;
};
