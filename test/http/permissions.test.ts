import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../src/http/openapi.ts';
import { PERMISSIONS } from '../../src/security/permissions.ts';
import { operationsOf } from '../support/operations.ts';
import { testApp } from '../support/test-app.ts';

const app = testApp();
const operations = operationsOf(openApiDocument(app));

/** What anybody may call. A route is added here on purpose, or not at all. */
const PUBLIC = [
  'GET /',
  'GET /.well-known/security.txt',
  'GET /account/reset-password/{token}',
  'GET /account/verify-email/{token}',
  'GET /api/v1/auth/providers',
  'GET /approvals/{execution_id}/{node_id}/{signature}',
  'GET /assets/{file}',
  'GET /auth/callback/{provider}',
  'GET /auth/sign-in/{provider}',
  'GET /billing/{outcome}',
  'GET /dev/mail',
  'GET /dev/mail/{mail_id}',
  'GET /dev/mail/{mail_id}/html',
  'GET /docs',
  'GET /docs/{file}',
  'GET /health/live',
  'GET /health/ready',
  'GET /invitations/{token}',
  'GET /login',
  'GET /metrics',
  'GET /oauth/callback',
  'GET /oauth/connect/{ticket}',
  'GET /openapi.json',
  'GET /register',
  'GET /shared/executions/{token}',
  'GET /w/{rest}',
  'POST /account/reset-password/{token}',
  'POST /account/verify-email/{token}',
  'POST /api/v1/auth/factor',
  'POST /api/v1/auth/factor/options',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/passkey',
  'POST /api/v1/auth/passkey/options',
  'POST /api/v1/auth/password/forgot',
  'POST /api/v1/auth/password/reset',
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/register',
  'POST /api/v1/auth/verify-email',
  'POST /api/v1/auth/verify-email/resend',
  'POST /api/v1/billing/stripe',
  'POST /approvals/{execution_id}/{node_id}/{signature}',
  'POST /invitations/{token}',
  'POST /oauth/connect/{ticket}',
];

describe('every route', () => {
  it.each(operations)('$name declares its permission', ({ permission }) => {
    expect(['public', 'authenticated', ...PERMISSIONS]).toContain(permission);
  });

  it('is in the OpenAPI document, however it was mounted', () => {
    const documented = new Set(operations.map(({ method, pattern }) => `${method} ${pattern}`));
    const mounted = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(mounted)].filter((route) => !documented.has(route))).toEqual([]);
  });

  it('for all methods is middleware, which takes a next', () => {
    const everything = app.routes.filter(({ method }) => method === 'ALL');
    expect(everything.filter(({ handler }) => handler.length !== 2).map(({ path }) => path)).toEqual([]);
  });

  it('is public only if it is on the list', () => {
    const open = operations.filter(({ permission }) => permission === 'public').map(({ name }) => name);
    expect(open.filter((name) => !/ \/(webhooks|webhooks-test|resume|forms)\//.test(name)).sort()).toEqual(PUBLIC);
  });

  it('with a workspace permission names the workspace in its path', () => {
    const scoped = operations.filter(({ permission }) => permission.includes(':'));
    expect(scoped.filter(({ path }) => !path.startsWith('/api/v1/workspaces/{workspace_id}'))).toEqual([]);
  });

  it.each(operations.filter(({ permission }) => permission !== 'public'))(
    '$name turns away whoever proves nothing',
    async ({ method, path }) => {
      const anywhere = path.replaceAll(/\{\w+\}/g, '019a0000-0000-7000-8000-000000000001');
      expect((await app.request(anywhere, { method })).status).toBe(401);
    },
  );
});
