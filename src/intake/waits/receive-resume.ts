import { z } from 'zod';
import type { JsonObject } from '../../engine/json.ts';
import { type FoundWait, findWait, takeWait } from '../../executions/waits/take-wait.ts';
import type { CredentialSecret } from '../../nodes/node-run.ts';
import { waitAuthenticationSchema } from '../../nodes/waits/call-config.ts';
import { AppError } from '../../shared/errors.ts';
import { jsonLength } from '../../shared/json-length.ts';
import { MAX_RESUME_PAYLOAD } from '../limits.ts';
import { storedResponseSchema } from '../start/find-duplicate.ts';
import { respondedAnswer } from '../webhook/webhook-answer.ts';
import { parseWebhookBody } from '../webhook/webhook-body.ts';
import { pairsToObject } from '../webhook/webhook-pairs.ts';
import { admitCaller, type ResumeCall, type SecretNames } from './admit-caller.ts';
import type { WaitDeps } from './wait-deps.ts';
import { waitRefused } from './wait-errors.ts';
import { followLink, type WaitLink } from './wait-link.ts';

/** A call of a wait, whose body is read when it is known that somebody waits for it. */
export type IncomingCall = Omit<ResumeCall, 'body'> & {
  readonly link: WaitLink;
  readonly readBody: () => Promise<Uint8Array>;
  /** Keeps the Worker alive for work that outlasts the answer (`waitUntil`). */
  readonly background: (work: Promise<unknown>) => void;
};

/** What a node says of the calls for which it waits: `OutsideWait.details`. */
const detailsSchema = z.object({
  methods: z.array(z.string()),
  authentication: waitAuthenticationSchema,
  response: storedResponseSchema,
  credential_id: z.string().optional(),
});

function assertMethod(allowed: readonly string[], method: string): void {
  if (allowed.includes(method)) return;
  throw new AppError('waits.method_not_allowed', 405, `This wait takes ${allowed.join(', ')}.`, {
    headers: { allow: allowed.join(', ') },
  });
}

function without(pairs: Iterable<readonly [string, string]>, names: SecretNames): [string, string][] {
  return [...pairs].filter(([name]) => !names.has(name.toLowerCase())).map(([name, value]) => [name, value]);
}

/** What the call brings to the workflow. A body that has no parser stays raw. */
async function payloadOf({ method, url, headers, body }: ResumeCall, secrets: SecretNames): Promise<JsonObject> {
  const { parsed, raw, rawEncoding } = await parseWebhookBody(body, headers.get('content-type') ?? '');
  const unparsed = parsed === null && raw !== '' ? { raw_body: raw, raw_body_encoding: rawEncoding } : {};
  return {
    method,
    headers: Object.fromEntries(without(headers, secrets)),
    query: pairsToObject(without(url.searchParams, secrets)),
    body: parsed,
    ...unparsed,
  };
}

/** What takes one byte may take six as JSON: nothing is accepted of which the node that waits cannot make an item. */
function assertBearable(payload: JsonObject): void {
  if (jsonLength(payload) <= MAX_RESUME_PAYLOAD) return;
  throw new AppError(
    'input.too_large',
    413,
    `What the call brings may take ${MAX_RESUME_PAYLOAD} characters of JSON at most.`,
  );
}

async function credentialOf(
  { services }: WaitDeps,
  { workspaceId }: FoundWait,
  id: string | undefined,
): Promise<CredentialSecret | null> {
  return id === undefined ? null : services.credential(workspaceId, id);
}

/**
 * Takes the call for which an execution waits, and wakes the execution. Throws `AppError`: `waits.not_found` 404,
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
  const secrets = await admitCaller(details.authentication, call, () =>
    credentialOf(deps, wait, details.credential_id),
  );
  const payload = await payloadOf(call, secrets);
  assertBearable(payload);
  const taken = await takeWait(deps.db, wait.key, payload);
  if (!taken) throw waitRefused(await findWait(deps.db, search));
  incoming.background(deps.outbox.sendSoon(search.executionId));
  return respondedAnswer(search.executionId, details.response);
}
