import { NodeError } from '../../../src/nodes/node-error.ts';

/** A step of a runner: what it is about to do to the world outside, or has just done. */
type Step = {
  readonly name: string;
  /** How many steps all runners have made before. */
  readonly inAll: number;
  /** How many this one has made before. */
  readonly ofRunner: number;
};

/** Whether a runner is lost at a step. */
export type Fate = (step: Step) => boolean;

/** The time that one runner has. */
export type Life = {
  /** Does something to the world outside, unless the runner is lost; it may be lost before, and before it hears of the outcome. */
  reach<Result>(name: string, act: () => Result | Promise<Result>): Promise<Result>;
  isLost(): boolean;
};

/** Gives runners their lives; `log` are the names of all steps so far. */
export type Lives = { begin(): Life; readonly log: readonly string[] };

/** The error of every call after the runner is lost. */
const LOST = new NodeError('test.runner_lost', 'The runner is lost.');

export function createLives(fate: Fate): Lives {
  const log: string[] = [];

  function begin(): Life {
    let age = 0;
    let lost = false;

    function pass(name: string): void {
      if (lost) throw LOST;
      lost = fate({ name, inAll: log.length, ofRunner: age });
      age += 1;
      log.push(name);
      if (lost) throw LOST;
    }

    return {
      async reach(name, act) {
        pass(`before ${name}`);
        const result = await act();
        pass(`after ${name}`);
        return result;
      },
      isLost: () => lost,
    };
  }

  return { begin, log };
}
