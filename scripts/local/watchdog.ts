import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';

/** Waits for the end of its input, which comes with the end of the parent, then kills what the files name, and removes the sockets. */
const SCRIPT = 'cat > /dev/null; for file in "$0"/*.pid; do kill -9 "$(cat "$file")"; done; rm -rf "$1"';

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
  return () => {
    rmSync(folder, { recursive: true, force: true });
    watchdog.stdin.end();
  };
}
