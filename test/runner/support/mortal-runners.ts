import type { JsonValue } from '../../../src/engine/json.ts';
import type { ExecutionWaits, WaitKey } from '../../../src/executions/waits/execution-waits.ts';
import { createCatalog } from '../../../src/nodes/registry.ts';
import type { CallService } from '../../../src/runner/calls/workflow-calls.ts';
import type { RemoteJournal } from '../../../src/runner/journal/journal.ts';
import type { RunResult } from '../../../src/runner/run-execution.ts';
import { createFakeCalls, type FakeCalls } from './fake-calls.ts';
import { createFakeDurable, type FakeDurable } from './fake-durable.ts';
import { createFakeWaits, type FakeWaits } from './fake-waits.ts';
import { createLives, type Fate, type Life, type Lives } from './mortal-life.ts';
import { type Drawn, type Ended, EXECUTION, type Play, play, type Respond } from './play.ts';

const CALLED = '019a0000-0000-7000-8000-00000000000c';

export type Story = {
  readonly graph: Drawn;
  readonly input: JsonValue;
  /** The workflow that it executes. */
  readonly called: Drawn;
  readonly respond: Respond;
  /** The payload that resumes its node `wait`. */
  readonly call: JsonValue;
  /** When calls are answered and called executions run: at once, or when the execution is suspended. */
  readonly others: 'at_once' | 'once_it_rests';
  readonly fate: Fate;
};

export type Told = {
  readonly ended: Ended;
  /** How the called executions ended. */
  readonly called: readonly Ended[];
  /** The names of all steps, of all runners. */
  readonly steps: readonly string[];
  /** How many waits were opened. */
  readonly waits: number;
};

/** An execution: its journal, and the rest of its state in Postgres. */
type Row = {
  readonly graph: Drawn;
  readonly options: Play & { readonly id: string };
  readonly durable: FakeDurable;
  epoch: number;
  rest: { readonly until: number | null } | null;
  ended: Ended | null;
};

const CATALOG = createCatalog();

/** More runners than any execution here needs. */
const MAX_RUNNERS = 100;

function newRow(graph: Drawn, options: Row['options']): Row {
  return { graph, options, durable: createFakeDurable(), epoch: 0, rest: null, ended: null };
}

function mortalJournal(life: Life, remote: RemoteJournal): RemoteJournal {
  return { ...remote, append: (entries, wait) => life.reach('append', () => remote.append(entries, wait)) };
}

function mortalWaits(life: Life, waits: ExecutionWaits): ExecutionWaits {
  return {
    open: (key, workspaceId, wait) => life.reach('open', () => waits.open(key, workspaceId, wait)),
    close: (key) => life.reach('close', () => waits.close(key)),
    resumed: (id) => life.reach('resumed', () => waits.resumed(id)),
  };
}

function mortalCalls(life: Life, calls: CallService): CallService {
  return {
    start: (caller, request) => life.reach('start', () => calls.start(caller, request)),
    ends: (key) => life.reach('ends', () => calls.ends(key)),
  };
}

/** Everything outside of the runners, for one execution and the one that it calls. `now` in ms since the epoch. */
type World = {
  readonly story: Story;
  readonly lives: Lives;
  readonly waits: FakeWaits;
  readonly calls: FakeCalls;
  readonly called: Row[];
  now: number;
};

/** What has come for an execution. */
async function resumed({ waits, calls }: World, id: string): Promise<readonly WaitKey[]> {
  return id === EXECUTION ? [...(await waits.resumed(id)), ...calls.resumed(id)] : [];
}

/** Runs the called execution to its end. */
async function runCalled(world: World): Promise<void> {
  const { story, calls, called } = world;
  const [one] = calls.started();
  if (one === undefined || one.end !== undefined) return;
  const input = one.call.items.map(({ json }) => json);
  const row = newRow(story.called, { id: one.id, input, depth: 1, triggerData: { awaited: true } });
  called.push(row);
  const { callResult } = await runToEnd(world, row);
  const about = { executionId: one.id, workflowId: one.call.workflowId };
  one.end = { ...about, status: 'completed', items: callResult?.items ?? [] };
}

/** The waits and calls, which may be answered at once. */
function servicesOf(world: World): { readonly waits: ExecutionWaits; readonly calls: CallService } {
  const { story, waits, calls } = world;
  const atOnce = story.others === 'at_once';
  return {
    waits: {
      close: waits.close,
      resumed: (id) => resumed(world, id),
      async open(key, workspaceId, wait) {
        const opened = await waits.open(key, workspaceId, wait);
        if (atOnce) waits.call('wait', story.call);
        return opened;
      },
    },
    calls: {
      ends: calls.ends,
      async start(caller, request) {
        const started = await calls.start(caller, request);
        if (atOnce) await runCalled(world);
        return started;
      },
    },
  };
}

/** Answers what the execution waits for. */
async function goOn(world: World, { rest }: Row): Promise<void> {
  const { story, waits, calls } = world;
  if (waits.call('wait', story.call)) return;
  if (calls.started().some(({ end }) => end === undefined)) return runCalled(world);
  if (rest === null || rest.until === null) throw new Error('The execution rests for ever.');
  world.now = rest.until;
}

/** Settles a run: the execution ends, or is suspended unless something has come since its runner took it. */
async function settle(world: World, row: Row, { result, seen }: { result: RunResult; seen: number }): Promise<void> {
  if (result.type === 'finished') row.ended = result.finished;
  else if (result.type !== 'suspended') throw new Error(`The execution is ${result.type}.`);
  else if ((await resumed(world, row.options.id)).length === seen) row.rest = { until: result.until };
}

/** The work of one runner. */
async function runOnce(world: World, row: Row, life: Life): Promise<void> {
  const { epoch, durable } = row;
  const opened = epoch === 1 ? durable.open(epoch) : await life.reach('take over', () => durable.open(epoch));
  const { waits, calls } = servicesOf(world);
  const seen = (await resumed(world, row.options.id)).length;
  const result = await play(row.graph, {
    ...row.options,
    catalog: CATALOG,
    epoch,
    now: () => world.now,
    replay: opened.entries,
    remote: mortalJournal(life, opened.remote),
    waits: mortalWaits(life, waits),
    callService: mortalCalls(life, calls),
    respond: (request, signal) => life.reach('request', () => world.story.respond(request, signal)),
  });
  await life.reach('settle', () => settle(world, row, { result, seen }));
}

async function runToEnd(world: World, row: Row): Promise<Ended> {
  while (row.ended === null) {
    if (row.epoch >= MAX_RUNNERS) throw new Error('Runner after runner is lost, and nothing comes of it.');
    row.epoch += 1;
    row.rest = null;
    const life = world.lives.begin();
    await runOnce(world, row, life).catch((error: unknown) => {
      if (!life.isLost()) throw error;
    });
    if (row.rest !== null) await goOn(world, row);
  }
  return row.ended;
}

/** Runs an execution to its end. Each lost runner is followed by another one, which takes over what is durable. */
export async function tell(story: Story): Promise<Told> {
  const calls = createFakeCalls(() => CALLED);
  const world: World = {
    story,
    calls,
    lives: createLives(story.fate),
    waits: createFakeWaits(),
    called: [],
    now: Date.UTC(2026, 10, 25),
  };
  const ended = await runToEnd(world, newRow(story.graph, { id: EXECUTION, input: story.input }));
  return {
    ended,
    called: world.called.flatMap((row) => (row.ended === null ? [] : [row.ended])),
    steps: world.lives.log,
    waits: world.waits.opened().length,
  };
}
