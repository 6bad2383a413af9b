import type { ListedExecution } from '../../scripts/demo/executions.ts';
import type { TimeRow } from '../report/row.ts';

/** How many milliseconds passed between the creation and the start of each execution; those that have not started count as never. */
function latencies(executions: readonly ListedExecution[]): readonly number[] {
  return executions
    .map(({ created_at, started_at }) =>
      started_at === null ? Number.POSITIVE_INFINITY : Date.parse(started_at) - Date.parse(created_at),
    )
    .sort((a, b) => a - b);
}

/** The rows that tell how long executions waited for their start. */
export function startRows(name: string, executions: readonly ListedExecution[]): TimeRow[] {
  const sorted = latencies(executions);
  const at = (part: number): number => sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
  return [0.5, 0.95].map((part) => ({
    name: `${name}: start, p${part * 100}`,
    size: sorted.length,
    value: at(part),
    unit: 'ms',
  }));
}
