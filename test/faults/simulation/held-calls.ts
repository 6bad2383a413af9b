import type { Chance } from '../world/chance.ts';

/** A call that a runner has made, and that has not happened yet. */
type HeldCall = { readonly runner: number; readonly happen: () => Promise<void> };

/** A call broke off although its runner lives: an object was reset, or a connection was. It may have happened all the same. */
export class Broken extends Error {
  readonly durableObjectReset = true;
}

/** `firm`: it happens unless its runner is lost. `brittle`: it may also break off, and be repeated. */
export type Hardness = 'firm' | 'brittle';

type Call<Result> = {
  readonly name: string;
  readonly hardness: Hardness;
  readonly act: () => Result | Promise<Result>;
};

/**
 * What runners do to the world, one call at a time, in an order that chance makes. A call of a runner that is lost never comes back; it
 * may have happened all the same.
 */
export type HeldCalls = {
  /** Makes a call of this runner. It happens when the scheduler takes it up. */
  hold<Result>(runner: number, call: Call<Result>): Promise<Result>;
  /** Takes up one of them. False if there is none. */
  takeUp(): Promise<boolean>;
  count(): number;
  /** Puts a line of its own into the log. */
  note(line: string): void;
  /** The names of all calls that happened, or were lost, in order. */
  readonly log: readonly string[];
};

/** How a call may go. */
type Fate = 'returns' | 'lost before' | 'lost after' | 'broken before' | 'broken after';

/** How a call goes on to its runner, who may wait for it in vain. */
type Ears<Result> = { readonly resolve: (result: Result) => void; readonly reject: (error: unknown) => void };

/** Does what the call is for, and gives what its runner is to hear of it. */
async function perform<Result>(act: () => Result | Promise<Result>, fate: Fate, ears: Ears<Result>): Promise<void> {
  if (fate === 'broken before') return ears.reject(new Broken('It broke off.'));
  if (fate === 'lost before') return;
  try {
    const result = await act();
    if (fate === 'returns') ears.resolve(result);
    if (fate === 'broken after') ears.reject(new Broken('It broke off after it had happened.'));
  } catch (error) {
    if (fate !== 'lost after') ears.reject(error);
  }
}

/** `lossy`: the probability that a runner is lost at a call; a brittle one breaks off as often. */
export function createHeldCalls(chance: Chance, lossy: number): HeldCalls {
  const held: HeldCall[] = [];
  const lost = new Set<number>();
  const log: string[] = [];

  function fateOf(hardness: Hardness): Fate {
    if (chance.happens(lossy)) return chance.happens(0.5) ? 'lost before' : 'lost after';
    if (hardness === 'firm' || !chance.happens(lossy)) return 'returns';
    return chance.happens(0.5) ? 'broken before' : 'broken after';
  }

  return {
    log,
    note: (line) => void log.push(line),
    count: () => held.filter(({ runner }) => !lost.has(runner)).length,
    hold<Result>(runner: number, { name, hardness, act }: Call<Result>) {
      const answer = Promise.withResolvers<Result>();
      const happen = async (): Promise<void> => {
        const fate = fateOf(hardness);
        log.push(`${runner} ${name}${fate === 'returns' ? '' : `: ${fate}`}`);
        if (fate.startsWith('lost')) lost.add(runner);
        await perform(act, fate, answer);
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
