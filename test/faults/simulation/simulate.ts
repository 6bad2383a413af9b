import { createCatalog } from '../../../src/nodes/registry.ts';
import { isIntent, parseEntries, parseRowJournal } from '../../../src/runner/journal/journal-text.ts';
import { JournalLost } from '../../../src/runner/journal/open-journal.ts';
import type { OpenedRun } from '../../../src/runner/run/open-run.ts';
import { openDurably, type RunResult, runOpened } from '../../../src/runner/run-execution.ts';
import { compileWorkflow } from '../../../src/runner/workflow/compiled-workflow.ts';
import { lazily } from '../../../src/shared/lazy-abort.ts';
import { type Drawn, EXECUTION, fakeServices } from '../../runner/support/play.ts';
import { type Chance, createChance } from '../world/chance.ts';
import { Broken, createHeldCalls, type Hardness, type HeldCalls } from './held-calls.ts';
import { createSimulatedObject } from './simulated-object.ts';
import { createSimulatedRow, type SimulatedRow } from './simulated-row.ts';

/** What came of a simulated execution. */
export type Simulated = {
  readonly row: SimulatedRow;
  /** The node and key of each effect that the world outside saw, in order, and whether its intent was durable by then. */
  readonly effects: readonly { readonly node: string; readonly key: string; readonly intended: boolean }[];
  /** How many intents were durable when the cancellation was through, and at the end; `null`: it was not cancelled. */
  readonly intentsAfterCancel: number | null;
  /** Whether its object was to lose its storage, and with it what it knew of intents and of a cancellation. */
  readonly empties: boolean;
  /** All that happened, for people who look for the reason of a failure. */
  readonly log: readonly string[];
};

export type Simulation = {
  readonly graph: Drawn;
  readonly seed: number;
  /** Whether somebody cancels it at some moment. */
  readonly cancels: boolean;
  /** Whether its object loses its storage at some moment. */
  readonly empties: boolean;
};

/** More steps than any execution here needs, if it comes to an end at all. */
const MAX_STEPS = 2000;

/** How much goes wrong: the share of calls at which a runner is lost, and of messages that are dropped or come three times. */
const LOSSY = 0.08;
const DROPPED = 0.05;

const CATALOG = createCatalog();
const BEGINNING = Date.UTC(2026, 10, 25);

type World = Simulation & {
  readonly chance: Chance;
  readonly calls: HeldCalls;
  readonly row: SimulatedRow;
  readonly object: ReturnType<typeof createSimulatedObject>;
  readonly effects: Simulated['effects'][number][];
  readonly errors: unknown[];
  messages: number;
  runners: number;
  now: number;
};

function send({ chance }: World): number {
  return chance.happens(DROPPED) ? 0 : chance.happens(0.1) ? 3 : 1;
}

/** The durable intents, by their nodes. An append that broke off may stand there twice: that is one intent. */
function intents({ row, object }: World): number[] {
  const texts = object.batches.length > 0 ? object.batches : [];
  const inRow = object.batches.length > 0 ? [] : parseRowJournal(row.journal()).entries;
  const entries = [...inRow, ...texts.flatMap((text) => [...parseEntries(text)])].filter(isIntent);
  const distinct = new Map(entries.map((entry) => [JSON.stringify(entry), entry]));
  return [...distinct.values()].flatMap(({ event }) => ('node' in event ? [event.node] : []));
}

function see(world: World, url: string, key: string): void {
  const node = new URL(url).hostname.replace('.test', '');
  const index = world.graph.nodes.findIndex(({ id }) => id === node);
  world.effects.push({ node, key, intended: intents(world).includes(index) });
}

/** How often a statement is made that breaks off. */
const MAX_CALLS = 3;

/** Makes a statement again that has broken off, as runners do. */
async function again<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let calls = 1; ; calls += 1) {
    try {
      return await call();
    } catch (error) {
      if (calls === MAX_CALLS || !(error instanceof Broken)) throw error;
    }
  }
}

/** As whoever runs a batch opens an execution. */
async function openKnown(...given: Parameters<typeof openDurably>): Promise<OpenedRun | null | 'journal lost'> {
  try {
    return await openDurably(...given);
  } catch (error) {
    if (error instanceof JournalLost) return 'journal lost';
    throw error;
  }
}

/** One runner: takes up the execution, goes on with it, and writes down what came of it. */
async function run(world: World, runner: number, claim: NonNullable<ReturnType<SimulatedRow['claim']>>): Promise<void> {
  const { graph, calls, row, object } = world;
  const reach = <R>(name: string, hardness: Hardness, act: () => R | Promise<R>): Promise<R> =>
    calls.hold(runner, { name, hardness, act });
  const { coordinator } = object;
  const { epoch } = claim;
  const services = fakeServices({
    now: () => world.now,
    respond: ({ url, headers }) =>
      reach(`request ${url}`, 'firm', () => {
        see(world, url, headers['Idempotency-Key'] ?? '');
        return {};
      }),
  });
  const deps = {
    services,
    coordinators: {
      getByName: () => ({
        ...coordinator,
        append: (request: Parameters<typeof coordinator.append>[0]) =>
          reach('append', 'brittle', () => coordinator.append(request)),
        takeOver: (...given: Parameters<typeof coordinator.takeOver>) =>
          reach('take over', 'brittle', () => coordinator.takeOver(...given)),
      }),
    },
    rows: (_: unknown, entries: Parameters<SimulatedRow['write']>[1]) =>
      again(() => reach('row', 'brittle', () => row.write(epoch, entries))),
    markMoved: () => again(() => reach('mark', 'brittle', () => row.mark(epoch))),
  };
  const identity = { workflowId: 'workflow', workspaceId: 'workspace', version: 1, name: 'Test' };
  const workflow = compileWorkflow(identity, { settings: {}, ...graph }, CATALOG);
  const source = {
    ...({ id: EXECUTION, createdAt: BEGINNING, startedAt: BEGINNING, epoch, depth: 0, runOptions: null } as const),
    ...({ triggerType: 'manual', triggerNodeId: 'start', triggerData: {}, inputData: {} } as const),
  };
  const { journal, cancelled } = claim;
  const opened = await openKnown(deps, { workflow, source, first: epoch === 1, journal, cancelled });
  const stop = lazily(new AbortController().signal);
  if (opened === 'journal lost') return void (await reach('settle as lost', 'firm', () => row.fail(epoch)));
  const result: RunResult =
    opened === null ? { type: 'lost' } : await runOpened(services, { opened, stop, onResponse: () => undefined });
  await again(() => reach(`settle ${result.type}`, 'brittle', () => row.settle(epoch, result)));
  if (row.status() === 'queued') world.messages += send(world);
}

function deliver(world: World): void {
  world.messages -= 1;
  const claim = world.row.claim();
  if (claim === null) return;
  world.runners += 1;
  run(world, world.runners, claim).catch((error: unknown) => {
    // A runner to which the world breaks off again and again gives up; the sweep goes on with its execution.
    if (!(error instanceof Broken)) world.errors.push(error);
  });
}

/** The lease of whoever has it runs out, whether that one is lost or only slow; or its wait is over. */
function sweep(world: World): void {
  const due = world.row.due();
  if (world.row.status() === 'waiting' && due !== null) world.now = Math.max(world.now, due);
  world.row.requeue();
  world.messages += send(world);
}

/** Lets everything that can happen without a call happen. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Lets timers fire that are due. A lease is longer than that. */
async function letTimersFire({ calls, row }: World): Promise<void> {
  if (calls.count() > 0 || row.status() !== 'running') return;
  await new Promise((resolve) => setTimeout(resolve, 2));
  await settled();
}

async function step(world: World): Promise<void> {
  await letTimersFire(world);
  const { chance, calls, messages } = world;
  if (messages > 0 && chance.happens(0.5)) deliver(world);
  else if (calls.count() > 0 && chance.happens(0.97)) await calls.takeUp();
  else sweep(world);
  await settled();
}

/** Whoever cancels marks the row, then tells the object. Gives how many intents were durable by then. */
async function cancel(world: World): Promise<number | null> {
  if (world.row.status() === 'completed' || world.row.status() === 'failed') return null;
  world.row.cancel();
  for (let steps = world.chance.below(4); steps > 0; steps -= 1) await step(world);
  await world.object.coordinator.cancel(EXECUTION, world.now);
  world.messages += send(world);
  return intents(world).length;
}

function hasEnded(row: SimulatedRow): boolean {
  return !['queued', 'running', 'waiting'].includes(row.status());
}

/** Runs one execution in a world in which runners are lost or slow, and messages are dropped, doubled and late. The same seed does the same. */
export async function simulate(simulation: Simulation): Promise<Simulated> {
  const chance = createChance(simulation.seed);
  const calls = createHeldCalls(chance, LOSSY);
  const world: World = {
    ...simulation,
    chance,
    calls,
    row: createSimulatedRow(),
    object: createSimulatedObject(),
    effects: [],
    errors: [],
    messages: 1,
    runners: 0,
    now: BEGINNING,
  };
  const cancelAt = simulation.cancels ? chance.below(25) : Number.POSITIVE_INFINITY;
  const emptyAt = simulation.empties ? chance.below(40) : Number.POSITIVE_INFINITY;
  let through: number | null = null;
  for (let steps = 0; !hasEnded(world.row) && steps < MAX_STEPS; steps += 1) {
    if (steps === emptyAt) {
      calls.note('The object loses its storage.');
      world.object.empty();
    }
    if (steps === cancelAt) through = await cancel(world);
    await step(world);
  }
  // Those that are slow still do what they were about to do.
  while (await calls.takeUp()) await settled();
  if (world.errors.length > 0) throw new AggregateError(world.errors, 'A runner broke off.');
  const { row, effects } = world;
  return {
    row,
    effects,
    empties: simulation.empties,
    log: calls.log,
    intentsAfterCancel: through === null ? null : intents(world).length - through,
  };
}
