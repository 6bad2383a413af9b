import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonResponse, optionalBody, workspacePath } from '../../http/route-parts.ts';
import { toWholeList, wholeListSchema } from '../../shared/pagination.ts';
import type { CredentialDeps } from '../credential-deps.ts';
import {
  credentialTestSchema,
  credentialUsageSchema,
  revealedCredentialSchema,
  testCredentialSchema,
} from '../credentials.schemas.ts';
import { credentialUsage } from './credential-usage.ts';
import { revealCredential } from './reveal-credential.ts';
import { testCredential } from './test-credential.ts';

const tags = ['Credentials'];
const PATH = '/api/v1/workspaces/{workspace_id}/credentials/{credential_id}';

const credentialPath = workspacePath.extend({ credential_id: idParameter('The credential.') });

const test = defineRoute({
  operationId: 'test_credential',
  summary: 'Test a credential',
  description:
    'Sends one GET with the credential to the address of its type or, where that has none, to a `url` on one of its hosts, and says whether it was taken. No body comes back, and no redirect is followed.',
  tags,
  method: 'post',
  path: `${PATH}/test`,
  permission: 'credentials:use',
  request: { params: credentialPath, body: optionalBody(testCredentialSchema) },
  responses: {
    200: jsonResponse('How the server answered, or why none did.', credentialTestSchema),
    422: problem('`credentials.test_url_required`, `credentials.test_url_fixed`, `credentials.not_testable`.'),
    429: problem('`auth.too_many_attempts`: too many tests in this workspace.'),
  },
});

const usage = defineRoute({
  operationId: 'list_credential_usage',
  summary: 'List where a credential is used',
  description: 'The workflows that name the credential, with the nodes of their draft and published versions that do.',
  tags,
  method: 'get',
  path: `${PATH}/usage`,
  permission: 'credentials:read',
  request: { params: credentialPath },
  responses: { 200: jsonResponse('The workflows, up to 1,000.', wholeListSchema(credentialUsageSchema)) },
});

const reveal = defineRoute({
  operationId: 'reveal_credential',
  summary: 'Show the plain value of a credential',
  description: 'The data as they are, for those who may and who proved within ten minutes who they are. It is audited.',
  tags,
  method: 'post',
  path: `${PATH}/reveal`,
  permission: 'credentials:reveal',
  stepUp: true,
  request: { params: credentialPath },
  responses: {
    200: jsonResponse('The data.', revealedCredentialSchema),
    429: problem('`auth.too_many_attempts`: too many were shown to this user.'),
  },
});

export function registerCredentialUseRoutes(app: App, deps: CredentialDeps): void {
  app.openapi(test, async (c) => {
    const id = c.req.valid('param').credential_id;
    return c.json(await testCredential(deps, c.var.actor, { id, input: c.req.valid('json') ?? {} }), 200);
  });
  app.openapi(usage, async (c) =>
    c.json(toWholeList(await credentialUsage(deps, c.var.actor, c.req.valid('param').credential_id)), 200),
  );
  app.openapi(reveal, async (c) => {
    const revealed = await revealCredential(deps, c.var.actor, c.req.valid('param').credential_id);
    c.header('cache-control', 'no-store');
    return c.json(revealed, 200);
  });
}
