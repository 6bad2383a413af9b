import { describe, expect, it } from 'vitest';
import { type Addresses, calledWay, INPUT, longWay, OUTPUT, SAID } from '../support/executions/long-way.ts';
import type { Fate } from './support/mortal-life.ts';
import { type Story, type Told, tell } from './support/mortal-runners.ts';
import { type Ended, jsonAnswer, type Respond } from './support/play.ts';

const ADDRESSES: Addresses = {
  rounds: ['https://one.test', 'https://two.test', 'https://three.test'],
  called: 'https://called.test',
  last: 'https://last.test',
};
const CALL = { method: 'POST', headers: {}, query: {}, body: SAID };
const WORKFLOW = '019a0000-0000-7000-8000-000000000001';

/** A server that refuses the second round, and what it was sent. */
function server() {
  const requests: string[] = [];
  const respond: Respond = ({ url, headers, body }) => {
    requests.push(JSON.stringify([headers['idempotency-key'], url, String(body)]));
    return jsonAnswer({ place: new Set(requests).size }, url === ADDRESSES.rounds[1] ? 400 : 200);
  };
  return { requests, respond };
}

/** All that is told of an end but ids and times. */
function withoutTimes({ ending, nodes, callResult }: Ended): unknown {
  const { startedAt, completedAt, ...told } = ending;
  const runs = nodes.map(({ id, startedAt: _from, completedAt: _to, durationMs, ...run }) => run);
  return { ending: told, nodes: runs, callResult };
}

async function live(others: Story['others'], fate: Fate) {
  const { requests, respond } = server();
  const graph = longWay(ADDRESSES, { called: WORKFLOW, pauseSeconds: 86_400 });
  const called = calledWay(ADDRESSES);
  const told = await tell({ graph, called, input: INPUT, call: CALL, respond, others, fate });
  return { told, requests, outcome: outcomeOf(told, requests) };
}

function outcomeOf({ ended, called, waits }: Told, requests: readonly string[]): unknown {
  return { ended: withoutTimes(ended), called: called.map(withoutTimes), waits, requests: [...new Set(requests)] };
}

const TOLD = ['after request', 'after append', 'after settle'];

/** Whether a request had been made, and what came of it was not kept, when the runner was lost at this step. */
function isCut(steps: readonly string[], at: number): boolean {
  return steps.slice(0, at + 1).findLast((step) => TOLD.includes(step)) === 'after request';
}

// see longWay: a loop, an error branch, a wait for a call, one of a day, a called workflow, and five requests
describe.each(['once_it_rests', 'at_once'] as const)('an execution whose calls and waits are answered %s', (others) => {
  it('ends the same wherever its runner is lost, and repeats only an interrupted request', async () => {
    const undisturbed = await live(others, () => false);
    const { steps, ended } = undisturbed.told;
    expect([ended.ending.status, ended.ending.outputData]).toEqual(['completed', OUTPUT]);
    expect(undisturbed.requests).toHaveLength(5);
    expect(steps.length).toBeGreaterThan(50);
    for (const [at, step] of steps.entries()) {
      const { outcome, requests } = await live(others, ({ inAll }) => inAll === at);
      expect([at, step, outcome]).toEqual([at, step, undisturbed.outcome]);
      expect([at, step, requests.length]).toEqual([at, step, isCut(steps, at) ? 6 : 5]);
    }
  });

  it.each([9, 10, 11, 12, 13, 14, 15, 20])(
    'comes to the same when no runner makes more than %d steps',
    async (steps) => {
      const undisturbed = await live(others, () => false);
      const { outcome, told } = await live(others, ({ ofRunner }) => ofRunner === steps);
      expect(outcome).toEqual(undisturbed.outcome);
      expect(told.steps.filter((step) => step === 'before take over').length).toBeGreaterThan(2);
    },
  );
});
