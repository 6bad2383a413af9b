import { LOOP_HANDLE } from '../main-output.ts';
import type { PlanConnection, PlanNode } from '../plan.ts';
import type { NodeRunView } from '../state.ts';
import { valueAt, withValue } from '../structure/vector.ts';
import { changeNode, type Draft, planConnections, planNode, type Task } from './draft.ts';
import { entryCount, inputsOf } from './inputs.ts';
import { addRun } from './runs.ts';

/** Starts, skips and iterates nodes as long as there are any to. A worklist and no recursion, because chains can be long. */
export function runTasks(draft: Draft): void {
  for (let next = 0; draft.state.outcome === null; next++) {
    const task = draft.tasks[next];
    if (task === undefined) return;
    if (task.type === 'iterate') iterate(draft, task);
    else startOrSkip(draft, task);
  }
}

/** Sends the items of a finished run on, and decides all connections that leave its node. */
export function sendOn(draft: Draft, run: NodeRunView): void {
  const node = planNode(draft, run.node);
  const outgoing = planConnections(draft, node.outgoing);
  if (node.isLoop) {
    sendOnFromLoop(draft, run, outgoing);
  } else {
    carryItems(draft, run, outgoing);
    finishInBody(draft, node);
  }
}

/** Items on `loop` start another iteration. Without any, the pass is over; if the body never ran, it is skipped. */
function sendOnFromLoop(draft: Draft, run: NodeRunView, outgoing: readonly PlanConnection[]): void {
  const node = planNode(draft, run.node);
  const intoBody = outgoing.filter((connection) => connection.sourceHandle === LOOP_HANDLE);
  if (isIterating(run)) {
    prepareBody(draft, node);
    carryItems(draft, run, intoBody);
    if (node.body.length === 0) draft.tasks.push({ type: 'iterate', node });
    return;
  }
  if (run.run === run.firstRun) {
    prepareBody(draft, node);
    carryItems(draft, { ...run, counts: null }, intoBody);
  }
  const onward = outgoing.filter((connection) => connection.sourceHandle !== LOOP_HANDLE);
  carryItems(draft, run, onward);
  finishInBody(draft, node);
}

function startOrSkip(draft: Draft, { node }: Task): void {
  if (valueAt(draft.state.nodes, node.index).fed) {
    addRun(draft, node, { status: 'running', inputs: inputsOf(draft, node, 'outside') });
    return;
  }
  const skipped = addRun(draft, node, { status: 'skipped', inputs: [] });
  if (skipped !== null) sendOn(draft, skipped);
}

function iterate(draft: Draft, { node }: Task): void {
  const { firstRun } = latestRun(draft, node);
  addRun(draft, node, { status: 'running', inputs: inputsOf(draft, node, 'body'), firstRun });
}

/** Prepares the nodes of a loop's body for another iteration. What their connections carried before is overwritten then. */
function prepareBody(draft: Draft, loop: PlanNode): void {
  for (const index of loop.body) {
    changeNode(draft, index, { undecided: entryCount(draft, planNode(draft, index)), fed: false });
  }
  changeNode(draft, loop.index, { open: loop.body.length });
}

function carryItems(draft: Draft, run: NodeRunView, connections: readonly PlanConnection[]): void {
  for (const connection of connections)
    decide(draft, connection, { sourceRun: run.run, count: countOn(run, connection) });
}

function decide(draft: Draft, connection: PlanConnection, carried: { sourceRun: number; count: number }): void {
  draft.state.connections = withValue(draft.state.connections, connection.index, carried);
  if (connection.back) return;
  const target = valueAt(draft.state.nodes, connection.target);
  const undecided = target.undecided - 1;
  changeNode(draft, connection.target, { undecided, fed: target.fed || carried.count > 0 });
  if (undecided === 0) draft.tasks.push({ type: 'decided', node: planNode(draft, connection.target) });
}

/** When the last node of a body has finished, its loop node is next. */
function finishInBody(draft: Draft, node: PlanNode): void {
  if (node.loop === null) return;
  const loop = planNode(draft, node.loop);
  const { open } = changeNode(draft, loop.index, { open: valueAt(draft.state.nodes, loop.index).open - 1 });
  if (open === 0 && isIterating(latestRun(draft, loop))) draft.tasks.push({ type: 'iterate', node: loop });
}

function latestRun(draft: Draft, node: PlanNode): NodeRunView {
  return valueAt(draft.state.runs, valueAt(draft.state.nodes, node.index).latest);
}

function isIterating(run: NodeRunView): boolean {
  return run.status === 'completed' && countOn(run, { sourceHandle: LOOP_HANDLE }) > 0;
}

/** Only own properties count: a handle may be named `constructor`. */
function countOn({ counts }: NodeRunView, { sourceHandle }: { readonly sourceHandle: string }): number {
  const own = counts !== null && Object.hasOwn(counts, sourceHandle);
  return (own ? counts[sourceHandle] : undefined) ?? 0;
}
