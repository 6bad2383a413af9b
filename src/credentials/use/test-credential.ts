import { auditEntry } from '../../audit/audited-change.ts';
import { httpConfigSchema } from '../../nodes/http/http-config.ts';
import { sendRequest } from '../../nodes/http/send-request.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { CredentialSecret } from '../../nodes/node-run.ts';
import type { Actor } from '../../security/permissions.ts';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import type { CredentialDeps } from '../credential-deps.ts';
import { credentialNotFound, notTestable, testAddressFixed, testAddressRequired } from '../credentials.errors.ts';
import type { CredentialTest, TestCredential } from '../credentials.schemas.ts';
import { loadCredential } from '../load-credential.ts';
import type { FixedTest } from '../types/credential-type.ts';
import { findCredentialType } from '../types/credential-types.ts';
import { createLoneRun } from './lone-run.ts';

type Test = { readonly id: string; readonly input: TestCredential };

/** The one request of a test, with what it is authorised by. */
type Asking = {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly credential: CredentialSecret | null;
};

function fixedAsking({ url, headers, credential }: FixedTest): Asking {
  const allowedHosts = [new URL(url).hostname];
  return { url, headers, credential: credential === null ? null : { ...credential, allowedHosts } };
}

/** Throws 422: the address is the type's own, or has to be said, or there is nothing to ask. */
function askingOf(secret: CredentialSecret, url: string | undefined): Asking {
  const type = findCredentialType(secret.type);
  const fixed = type?.test?.(secret.data) ?? null;
  if (fixed !== null) {
    if (url !== undefined) throw testAddressFixed(fixed.url);
    return fixedAsking(fixed);
  }
  if (type === undefined || type.hosts === 'nowhere') throw notTestable(secret.type);
  if (url === undefined) throw testAddressRequired();
  return { url, headers: {}, credential: secret };
}

function ask(deps: CredentialDeps, actor: Actor, { url, headers, credential }: Asking): Promise<IncomingResponse> {
  const config = httpConfigSchema.parse({
    method: 'GET',
    url,
    headers,
    follow_redirects: false,
    never_error: true,
  });
  return sendRequest(createLoneRun(deps, actor, credential), config, 0);
}

type Questioned = { readonly id: string; readonly url: string | undefined };

/** What the server said, without any of its words: they might repeat the secret. */
async function outcomeOf(deps: CredentialDeps, actor: Actor, { id, url }: Questioned): Promise<CredentialTest> {
  try {
    const secret = await deps.openCredential(actor.workspaceId, id);
    if (secret === null) throw credentialNotFound();
    const { status } = await ask(deps, actor, askingOf(secret, url));
    return { ok: status < 300, status, code: null, message: null };
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    const message = error.code.startsWith('egress.') ? error.message : null;
    return { ok: false, status: null, code: error.code, message };
  }
}

/** Sends a credential to the address of its type, or to one of its hosts, and says whether it was taken. */
export async function testCredential(deps: CredentialDeps, actor: Actor, { id, input }: Test): Promise<CredentialTest> {
  await deps.attempts.take([{ kind: 'credentials.test', subject: actor.workspaceId }]);
  const credential = await loadCredential(deps, actor, id);
  const tested = await outcomeOf(deps, actor, { id: credential.id, url: input.url });
  const now = deps.now();
  const { ok, status, code } = tested;
  const target = { target_type: 'credential', target_id: credential.id, details: { ok, status, code } };
  await deps.credentials.note({
    credential: { id: credential.id, workspace_id: actor.workspaceId },
    audit: auditEntry(actor, { ...target, action: 'credentials.tested', id: deps.ids(now), now }),
  });
  return tested;
}
