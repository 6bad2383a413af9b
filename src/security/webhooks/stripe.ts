import { readSignature, trueSignature } from '../signatures.ts';
import { joinBytes } from './join-bytes.ts';
import type { PresetRules } from './preset-rules.ts';
import { isTimely } from './timestamp.ts';
import { admitted, type Proof, refused, type SentCall, type Verdict } from './verdict.ts';

const HEADER = 'Stripe-Signature';
const PART = /^(\w+)=([^,\s]+)$/;
const FORMAT = { encoding: 'lower_hex', prefix: '' } as const;

/** Stripe: `t=<seconds>,v1=<hex>`, with several v1 while a secret is rolled. Other versions are test signatures. */
export async function verifyStripe({ headers, body }: SentCall, proof: Proof, rules: PresetRules): Promise<Verdict> {
  const parts = (headers.get(HEADER) ?? '').split(',').map((part) => PART.exec(part));
  const values = (name: string): string[] =>
    parts.flatMap((part) => (part?.[1] === name && part[2] !== undefined ? [part[2]] : []));
  const [time, ...more] = values('t');
  // Two headers of this name come joined, with a blank: that is no header of Stripe's.
  if (time === undefined || more.length > 0 || parts.includes(null)) return refused('signature', HEADER);
  if (!isTimely(time, { now: proof.now, toleranceSeconds: rules.toleranceSeconds }))
    return refused('timestamp', HEADER);
  const claimed = values('v1').flatMap((text) => readSignature(text, FORMAT) ?? []);
  const bytes = joinBytes(`${time}.`, body);
  const signature = await trueSignature({ algorithm: 'sha256', keys: proof.secrets, bytes, claimed });
  return signature === null ? refused('signature', HEADER) : admitted(signature);
}
