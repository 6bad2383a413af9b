import { fork } from 'node:child_process';
import { once } from 'node:events';
import { StartError } from '../../scripts/support/start-error.ts';

/** A script in its own process. It has to end when the channel to its parent closes. */
export type Child = {
  readonly pid: number;
  send(message: NodeJS.Dict<unknown>): void;
  /** Waits for the next message; throws when the process ends instead. */
  receive(): Promise<unknown>;
  /** Closes the channel and waits for the end. */
  end(): Promise<void>;
};

/** `flags` are Node's. */
export function startChild(script: string, environment: NodeJS.ProcessEnv = {}, flags: readonly string[] = []): Child {
  const child = fork(script, {
    execArgv: [...flags],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = new AbortController();
  const ended = once(child, 'exit').then(() => gone.abort());
  return {
    pid: child.pid ?? 0,
    send: (message) => child.send(message),
    async receive() {
      try {
        const [message] = await once(child, 'message', { signal: gone.signal });
        return message;
      } catch (error) {
        throw new StartError(`${script} has ended too early.`, error);
      }
    },
    async end() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
