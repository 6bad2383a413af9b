import { z } from 'zod';
import { CredentialUnusable } from '../../credentials/oauth/credential-unusable.ts';
import type { JsonObject } from '../../engine/json.ts';
import { type FoundWait, findWait } from '../../executions/waits/take-wait.ts';
import type { CredentialSecret } from '../../nodes/node-run.ts';
import { waitAuthenticationSchema } from '../../nodes/waits/call-config.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import { queryPairs } from '../bodies/form-pairs.ts';
import type { Background } from '../intake-deps.ts';
import { MAX_RESUME_PAYLOAD } from '../limits.ts';
import { storedResponseSchema } from '../start/stored-outcome.ts';
import { respondedAnswer } from '../webhook/answers/webhook-answer.ts';
import { parseWebhookBody } from '../webhook/webhook-body.ts';
import { pairsToObject } from '../webhook/webhook-pairs.ts';
import { admitCaller, type ResumeCall, type SecretNames } from './admit-caller.ts';
import { resumeWait } from './resume-wait.ts';
import { followLink, type WaitDeps, type WaitLink } from './wait-link.ts';
import { methodNotAllowed, payloadTooLarge, waitRefused } from './waits.errors.ts';

/** A resume call. Its body is only read once it is known that an execution waits for it. */
export type IncomingCall = Omit<ResumeCall, 'body'> & {
  readonly link: WaitLink;
  readonly readBody: () => Promise<Uint8Array>;
  readonly background: Background;
};

/** What a waiting node says of the call that it waits for: `OutsideWait.details`. */
const detailsSchema = z.object({
  methods: z.array(z.string()),
  authentication: waitAuthenticationSchema,
  response: storedResponseSchema,
  credential_id: z.string().optional(),
});

function assertMethod(allowed: readonly string[], method: string): void {
  if (!allowed.includes(method)) throw methodNotAllowed(allowed);
}

function withoutSecrets(pairs: Iterable<readonly [string, string]>, names: SecretNames): [string, string][] {
  return [...pairs].filter(([name]) => !names.has(name.toLowerCase())).map(([name, value]) => [name, value]);
}

/** What the workflow gets of the call. A body that has no parser stays raw. */
async function payloadOf({ method, url, headers, body }: ResumeCall, secrets: SecretNames): Promise<JsonObject> {
  const { parsed, raw, rawEncoding } = await parseWebhookBody(body, headers.get('content-type') ?? '');
  const unparsed = parsed === null && raw !== '' ? { raw_body: raw, raw_body_encoding: rawEncoding } : {};
  return {
    method,
    headers: Object.fromEntries(withoutSecrets(headers, secrets)),
    query: pairsToObject(withoutSecrets(queryPairs(url.search), secrets)),
    body: parsed,
    ...unparsed,
  };
}

/** A byte of the body may take six characters as JSON, so the limit of the body alone is not enough. */
function assertPayloadFits(payload: JsonObject): void {
  if (jsonLength(payload) > MAX_RESUME_PAYLOAD) throw payloadTooLarge();
}

async function credentialOf(
  { services }: WaitDeps,
  { workspaceId }: FoundWait,
  id: string | undefined,
): Promise<CredentialSecret | null> {
  if (id === undefined) return null;
  return services.credential(workspaceId, id).catch((error: unknown) => {
    if (error instanceof CredentialUnusable) return null;
    throw error;
  });
}

/**
 * Takes the call that an execution waits for, and wakes the execution. Throws `AppError`: `waits.not_found` 404,
 * `waits.not_open`, `waits.ambiguous`, `waits.already_resumed` 409, `waits.over` 410, `waits.method_not_allowed` 405,
 * `waits.unauthenticated` 401, `input.*`.
 */
export async function receiveResume(deps: WaitDeps, incoming: IncomingCall): Promise<Response> {
  const search = followLink(deps, incoming.link);
  if (search === null) throw waitRefused({ type: 'unknown' });
  const state = await findWait(deps.db, search);
  if (state.type !== 'open') throw waitRefused(state);
  const { wait } = state;
  const details = detailsSchema.parse(wait.details);
  assertMethod(details.methods, incoming.method);
  const call = { ...incoming, body: await incoming.readBody() };
  const secrets = await admitCaller(details.authentication, { call, now: deps.services.clock() }, () =>
    credentialOf(deps, wait, details.credential_id),
  );
  const payload = await payloadOf(call, secrets);
  assertPayloadFits(payload);
  const taken = await resumeWait(deps, { key: wait.key, payload, background: incoming.background });
  if (!taken) throw waitRefused(await findWait(deps.db, search));
  return respondedAnswer(search.executionId, details.response);
}
