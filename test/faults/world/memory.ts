import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds: resident memory in megabytes, and open files; zeros for one that has ended. */
type Holding = { readonly megabytes: number; readonly files: number };

export function holdingOf(pid: number): Holding {
  try {
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return { megabytes: kilobytes / 1024, files: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return { megabytes: 0, files: 0 };
  }
}

/** The most memory that these processes have had together, in megabytes, while `work` went on. */
export async function peakWhile<Result>(
  pids: readonly number[],
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly peak: number }> {
  const look = (): number => pids.reduce((sum, pid) => sum + holdingOf(pid).megabytes, 0);
  let peak = look();
  const timer = setInterval(() => {
    peak = Math.max(peak, look());
  }, 100);
  try {
    return { result: await work(), peak };
  } finally {
    clearInterval(timer);
  }
}
