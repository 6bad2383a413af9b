import { elementAt } from '../../engine/structure/element.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { MAX_CONCURRENT_NODES } from '../limits.ts';
import { performNode } from '../node/perform-node.ts';
import type { RunNode } from '../outcome/node-outcome.ts';
import type { ExecutionRun } from '../run/execution-run.ts';
import { takenInputs } from '../run/taken-inputs.ts';
import { type Drive, recordEntry, recordEvent } from './drive-state.ts';

/** Notes which inputs a run works on. */
function beginRun({ data, workflow: { plan } }: ExecutionRun, command: RunNode): void {
  const node = elementAt(plan.nodes, command.node);
  data.begin(command.node, command.run, takenInputs(plan, node, command));
}

function isEffect(drive: Drive, command: RunNode): boolean {
  const { workflow, given } = drive.options.run;
  const node = elementAt(workflow.plan.nodes, command.node);
  return node.effect === 'write' && given(node, command.run) === null;
}

function perform(drive: Drive, command: RunNode): JournalEntry | Promise<JournalEntry> {
  const { run, services } = drive.options;
  return performNode({ run, services, command, end: drive.abort });
}

function track(drive: Drive, work: Promise<JournalEntry>, effect: boolean): void {
  drive.active += 1;
  drive.post(work.then((entry) => ({ type: 'entry', entry, effect })));
}

function performEffects(drive: Drive, commands: readonly RunNode[]): void {
  drive.active -= commands.length;
  if (drive.end !== null) return;
  for (const command of commands) track(drive, Promise.resolve(perform(drive, command)), true);
}

/** Journals the intents, and all facts so far, before the effects begin. */
function beginEffects(drive: Drive, commands: readonly RunNode[]): void {
  for (const { node, run, attempt } of commands) recordEvent(drive, { type: 'node_started', node, run, attempt });
  drive.active += commands.length;
  drive.dirty = false;
  const { journal } = drive.options.run;
  drive.post(
    journal.sync().then((reply) => ({ type: 'reply', reply, proceed: () => performEffects(drive, commands) })),
  );
}

function launchOne(drive: Drive, command: RunNode): void {
  const outcome = perform(drive, command);
  if (outcome instanceof Promise) track(drive, outcome, false);
  else recordEntry(drive, outcome);
}

function hasRoom(drive: Drive, starting: number): boolean {
  return drive.end === null && !drive.stopping && drive.active + starting < MAX_CONCURRENT_NODES;
}

/** Starts the ready nodes for which there is room: pure and reading ones at once, writing ones after their intent is journaled. */
export function launchReady(drive: Drive): void {
  const effects: RunNode[] = [];
  while (hasRoom(drive, effects.length)) {
    const command = drive.ready.shift();
    if (command === undefined) break;
    beginRun(drive.options.run, command);
    if (isEffect(drive, command)) effects.push(command);
    else launchOne(drive, command);
  }
  if (effects.length > 0 && drive.end === null) beginEffects(drive, effects);
}
