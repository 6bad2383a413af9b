import { readlinkSync, symlinkSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Server } from 'node:net';

function leadsTo(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/**
 * Lets a server listen where another one does, on a Unix socket. The path becomes a link, since a server removes its own file when it
 * closes, and by then there may be that of a new owner. Gives where the first one is now, and how to put it back.
 */
export async function takePlace(path: string, listen: (real: string) => Server): Promise<() => Promise<void>> {
  const [real, gate] = [`${path}.real`, `${path}.gate`];
  await rm(gate, { force: true });
  await rename(path, real);
  const server = listen(real);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(gate, resolve);
  });
  symlinkSync(gate, path);
  return async () => {
    await new Promise((resolve) => server.close(resolve));
    if (leadsTo(path) !== gate) return rm(real, { force: true });
    await rm(path, { force: true });
    await rename(real, path);
  };
}
