import { z } from 'zod';
import type { LoadRow } from '../report/row.ts';
import { type Bench, type Case, measureCase } from './bench.ts';

/** More than there are callers, so that no account has more tries under way than it may have. */
const USERS = 60;

/** More than a run sends, so that nobody is tried twice. */
const STRANGERS = 5000;

const PASSWORD = 'correct horse battery';

const registeredSchema = z.object({
  tokens: z.object({ access_token: z.string() }),
  workspace: z.object({ id: z.string() }),
});
const keySchema = z.object({ key: z.string() });

type Headers = { readonly [name: string]: string };

async function post(bench: Bench, path: string, body: unknown, headers: Headers = {}): Promise<unknown> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
  const response = await fetch(`${bench.client.url}${path}`, init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function registerUsers(bench: Bench): Promise<{ emails: string[]; bearer: Headers; workspacePath: string }> {
  const emails = Array.from({ length: USERS }, (_, at) => `auth-${Date.now()}-${at}@example.com`);
  const [first] = await Promise.all(
    emails.map((email) => post(bench, '/api/v1/auth/register', { email, password: PASSWORD })),
  );
  const { tokens, workspace } = registeredSchema.parse(first);
  const bearer = { authorization: `Bearer ${tokens.access_token}` };
  return { emails, bearer, workspacePath: `/api/v1/workspaces/${workspace.id}` };
}

/** Logins of known users, with a wrong password, and of nobody: the last two must look alike. */
async function measureLogins(bench: Bench, emails: readonly string[]): Promise<LoadRow[]> {
  const strangers = Array.from({ length: STRANGERS }, (_, at) => `nobody-${Date.now()}-${at}@example.com`);
  const kinds = [
    { name: 'login', who: emails, password: PASSWORD, status: 200 },
    { name: 'login, wrong password', who: emails, password: 'wrong password', status: 401 },
    { name: 'login, unknown email', who: strangers, password: 'wrong password', status: 401 },
  ];
  const rows: LoadRow[] = [];
  for (const { name, who, password, status } of kinds) {
    for (const concurrency of bench.concurrency) {
      await bench.execute({ query: 'DELETE FROM attempts', params: [] });
      const bodies = who.map((email) => JSON.stringify({ email, password }));
      const login = { name, path: '/api/v1/auth/login', method: 'POST', body: null, bodies, status } as const;
      rows.push(...(await measureCase({ ...bench, concurrency: [concurrency] }, login)));
    }
  }
  return rows;
}

/** Logins, and the same read with each proof of who asks. */
export async function measureAuth(bench: Bench): Promise<LoadRow[]> {
  const { emails, bearer, workspacePath } = await registerUsers(bench);
  const scopes = { name: 'Bench', scopes: ['workspace:read'] };
  const { key } = keySchema.parse(await post(bench, `${workspacePath}/api-keys`, scopes, bearer));
  const read = { path: workspacePath, method: 'GET', body: null, status: 200 } as const;
  const reads: Case[] = [
    { ...read, name: 'read by JWT', headers: bearer },
    { ...read, name: 'read by API key', headers: { 'x-api-key': key } },
  ];
  const rows: LoadRow[] = [];
  for (const one of reads) rows.push(...(await measureCase(bench, one)));
  return [...rows, ...(await measureLogins(bench, emails))];
}
