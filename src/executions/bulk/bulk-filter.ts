import type { ExecutionFilter } from '../search/filter.schemas.ts';
import type { BulkKind } from './bulk.schemas.ts';

type Status = NonNullable<ExecutionFilter['status']>[number];

/** To which executions each kind applies, and to which it does if the filter names no status. */
const STATUSES: {
  readonly [kind in BulkKind]: { readonly all: readonly Status[]; readonly usual: readonly Status[] };
} = {
  retry: { all: ['completed', 'failed', 'cancelled'], usual: ['failed'] },
  cancel: { all: ['queued', 'running', 'waiting'], usual: ['queued', 'running', 'waiting'] },
  delete: { all: ['completed', 'failed', 'cancelled'], usual: ['completed', 'failed', 'cancelled'] },
};

function earlier(moment: string | undefined, now: number): string {
  return new Date(moment === undefined ? now : Math.min(now, Date.parse(moment))).toISOString();
}

/**
 * The filter as the job goes by it: only executions that are there by now, so that it does not follow what it starts itself,
 * and only such as it can do something to. `null`: there can be none.
 */
export function bulkFilter(kind: BulkKind, filter: ExecutionFilter, now: number): ExecutionFilter | null {
  const { all, usual } = STATUSES[kind];
  const status = filter.status?.filter((one) => all.includes(one)) ?? [...usual];
  return status.length === 0 ? null : { ...filter, status, created_before: earlier(filter.created_before, now) };
}
