import { describe, expect, it } from 'vitest';
import type { SearchResult } from '../../../web/src/lib/api/schema.gen.ts';
import { foundEntries, foundPath } from '../../../web/src/lib/search/found-entries.ts';
import { searchEntries } from '../../../web/src/ui/palette/search-entries.ts';

const RESULT: SearchResult = {
  screens: [{ path: '/executions', name: 'Executions' }],
  workflows: [{ id: 'w1', name: 'Send <b>invoices</b>', status: 'active', tags: ['money'] }],
  executions: [
    {
      id: 'e1',
      workflow_id: 'w1',
      workflow_name: null,
      status: 'failed',
      error_message: 'No route',
      created_at: '2026-01-01T00:00:00.000Z',
    },
  ],
  incomplete: false,
};

describe('what a search found', () => {
  it('is offered with where it leads to, and what it is', () => {
    expect(foundEntries(RESULT, 'x').map(({ id, label, detail }) => [foundPath(id), label, detail])).toEqual([
      ['/executions', 'Executions', 'Screen'],
      ['/workflows/w1', 'Send <b>invoices</b>', 'Workflow · active · money'],
      ['/executions/e1', 'e1', 'Execution · failed · No route'],
    ]);
  });

  it('stays in the palette for the text that it was found by, though nothing of that text stands in it', () => {
    expect(searchEntries(foundEntries(RESULT, '0197'), '0197')).toHaveLength(3);
    expect(searchEntries(foundEntries(RESULT, '0197'), 'other')).toHaveLength(0);
  });

  it('is told from what else a palette has', () => {
    expect(foundPath('run')).toBeNull();
  });
});
