import type { Refusals } from '../plans/refusals.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { PollRepository } from './polls.repository.ts';

export type PollDeps = {
  readonly polls: PollRepository;
  readonly workflows: { find(workspaceId: string, id: string): Promise<object | null> };
  /** `null`: this deployment bills nobody. */
  readonly refusals: Refusals | null;
  readonly ids: IdSource;
  readonly now: Clock;
  /** Hands polls to the queue. What it does not take, the tick sends again. */
  readonly sendPolls: (polls: readonly { readonly poll_id: string; readonly revision: number }[]) => Promise<void>;
};
