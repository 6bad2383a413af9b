import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Waits for the end of its input, which comes with the end of the parent, then kills what the files name, and removes all. */
const SCRIPT = 'cat > /dev/null; for file in "$0"/*.pid; do kill -9 "$(cat "$file")"; done; rm -rf "$1" "$0"';

/** What a watchdog needs is a moment; what is still there after it, in milliseconds, is another process with the same id. */
const AWAITED_MS = 5000;

/** Where a stack notes its processes. */
export function processFolder(dataDir: string): string {
  return join(dataDir, 'processes');
}

/** Where the watchdog's own id is noted. */
function noteOf(folder: string): string {
  return join(folder, 'watchdog');
}

/**
 * Ends the processes of workerd when this one dies without a chance to do so: an orphan would keep the port. The folder holds a
 * file with the id of each; `sockets` is the folder of what they listen on. A process group of its own keeps the watchdog alive through Ctrl-C. Gives the function that calls
 * it off, once they are gone.
 */
export function startWatchdog(folder: string, sockets: string): () => void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const watchdog = spawn('sh', ['-c', SCRIPT, folder, sockets], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  writeFileSync(noteOf(folder), String(watchdog.pid));
  return () => {
    watchdog.kill('SIGKILL');
    watchdog.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Waits until the watchdog of a killed stack is done: it would end the processes of the next one, and remove its sockets. */
export async function awaitWatchdog(folder: string): Promise<void> {
  const id = notedIn(folder);
  const end = performance.now() + AWAITED_MS;
  while (id !== null && notedIn(folder) === id && isAlive(id) && performance.now() < end) await delay(10);
}

function notedIn(folder: string): number | null {
  try {
    return Number(readFileSync(noteOf(folder), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
