import { join } from 'node:path';
import { type Client, register } from '../../../scripts/demo/client.ts';
import { socketFolder } from '../../../scripts/local/workerd/sockets.ts';
import { type Gate, openGate } from './crossing.ts';
import { type EffectServer, openEffectServer } from './effect-server.ts';
import { interpose } from './interpose.ts';
import { type FaultyStack, type StackOptions, startFaultyStack } from './start-stack.ts';

/** A LinkFlow, the server that its workflows call, and what went wrong so far. */
export type World = {
  readonly stack: FaultyStack;
  readonly client: Client;
  readonly server: EffectServer;
  /** Stands before the effect server and, after `interposed`, before the bridge. */
  readonly gate: Gate;
  /** When something was killed, or the last fault of a kind was over, in milliseconds since the epoch. */
  readonly faults: number[];
  /** Notes that something went wrong just now. */
  fault(): void;
};

/** Opens one for `work`, and closes it afterwards. */
export async function inWorld<Result>(options: StackOptions, work: (world: World) => Promise<Result>): Promise<Result> {
  const gate = openGate();
  const server = await openEffectServer(gate);
  try {
    const stack = await startFaultyStack(options);
    try {
      const client = await register(stack.url, 'fire@example.com', 'correct horse battery');
      const faults: number[] = [];
      return await work({ stack, client, server, gate, faults, fault: () => void faults.push(Date.now()) });
    } finally {
      gate.watch = () => 'go';
      await stack.close();
    }
  } finally {
    server.close();
  }
}

/** Puts the gate of the world between its workers and their database, too. Statements are named by `nameOf`. */
export async function interposed<Result>(
  { stack, gate }: World,
  nameOf: (text: string) => string | null,
  work: () => Promise<Result>,
): Promise<Result> {
  const done = await interpose(join(socketFolder(stack.dataDir), 'bridge.sock'), gate, nameOf);
  try {
    await stack.replace(['front', 'runner']);
    return await work();
  } finally {
    gate.watch = () => 'go';
    await done();
  }
}
