/// <reference path="../examples/import-meta.d.ts" />
import { beforeAll, describe, expect, it } from 'vitest';
import { SCREENS } from '../../src/search/screens.ts';
import { type SearchResult, searchResultSchema } from '../../src/search/search.schemas.ts';
import ROUTES from '../../web/src/app/router.tsx?raw';
import { changeRow, queueExecution } from '../support/queued-execution.ts';
import { createUser, node, type User } from '../support/running-app.ts';

let user: User;
let workflow: string;
let failed: string;

const IDLE = { nodes: [node('start', 'trigger.manual')], connections: [] };

async function make(name: string, tags: readonly string[] = []): Promise<string> {
  return String((await user.api('POST', '/workflows', { name, tags, ...IDLE })).json.id);
}

beforeAll(async () => {
  user = await createUser();
  workflow = await make('Send invoices', ['money']);
  await make('Invoices of 100%');
  await make('Other');
  failed = await queueExecution(user, workflow);
  await changeRow(failed, `status = 'failed', error_code = 'http.timeout', error_message = 'The bank timed out'`);
});

async function search(q: string, as: User = user, headers: Record<string, string> = {}): Promise<SearchResult> {
  const reply = await as.api('GET', `/search?q=${encodeURIComponent(q)}`, undefined, headers);
  return searchResultSchema.parse(reply.json);
}

function names({ workflows }: SearchResult): readonly string[] {
  return workflows.map(({ name }) => name);
}

describe('a search', () => {
  it('finds workflows by name, those that begin with it first, by tag and by id', async () => {
    expect(names(await search('INVOICES'))).toEqual(['Invoices of 100%', 'Send invoices']);
    expect(names(await search('money'))).toEqual(['Send invoices']);
    expect(names(await search(workflow.toUpperCase()))).toEqual(['Send invoices']);
    expect(names(await search('0%'))).toEqual(['Invoices of 100%']);
    expect(names(await search('_'))).toEqual([]);
  });

  it('finds executions by id, and by the error with which they failed', async () => {
    const found = { id: failed, workflow_id: workflow, status: 'failed', error_message: 'The bank timed out' };
    expect((await search(failed)).executions).toMatchObject([found]);
    expect((await search('TIMED OUT')).executions).toMatchObject([{ ...found, workflow_name: 'Send invoices' }]);
    expect((await search('timed_out')).executions).toEqual([]);
  });

  it('finds pages, which are pages of the console', async () => {
    expect((await search('exec')).screens).toEqual([{ path: '/executions', name: 'Executions' }]);
    for (const { path } of SCREENS) expect(ROUTES).toContain(`path: '${path}'`);
  });

  it('shows only what the caller may see', async () => {
    const key = await user.api('POST', '/api-keys', { name: 'k', scopes: ['workspace:read'] });
    const as = { authorization: '', 'x-api-key': String(key.json.key) };
    const nothing = { workflows: [], executions: [], screens: [], incomplete: false };
    for (const q of ['invoices', failed, 'timed out', 'exec']) expect(await search(q, user, as)).toEqual(nothing);
    const other = await createUser();
    for (const q of ['invoices', failed, workflow, 'timed out']) {
      expect(await search(q, other)).toEqual(nothing);
    }
  });

  it.each(['', '?q=', '?q=%20', '?q=a&limit=21', '?q=a&limit=0', `?q=${'x'.repeat(201)}`])(
    'refuses %j',
    async (query) => {
      expect((await user.api('GET', `/search${query}`)).status).toBe(400);
    },
  );
});
