import { decodeBase64 } from '../../shared/text/canonical-base64.ts';
import { readSignature, trueSignature } from '../signatures.ts';
import { joinBytes } from './join-bytes.ts';
import type { PresetRules } from './preset-rules.ts';
import { isTimely } from './timestamp.ts';
import { admitted, type Proof, refused, type SentCall, type Verdict } from './verdict.ts';

const VERSIONED = /^v\d+[a-z]?,[A-Za-z0-9+/]+=*$/;
const FORMAT = { encoding: 'base64', prefix: 'v1,' } as const;
const SECRET_PREFIX = 'whsec_';

/** The headers of a sender: those of the standard, or the older ones of Svix, never some of each. */
function headersOf({ headers }: SentCall) {
  const family = headers.has('webhook-signature') || !headers.has('svix-signature') ? 'webhook' : 'svix';
  const names = { id: `${family}-id`, timestamp: `${family}-timestamp`, signature: `${family}-signature` };
  const of = (name: string): string => headers.get(name) ?? '';
  return { names, id: of(names.id), timestamp: of(names.timestamp), signature: of(names.signature) };
}

/** The bytes of a secret: base64 after `whsec_`, or without it. A text that is no base64 stands for itself. */
export function keyOf(secret: string): Uint8Array | string {
  const text = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret;
  const standard = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return decodeBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '=')) ?? text;
}

/**
 * Standard Webhooks (standardwebhooks.com), as Svix and others send them: the HMAC of id, timestamp and body, in a list of
 * signatures with blanks between. The asymmetric ones (`v1a`) are passed over.
 */
export async function verifyStandardWebhooks(call: SentCall, proof: Proof, rules: PresetRules): Promise<Verdict> {
  const { names, id, timestamp, signature } = headersOf(call);
  const signatures = signature.split(' ');
  // Two headers of this name come joined by a comma: that is no list of this standard.
  if (id === '' || !signatures.every((one) => VERSIONED.test(one))) return refused('signature', names.signature);
  if (!isTimely(timestamp, { now: proof.now, toleranceSeconds: rules.toleranceSeconds })) {
    return refused('timestamp', names.timestamp);
  }
  const claimed = signatures.flatMap((one) => readSignature(one, FORMAT) ?? []);
  const bytes = joinBytes(`${id}.${timestamp}.`, call.body);
  const found = await trueSignature({ algorithm: 'sha256', keys: proof.secrets.map(keyOf), bytes, claimed });
  return found === null ? refused('signature', names.signature) : admitted(found);
}
