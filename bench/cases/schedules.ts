import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Client, Graph } from '../../scripts/demo/client.ts';
import { pageOfExecutions } from '../../scripts/demo/executions.ts';
import { node } from '../../scripts/demo/graph.ts';
import { inGroups } from '../../src/shared/in-groups.ts';
import type { TimeRow } from '../report/row.ts';
import type { Bench } from './bench.ts';

const SCHEDULES = 10_000;
const WORKFLOWS = 100;
const MINUTE_MS = 60_000;

/** How many minutes ahead the minute lies: by then all schedules have been made. */
const AHEAD = 2;

/** How many rules a node has, and how many nodes of a workflow start it. */
const RULES = 20;
const TRIGGERS = SCHEDULES / WORKFLOWS / RULES;

/** Workflows that are published at the same time. */
const CALLERS = 10;

const DEADLINE_MS = 180_000;

const workflowsSchema = z.object({ data: z.array(z.object({ execution_count: z.number() })) });

const runsSchema = z.object({
  data: z.array(z.object({ started_at: z.iso.datetime(), completed_at: z.iso.datetime(), status: z.string() })),
  next_cursor: z.string().nullable(),
});

type Run = z.infer<typeof runsSchema>['data'][number];

/** Five triggers → set */
function drawing(slot: number): Graph {
  const expression = `${new Date(slot).getUTCMinutes()} ${new Date(slot).getUTCHours()} * * *`;
  const rules = Array.from({ length: RULES }, () => ({ unit: 'cron', expression }));
  const triggers = Array.from({ length: TRIGGERS }, (_, index) => node(`clock${index}`, 'trigger.schedule', { rules }));
  const set = node('set', 'action.set', { mode: 'json', json: { slot: '{{ $json.scheduled_for }}' } });
  return {
    name: 'Bench (e)',
    nodes: [...triggers, set],
    connections: triggers.map(({ id }) => ({ source: id, target: set.id })),
  };
}

async function makeSchedules(client: Client, slot: number): Promise<void> {
  await inGroups(Array.from({ length: WORKFLOWS }), CALLERS, () => client.publish(drawing(slot)));
  if (Date.now() > slot - MINUTE_MS / 6) throw new Error('The schedules were made too late for their minute.');
}

async function executionCount(client: Client): Promise<number> {
  const reply = await client.call({ method: 'GET', path: `/workflows?limit=${WORKFLOWS}&search=Bench%20(e)` }, 200);
  return workflowsSchema.parse(reply.json).data.reduce((sum, { execution_count }) => sum + execution_count, 0);
}

async function until(what: string, deadline: number, ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`Not in time: ${what}`);
    await delay(250);
  }
}

async function listRuns(client: Client): Promise<Run[]> {
  const runs: Run[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const path: string = `/executions?trigger_type=schedule&limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const page = runsSchema.parse((await client.call({ method: 'GET', path }, 200)).json);
    runs.push(...page.data);
    cursor = page.next_cursor;
  }
  return runs;
}

async function noneLeft(client: Client): Promise<boolean> {
  for (const status of ['queued', 'running']) {
    const query = `trigger_type=schedule&status=${status}&limit=1`;
    if ((await pageOfExecutions(client, query)).data.length > 0) return false;
  }
  return true;
}

/** Lets 10,000 schedules of 100 workflows come in one minute: until when all are queued, have started, and have completed. */
export async function measureSchedules({ client }: Bench): Promise<TimeRow[]> {
  const slot = (Math.floor(Date.now() / MINUTE_MS) + AHEAD) * MINUTE_MS;
  await makeSchedules(client, slot);
  await delay(slot - Date.now());
  await until('all queued', slot + DEADLINE_MS, async () => (await executionCount(client)) >= SCHEDULES);
  const queued = Date.now() - slot;
  await until('all completed', slot + DEADLINE_MS, () => noneLeft(client));
  const runs = await listRuns(client);
  const completed = runs.filter(({ status }) => status === 'completed');
  const ends = completed.map(({ completed_at }) => Date.parse(completed_at) - slot);
  const lags = completed.map(({ started_at }) => Date.parse(started_at) - slot).sort((a, b) => a - b);
  const at = (part: number) => lags[Math.ceil(lags.length * part) - 1] ?? 0;
  const row = (name: string, value: number): TimeRow => ({ name, size: SCHEDULES, value, unit: 'ms' });
  return [
    row('(e) schedules of one minute, until all are queued', queued),
    row('(e) from the minute to the start, median', at(0.5)),
    row('(e) from the minute to the start, 95 of 100', at(0.95)),
    row('(e) until all have completed', Math.max(...ends)),
    { name: '(e) lost or doubled, or not completed', size: SCHEDULES, value: lostOrDoubled(runs), unit: 'runs' },
  ];
}

function lostOrDoubled(runs: readonly Run[]): number {
  return Math.abs(runs.length - SCHEDULES) + runs.filter(({ status }) => status !== 'completed').length;
}
