import { z } from 'zod';
import { chain, node } from '../../../scripts/demo/graph.ts';
import type { WorkflowNode } from '../../../src/engine/workflow.ts';
import type { Row } from '../report/row.ts';
import { type HostileServer, openHostileServer } from '../world/hostile-server.ts';
import { peakWhile } from '../world/memory.ts';
import { inWorld, type World } from '../world/world.ts';

/** What a node allows a server, in milliseconds. */
const TIMEOUT_MS = 2000;

/** How much longer than that an execution may take, in seconds: on a busy machine it also has to wait for its turn. */
const SLACK_SECONDS = 20;

/** By how much the processes may grow at most, in megabytes: each of those at once may hold the 10 MB that a response may have, twice. */
const MAX_GROWTH = 200;

/** How a server attacks, and how that has to end. */
type Attack = {
  readonly name: string;
  readonly path: string;
  readonly config?: { readonly method?: string; readonly timeout_ms?: number };
  readonly settings?: NonNullable<WorkflowNode['settings']>;
  readonly code: string;
};

const ATTACKS: readonly Attack[] = [
  { name: 'commits and drops', path: 'drop', config: { method: 'POST' }, code: 'egress.network' },
  {
    name: 'commits and drops what must not happen twice',
    path: 'drop',
    config: { method: 'POST' },
    settings: { delivery: 'at-most-once' },
    code: 'node.outcome_unknown',
  },
  { name: 'drips its body', path: 'drip', config: { timeout_ms: TIMEOUT_MS }, code: 'egress.timeout' },
  { name: 'drips its head', path: 'head', config: { timeout_ms: TIMEOUT_MS }, code: 'egress.timeout' },
  {
    name: 'drips longer than the node may take',
    path: 'drip',
    settings: { timeout_ms: TIMEOUT_MS },
    code: 'node.timed_out',
  },
  { name: 'redirects for ever', path: 'redirect/0', code: 'egress.too_many_redirects' },
  { name: 'sends a gzip bomb', path: 'bomb', code: 'egress.response_too_large' },
  { name: 'sends without an end', path: 'flood', code: 'egress.response_too_large' },
];

const endedSchema = z.object({ execution_id: z.string(), status: z.string() });

const ENDS = `SELECT status, error_code FROM executions WHERE workflow_id = $1`;

/** Runs so many executions at once against the attack, and tells in words what is not as it has to be. */
async function endure({ client, stack }: World, attack: Attack, { url, times }: { url: string; times: number }) {
  const call = node('call', 'action.http', { method: 'GET', url: `${url}/${attack.path}`, ...attack.config });
  const { id } = await client.publish({
    name: `A server that ${attack.name}`,
    nodes: [node('start', 'trigger.manual'), { ...call, settings: attack.settings ?? {} }],
    connections: chain('start → call'),
  });
  const body = { wait: true, timeout_seconds: 60, input: {} };
  const began = performance.now();
  const replies = await Promise.all(
    Array.from({ length: times }, () => client.call({ method: 'POST', path: `/workflows/${id}/execute`, body }, 200)),
  );
  const seconds = (performance.now() - began) / 1000;
  const statuses = replies.map(({ json }) => endedSchema.parse(json).status);
  const ends = await stack.query(ENDS, [id]);
  const wrong = ends.filter(([status, code]) => status !== 'failed' || code !== attack.code);
  return [
    ...wrong.map(([status, code]) => `A server that ${attack.name}: ${status} with ${code}, not ${attack.code}.`),
    ...(ends.length === times && statuses.every((status) => status === 'failed')
      ? []
      : [`A server that ${attack.name}: ${ends.length} ends, not ${times}.`]),
    ...(seconds > TIMEOUT_MS / 1000 + SLACK_SECONDS
      ? [`A server that ${attack.name}: it took ${seconds.toFixed(1)} s.`]
      : []),
  ];
}

function repeatedCalls(server: HostileServer, times: number): readonly string[] {
  const extra = server.calls('drop') - 2 * times;
  return extra === 0 ? [] : [`The server that drops was called ${extra} times too often.`];
}

/** HTTP nodes against servers that mean ill: each ends with its error in its time, and memory stays flat. */
export async function sufferIn(world: World, times: number): Promise<Row> {
  const server = await openHostileServer();
  try {
    const { front, runner } = await world.stack.pids();
    const before = await peakWhile([front, runner], async () => undefined);
    const breaks: string[] = [];
    const { peak } = await peakWhile([front, runner], async () => {
      for (const attack of ATTACKS) breaks.push(...(await endure(world, attack, { url: server.url, times })));
    });
    const growth = peak - before.peak;
    breaks.push(...repeatedCalls(server, times));
    if (growth > MAX_GROWTH) breaks.push(`Memory grew by ${growth.toFixed(0)} MB.`);
    const begun = ATTACKS.length * times;
    return {
      part: 'f',
      name: 'hostile upstreams',
      counts: {
        begun,
        completed: 0,
        failed: begun,
        cancelled: 0,
        lost: 0,
        doubled: 0,
        repeated: 0,
        effectsDoubled: 0,
        onceDoubled: 0,
        unknown: times,
        interrupted: null,
        slowest: null,
        slowestInAll: null,
      },
      note: `${ATTACKS.length} attacks; memory grew by ${growth.toFixed(0)} MB at most`,
      breaks,
    };
  } finally {
    server.close();
  }
}

/** (f) */
export function sufferUpstreams({ times }: { readonly times: number }): Promise<Row> {
  return inWorld({}, (world) => sufferIn(world, times));
}
