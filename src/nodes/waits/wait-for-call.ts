import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { type CallerResponse, completed, type NodeResult } from '../define-node.ts';
import { authorise } from '../http/authorise.ts';
import { callerResponse, jsonContent, textContent } from '../http/caller-response.ts';
import { linkedWithAll, passThrough, withJson } from '../items.ts';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret, NodeRun, OutsideWait } from '../node-run.ts';
import type { CallConfig, WaitAuthentication } from './call-config.ts';
import { endOfWait } from './moments.ts';
import { isSkipped, skipped } from './skipped-wait.ts';
import { waitOutside } from './wait-outside.ts';

const keySchema = z.object({ hmac_secret: z.string().min(1) });

/** The secret with which callers sign. Throws `NodeError` `wait.credential_invalid` for a credential that has none. */
export function signingSecret({ type, data }: CredentialSecret): string {
  const parsed = type === 'crypto' ? keySchema.safeParse(data) : undefined;
  if (parsed?.success) return parsed.data.hmac_secret;
  throw new NodeError('wait.credential_invalid', 'A signed call needs a credential of type crypto with an HMAC secret');
}

/** Throws `NodeError` `wait.credential_invalid` for a credential that callers can't send: the wait would refuse everyone. */
function assertShowable(credential: CredentialSecret): void {
  const { headers, query } = authorise(credential);
  if (Object.keys(headers).length + query.length > 0) return;
  throw new NodeError('wait.credential_invalid', `Callers cannot show a credential of type ${credential.type}`);
}

/** Checks the credential now, and not only when somebody calls. */
async function checkCredential(run: NodeRun<unknown>, { type }: WaitAuthentication): Promise<void> {
  if (type === 'none') return;
  const credential = await run.credential();
  if (credential === null)
    throw new NodeError(
      'wait.no_credential',
      `authentication: the type ${type} needs a credential, and the node names none`,
    );
  if (type === 'credential') assertShowable(credential);
  else signingSecret(credential);
}

function answerOf({ response }: CallConfig): CallerResponse {
  const { body } = response;
  return callerResponse(typeof body === 'string' ? textContent(body) : jsonContent(body), response);
}

async function callWait(run: NodeRun<unknown>, config: CallConfig): Promise<OutsideWait> {
  const { methods, authentication, limit } = config;
  await checkCredential(run, authentication);
  const details: JsonObject = { methods, authentication, response: answerOf(config) };
  return { kind: 'webhook', details, until: limit === undefined ? null : endOfWait(limit, run) };
}

/** The call becomes one item, as in n8n. `resumed_by` tells it apart from the items that go on at the limit. */
function goOn({ items }: NodeRun<unknown>, { on_limit }: CallConfig, call: JsonValue): NodeResult {
  if (isSkipped(call)) return skipped(items);
  if (isObject(call)) return completed([linkedWithAll({ json: { ...call, resumed_by: 'call' } }, items)]);
  if (on_limit === 'fail') throw new NodeError('wait.limit_reached', 'Nobody called before the limit of the wait');
  const passed = items.map((item) => withJson(item, { ...item.json, resumed_by: 'limit' }));
  return completed(passThrough(passed));
}

/** Waits until the URL of the wait is called. */
export function waitForCall(run: NodeRun<unknown>, config: CallConfig): Promise<NodeResult> {
  return waitOutside(
    run,
    () => callWait(run, config),
    (call) => goOn(run, config, call),
  );
}
