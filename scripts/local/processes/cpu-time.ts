import { readFileSync } from 'node:fs';

/** The unit of /proc/<pid>/stat, USER_HZ, is a hundredth of a second on every Linux. */
const TICK_MS = 10;

/**
 * What a process has computed so far, in milliseconds; so a busy machine makes nobody seem to hang. Without /proc, the time on
 * the clock stands for it.
 */
export function cpuTime(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold blanks; user and system time are the 14th and 15th field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return performance.now();
  }
}
