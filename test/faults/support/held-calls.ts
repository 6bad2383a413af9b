import type { Chance } from './chance.ts';

/** A call that a runner has made, and that has not happened yet. */
type HeldCall = { readonly runner: number; readonly happen: () => Promise<void> };

/**
 * What runners do to the world, one call at a time, in an order that chance makes. A call of a runner that is lost never comes back; it
 * may have happened all the same.
 */
export type HeldCalls = {
  /** Makes a call of this runner. It happens when the scheduler takes it up. */
  hold<Result>(runner: number, name: string, act: () => Result | Promise<Result>): Promise<Result>;
  /** Takes up one of them. False if there is none. */
  takeUp(): Promise<boolean>;
  count(): number;
  /** The names of all calls that happened, or were lost, in order. */
  readonly log: readonly string[];
};

/** How a call may go. */
const FATES = ['returns', 'lost before', 'lost after'] as const;

/** `lossy`: the probability that a runner is lost at a call. */
export function createHeldCalls(chance: Chance, lossy: number): HeldCalls {
  const held: HeldCall[] = [];
  const lost = new Set<number>();
  const log: string[] = [];

  function fate(): (typeof FATES)[number] {
    if (!chance.happens(lossy)) return 'returns';
    return chance.happens(0.5) ? 'lost before' : 'lost after';
  }

  /** Does what the call is for; tells its runner what came of it, unless that one is lost. */
  async function perform<Result>(
    act: () => Result | Promise<Result>,
    { resolve, reject }: { readonly resolve: (result: Result) => void; readonly reject: (error: unknown) => void },
    isHeard: boolean,
  ): Promise<void> {
    try {
      const result = await act();
      if (isHeard) resolve(result);
    } catch (error) {
      if (isHeard) reject(error);
    }
  }

  return {
    log,
    count: () => held.filter(({ runner }) => !lost.has(runner)).length,
    hold<Result>(runner: number, name: string, act: () => Result | Promise<Result>) {
      const answer = Promise.withResolvers<Result>();
      const happen = async (): Promise<void> => {
        const how = fate();
        log.push(`${runner} ${name}${how === 'returns' ? '' : `: ${how}`}`);
        if (how !== 'returns') lost.add(runner);
        if (how !== 'lost before') await perform(act, answer, how === 'returns');
      };
      held.push({ runner, happen });
      return answer.promise;
    },
    async takeUp() {
      const alive = held.filter(({ runner }) => !lost.has(runner));
      const taken = alive[chance.below(alive.length)];
      if (taken === undefined) return false;
      held.splice(held.indexOf(taken), 1);
      await taken.happen();
      return true;
    },
  };
}
