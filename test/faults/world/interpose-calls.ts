import { connect, createServer, type Socket } from 'node:net';
import type { Gate } from './crossing.ts';
import { takePlace } from './take-place.ts';

/** A method of an object as it stands in a call that is carried over a socket. */
const METHOD = /(append|takeOver|close)\0/;

/** Hands on what comes from one end, in order, unless `passes` says no. */
function carry(from: Socket, to: Socket, passes: (chunk: Buffer) => Promise<boolean>): void {
  let last: Promise<unknown> = Promise.resolve();
  const breakOff = (): void => {
    from.destroy();
    to.destroy();
  };
  from.on('data', (chunk) => {
    // Whoever decides, and can't, tells why by itself.
    last = last
      .then(async () => {
        if (await passes(chunk)) to.write(chunk);
        else breakOff();
      })
      .catch(breakOff);
  });
  from.on('error', () => to.destroy());
  from.on('close', () => void last.then(() => to.end()));
}

/** Stands between the process that has the objects and those that call them from now on: see `interpose`. */
export async function interposeCalls(path: string, gate: Gate): Promise<() => Promise<void>> {
  const open = new Set<Socket>();
  const leave = await takePlace(path, (real) =>
    createServer((caller) => {
      const owner = connect(real);
      open.add(caller);
      caller.on('close', () => open.delete(caller));
      let called: string | null = null;
      carry(caller, owner, async (chunk) => {
        const method = METHOD.exec(chunk.toString('latin1'))?.[1];
        if (method === undefined) return true;
        called = method;
        return (await gate.watch({ place: `object ${method}`, phase: 'before', text: '' })) === 'go';
      });
      carry(owner, caller, async () => {
        const place = called;
        called = null;
        return place === null || (await gate.watch({ place: `object ${place}`, phase: 'after', text: '' })) === 'go';
      });
    }),
  );
  return async () => {
    for (const socket of open) socket.destroy();
    await leave();
  };
}
