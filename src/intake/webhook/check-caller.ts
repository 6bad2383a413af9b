import type { JwksSource } from '../../security/webhooks/jwks-source.ts';
import { asksForMeta } from '../../security/webhooks/meta.ts';
import type { SentCall, Verdict } from '../../security/webhooks/verdict.ts';
import { verifyCaller } from '../../security/webhooks/verify-caller.ts';
import { callerRules } from './caller-rules.ts';
import { callerRefused, keysUnavailable } from './webhook.errors.ts';
import { type LiveEndpoint, secretsAt } from './webhook-endpoints.ts';

/** What checking callers needs of the world. */
export type CallerDeps = {
  readonly jwks: JwksSource;
  /** The address by which the world reaches this server; empty if it is the one that calls name. */
  readonly publicUrl: string;
};

/** A caller who may call, or a sender who only asks whether the endpoint is theirs. */
export type Caller = Extract<Verdict, { type: 'admitted' | 'challenge' }>;

/** Whether a call is a sender's question, to which the methods of the endpoint don't apply. */
export function isQuestion({ config }: LiveEndpoint, call: SentCall): boolean {
  return config.authentication.type === 'meta' && asksForMeta(call);
}

/**
 * Checks who calls. Throws `AppError` 401 `webhooks.invalid_signature`, `webhooks.stale_timestamp`,
 * `webhooks.unauthenticated`; 503 `webhooks.keys_unavailable`.
 */
export async function checkCaller(
  { jwks, publicUrl }: CallerDeps,
  { endpoint, call, now }: { readonly endpoint: LiveEndpoint; readonly call: SentCall; readonly now: number },
): Promise<Caller> {
  const rules = callerRules(endpoint.config.authentication, publicUrl);
  const verdict = await verifyCaller(call, { secrets: secretsAt(endpoint, now), now }, { rules, jwks });
  if (verdict.type === 'refused') throw callerRefused(verdict, rules.type);
  if (verdict.type === 'unavailable') throw keysUnavailable(verdict.message);
  return verdict;
}
