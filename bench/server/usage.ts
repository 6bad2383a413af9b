import { readFile } from 'node:fs/promises';

const INTERVAL_MS = 250;

/** The unit of /proc/<pid>/stat, USER_HZ, is a hundredth of a second on every Linux. */
const TICK_MS = 10;

/** Processes by their names. */
export type Pids = { readonly [name: string]: number };

/** Values by process name; empty where there is no /proc. */
export type ByProcess = { readonly [name: string]: number };

/** What the processes have used since the last call. */
export type Usage = {
  /** The most resident memory, in megabytes. */
  readonly peakMb: ByProcess;
  readonly cpuMs: ByProcess;
  readonly elapsedMs: number;
};

export type UsageWatch = { take(): Promise<Usage>; stop(): void };

type Look = { readonly megabytes: number; readonly cpuMs: number };

/** Reads four times a second what the processes use. */
export function watchUsage(pids: Pids): UsageWatch {
  let peaks: Record<string, number> = {};
  let before: Record<string, number> = {};
  let since = performance.now();
  const look = async (): Promise<Record<string, Look>> => {
    const looks = await Promise.all(
      Object.entries(pids).map(async ([name, pid]) => [name, await lookAt(pid)] as const),
    );
    const seen = Object.fromEntries(looks.flatMap(([name, usage]) => (usage === null ? [] : [[name, usage]])));
    for (const [name, { megabytes }] of Object.entries(seen)) peaks[name] = Math.max(peaks[name] ?? 0, megabytes);
    return seen;
  };
  const timer = setInterval(() => void look(), INTERVAL_MS);
  return {
    async take() {
      const now = Object.fromEntries(Object.entries(await look()).map(([name, { cpuMs }]) => [name, cpuMs]));
      const spent = Object.entries(now).map(([name, cpuMs]) => [name, cpuMs - (before[name] ?? 0)]);
      const usage = { peakMb: peaks, cpuMs: Object.fromEntries(spent), elapsedMs: performance.now() - since };
      peaks = {};
      before = now;
      since = performance.now();
      return usage;
    },
    stop: () => clearInterval(timer),
  };
}

/** `null` for a process that has ended, or without /proc. */
async function lookAt(pid: number): Promise<Look | null> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ]);
    // The name, in parentheses, may hold blanks; user and system time are the 14th and 15th field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    return { megabytes: Math.round(kilobytes / 1024), cpuMs: ticks * TICK_MS };
  } catch {
    return null;
  }
}
