import { verifyHmac } from './hmac.ts';
import type { PresetRules } from './preset-rules.ts';
import type { Proof, SentCall, Verdict } from './verdict.ts';

/** The request by which Slack asks is some 200 bytes long; nothing that is longer is read for it. */
const MAX_CHALLENGE_BYTES = 5000;
const CHALLENGE = /^[\x21-\x7e]{1,1000}$/;

/** Slack: the HMAC of version, timestamp and body. A signed `url_verification` is a challenge. */
export async function verifySlack(call: SentCall, proof: Proof, rules: PresetRules): Promise<Verdict> {
  const verdict = await verifyHmac(call, proof, {
    algorithm: 'sha256',
    header: 'X-Slack-Signature',
    prefix: 'v0=',
    encoding: 'lower_hex',
    signed: 'v0:{timestamp}:{body}',
    timestamp: {
      header: 'X-Slack-Request-Timestamp',
      unit: 'seconds',
      tolerance_seconds: rules.toleranceSeconds,
    },
  });
  const answer = verdict.type === 'admitted' ? challengeOf(call.body) : null;
  return answer === null ? verdict : { type: 'challenge', answer };
}

function challengeOf(body: Uint8Array): string | null {
  if (body.byteLength > MAX_CHALLENGE_BYTES) return null;
  const { type, challenge } = readObject(new TextDecoder().decode(body));
  return type === 'url_verification' && typeof challenge === 'string' && CHALLENGE.test(challenge) ? challenge : null;
}

function readObject(text: string): { readonly type?: unknown; readonly challenge?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
