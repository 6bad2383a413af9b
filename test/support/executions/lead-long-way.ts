import { expect, vi } from 'vitest';
import { z } from 'zod';
import { targetAt } from '../target.ts';
import { type Api, historyOf, readExecution, withNamedIds } from './history-of.ts';
import { calledWay, INPUT, longWay, SAID } from './long-way.ts';

/** A running LinkFlow. */
export type Guide = {
  readonly api: Api;
  /** Publishes a workflow, and gives its id. */
  publish(graph: ReturnType<typeof longWay>): Promise<string>;
  /** Calls the URL of a wait. */
  call(url: string, body: object): Promise<void>;
  /** Where the server is that the nodes call. */
  readonly targetUrl: string;
};

/** What happens while an execution holds or rests between two steps; when it waits for another, to both. */
export type Strike = (executionIds: readonly string[]) => Promise<void>;

type Target = ReturnType<typeof targetAt>;

/** Long enough for a server to start again, and for its leases to run out. */
const PATIENCE = { timeout: 60_000, interval: 50 };

const PAUSE_SECONDS = 0.1;

const startedSchema = z.object({ execution_id: z.string() });
const waitsSchema = z.object({ data: z.array(z.object({ url: z.string() })) });
const callsSchema = z.object({ data: z.array(z.object({ execution_id: z.string() })) });

function openTargets(url: string) {
  return {
    rounds: [targetAt(url), targetAt(url), targetAt(url)],
    called: targetAt(url),
    last: targetAt(url),
  };
}

type Targets = ReturnType<typeof openTargets>;

async function start({ api, publish }: Guide, { rounds, called, last }: Targets): Promise<string> {
  const urls = rounds.map((target, round) => target.url(round === 1 ? 'hold/400' : 'hold'));
  const to = { rounds: urls, called: called.url('hold'), last: last.url('hold') };
  const calledId = await publish(calledWay(to));
  const id = await publish(longWay(to, { called: calledId, pauseSeconds: PAUSE_SECONDS }));
  return startedSchema.parse(await api('POST', `/workflows/${id}/execute`, { input: INPUT })).execution_id;
}

/** A server that is down has no answer: then it is asked again. */
async function untilStatus(api: Api, id: string, status: string): Promise<void> {
  await vi.waitFor(async () => expect((await readExecution(api, id)).status).toBe(status), PATIENCE);
}

async function withCalled(api: Api, id: string): Promise<readonly string[]> {
  const { data } = callsSchema.parse(await api('GET', `/executions/${id}/calls`));
  return [id, ...data.map(({ execution_id }) => execution_id)];
}

async function untilHeld(target: Target): Promise<void> {
  await vi.waitFor(async () => expect(await target.calls()).not.toEqual([]), PATIENCE);
}

async function passRequest(target: Target, ids: readonly string[], strike: Strike): Promise<void> {
  await untilHeld(target);
  await strike(ids);
  await target.open();
}

async function passWait({ api, call }: Guide, id: string, strike: Strike): Promise<void> {
  await untilStatus(api, id, 'waiting');
  const { data } = waitsSchema.parse(await api('GET', `/executions/${id}/waits`));
  await strike([id]);
  for (const { url } of data) await call(url, SAID);
}

async function passCall({ api }: Guide, target: Target, id: string, strike: Strike): Promise<void> {
  await untilHeld(target);
  await untilStatus(api, id, 'waiting');
  await passRequest(target, await withCalled(api, id), strike);
}

async function whatCame({ api }: Guide, { rounds, called, last }: Targets, id: string) {
  const executions = [];
  for (const one of await withCalled(api, id)) executions.push(await historyOf(api, one));
  const requests = await Promise.all([...rounds, called, last].map((target) => target.calls()));
  const distinct = requests.map((came) => [...new Set(came.map((one) => JSON.stringify(one)))]);
  return {
    output: executions[0]?.execution.output_data,
    /** All but times, with each request once. */
    outcome: withNamedIds({ executions, requests: distinct }),
    /** How often each of the requests came. */
    counts: requests.map((came) => came.length),
  };
}

/** Leads an execution of the long way to its end, and strikes wherever it holds or rests. */
export async function leadLongWay(guide: Guide, strike: Strike) {
  const targets = openTargets(guide.targetUrl);
  const id = await start(guide, targets);
  for (const target of targets.rounds) await passRequest(target, [id], strike);
  await passWait(guide, id, strike);
  await passCall(guide, targets.called, id, strike);
  await passRequest(targets.last, [id], strike);
  await untilStatus(guide.api, id, 'completed');
  return whatCame(guide, targets, id);
}
