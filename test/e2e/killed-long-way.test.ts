import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { register } from '../../scripts/demo/client.ts';
import { openTargetServer, type TargetServer } from '../global-setup/target-server.ts';
import { eventually } from '../scripts/running-script.ts';
import { type Guide, leadLongWay } from '../support/executions/lead-long-way.ts';
import { OUTPUT } from '../support/executions/long-way.ts';
import { type MortalServer, startMortalServer } from './support/mortal-server.ts';

let target: TargetServer;
let server: MortalServer;
let guide: Guide;

beforeAll(async () => {
  target = await openTargetServer();
  server = await startMortalServer({ LEASE_SECONDS: '2', TICK_SECONDS: '1', MAX_CLAIMS: '100' });
  const client = await register(server.url, 'killed@example.com', 'correct horse battery');
  guide = {
    targetUrl: target.url,
    api: async (method, path, body) => (await client.call({ method, path, body }, method === 'POST' ? 202 : 200)).json,
    publish: async (graph) => (await client.publish({ name: 'Killed', ...graph })).id,
    async call(url, body) {
      const headers = { 'content-type': 'application/json' };
      const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      expect(status).toBe(200);
    },
  };
});

afterAll(async () => {
  await server.end();
  await target.close();
});

async function isUp(): Promise<boolean> {
  return fetch(`${server.url}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Kills now this, now that, and waits until there is an answer again. */
function killInTurn() {
  const kills = [() => server.killWorkerd(), () => server.killServer(), () => server.killBoth()];
  let made = 0;
  return {
    made: () => made,
    async strike(): Promise<void> {
      await kills[made % kills.length]?.();
      made += 1;
      await eventually('an answer', isUp);
    },
  };
}

// see longWay: a loop, an error branch, a wait for a call, one for a time, and a called workflow
describe('a server that is killed between every two steps of an execution', () => {
  it('brings it to the same end as one that lives, and repeats what was cut under the same key', async () => {
    const undisturbed = await leadLongWay(guide, async () => undefined);
    expect([undisturbed.output, undisturbed.counts]).toEqual([OUTPUT, [1, 1, 1, 1, 1]]);
    const { made, strike } = killInTurn();
    const { outcome, counts } = await leadLongWay(guide, strike);
    expect(outcome).toEqual(undisturbed.outcome);
    expect([made(), Math.min(...counts)]).toEqual([6, 2]);
  }, 180_000);
});
