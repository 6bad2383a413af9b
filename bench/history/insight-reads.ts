import type { Statement } from '../../src/executions/search/search-statement.ts';
import { spansOf } from '../../src/insights/insight-range.ts';
import { DAYS, nodesStatement, WORKFLOWS } from '../../src/insights/insight-statements.ts';
import { ALL_WORKFLOWS } from '../../src/insights/roll-up-statement.ts';

const DAY = 86_400_000;

/** What `insights` shows at most. */
const SHOWN = '50';

function dayBefore(now: number, days: number): string {
  return new Date(now - days * DAY).toISOString().slice(0, 10);
}

/** A statement of insights, by what it tells. */
export type NamedRead = { readonly name: string; readonly statement: Statement };

/** What people read of a year, and of a month of nodes. */
export function insightReads(workspaceId: string, workflowId: string, now: number): readonly NamedRead[] {
  const to = dayBefore(now, 0);
  const [year, month] = [dayBefore(now, 365), dayBefore(now, 30)];
  const spans = JSON.stringify(spansOf({ from: year, to }));
  return [
    { name: 'days of a year', statement: { text: DAYS, values: [workspaceId, ALL_WORKFLOWS, year, to] } },
    { name: 'days of a year, of a workflow', statement: { text: DAYS, values: [workspaceId, workflowId, year, to] } },
    { name: 'workflows of a year', statement: { text: WORKFLOWS, values: [workspaceId, null, spans, SHOWN] } },
    {
      name: 'nodes of a month that fail most',
      statement: { text: nodesStatement('failures'), values: [workspaceId, null, month, to, SHOWN] },
    },
    {
      name: 'nodes of a month that take longest',
      statement: { text: nodesStatement('duration'), values: [workspaceId, null, month, to, SHOWN] },
    },
    {
      name: 'nodes of a month, of a workflow',
      statement: { text: nodesStatement('failures'), values: [workspaceId, workflowId, month, to, SHOWN] },
    },
  ];
}
