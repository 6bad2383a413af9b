import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** Waits for the end of its input, which comes with the end of the parent, then kills what the file names. */
const SCRIPT = 'cat > /dev/null; pid=$(cat "$0" 2> /dev/null) && kill -9 "$pid"';

/**
 * Ends workerd when this process dies without a chance to do so: an orphan would keep the port. A process group of its
 * own keeps the watchdog alive through Ctrl-C. Gives the function that calls it off, once workerd is gone.
 */
export function startWatchdog(pidFile: string): () => void {
  rmSync(pidFile, { force: true });
  const watchdog = spawn('sh', ['-c', SCRIPT, pidFile], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watchdog.unref();
  return () => {
    rmSync(pidFile, { force: true });
    watchdog.stdin.end();
  };
}
