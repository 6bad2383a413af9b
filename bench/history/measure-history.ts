import { NOTE_ENDS } from '../../src/alerts/firing/note-ends.ts';
import { findStatement } from '../../src/executions/search/find-page.ts';
import type { Search } from '../../src/executions/search/search-source.ts';
import { countStatement } from '../../src/executions/search/search-statement.ts';
import { timeOfId } from '../../src/shared/ids.ts';
import type { TimeRow } from '../report/row.ts';
import { countHistory } from './count-history.ts';
import { explain, openExplainer } from './explain.ts';
import { insightReads } from './insight-reads.ts';
import { openFilled } from './open-filled.ts';
import { type NamedSearch, searchesOf } from './searches.ts';

const PAGE = 20;

/** The last id that there is. */
const NOWHERE = 'ffffffff-ffff-7fff-bfff-ffffffffffff';

const DAY = 86_400_000;

function searchOf(workspaceId: string, { filter, daysAgo }: NamedSearch, now: number): Search {
  const after = daysAgo === undefined ? null : { createdAt: new Date(now - daysAgo * DAY).toISOString(), id: NOWHERE };
  return { workspaceId, filter, after };
}

/** How long each page of a long history takes in the database, each count, what insights read, and the look of each minute for alerts. */
export async function measureHistory(): Promise<TimeRow[]> {
  const { database, rows: size, workspaceId, workflowId } = await openFilled(process.env.DATABASE_URL);
  const now = timeOfId(workflowId) ?? Date.now();
  try {
    const explainer = await openExplainer(database);
    const measured: TimeRow[] = [];
    for (const named of searchesOf(workflowId, now)) {
      const search = searchOf(workspaceId, named, now);
      const page = await explain(explainer, findStatement(search, PAGE));
      measured.push({ name: `history: ${named.name} (${page.plan})`, size, value: page.ms, unit: 'ms a page' });
      const count = await explain(explainer, countStatement(search));
      measured.push({ name: `history: ${named.name}`, size, value: count.ms, unit: 'ms a count' });
    }
    await countHistory(database);
    for (const { name, statement } of insightReads(workspaceId, workflowId, now)) {
      const read = await explain(explainer, statement);
      measured.push({ name: `insights: ${name} (${read.plan})`, size, value: read.ms, unit: 'ms a read' });
    }
    const look = await explain(explainer, { text: NOTE_ENDS, values: [] }, 'SET jit = off');
    measured.push({ name: `alerts: what has just ended (${look.plan})`, size, value: look.ms, unit: 'ms a look' });
    return measured;
  } finally {
    await database.close();
  }
}
