import type { ExecutionCommand } from '../../../src/engine/command.ts';
import type { OutputCounts } from '../../../src/engine/item.ts';
import type { Play, RunNode } from './play.ts';

/** The outputs of a node when it is performed. */
export type Behaviour = (name: string, command: RunNode) => OutputCounts;

/** Chooses the next one of the commands. */
export type Choice = (count: number) => number;

const oneItem: Behaviour = () => ({ main: 1 });
const inOrder: Choice = () => 0;

/** Performs commands until the execution ends, like a runner without failures. Returns the outcome. */
export function perform(execution: Play, behaviour: Behaviour = oneItem, choice: Choice = inOrder): string {
  const open: ExecutionCommand[] = [...execution.start()];
  for (;;) {
    const [command] = open.splice(choice(open.length), 1);
    if (command === undefined) throw new Error('Nothing is left to do, and the execution has not ended.');
    if (command.type === 'finish') return command.outcome.status;
    if (command.type === 'wait') throw new Error('Nothing runs.');
    const { node, run } = command;
    const name = execution.plan.nodes[node]?.node.name ?? '?';
    open.push(...execution.send({ type: 'node_completed', node, run, counts: behaviour(name, command) }));
  }
}
