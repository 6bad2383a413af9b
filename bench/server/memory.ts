import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const INTERVAL_MS = 500;

/** Processes by their names. */
export type Pids = { readonly [name: string]: number };

/** Megabytes by the names of the processes. */
export type Peaks = { readonly [name: string]: number };

export type MemoryWatch = {
  /** The most that each process has held since this was last asked. */
  takePeaks(): Promise<Peaks>;
  stop(): void;
};

/** Looks twice a second at the resident memory of the processes. */
export function watchMemory(pids: Pids): MemoryWatch {
  let peaks: Record<string, number> = {};
  const look = async (): Promise<void> => {
    const held = await residentMegabytes(Object.values(pids));
    for (const [name, pid] of Object.entries(pids)) peaks[name] = Math.max(peaks[name] ?? 0, held.get(pid) ?? 0);
  };
  const timer = setInterval(() => void look(), INTERVAL_MS);
  return {
    async takePeaks() {
      await look();
      const taken = peaks;
      peaks = {};
      return taken;
    },
    stop: () => clearInterval(timer),
  };
}

async function residentMegabytes(pids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,rss=', '-p', pids.join(',')]);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return new Map(rows.map(([pid = 0, kilobytes = 0]) => [pid, Math.round(kilobytes / 1024)]));
}
