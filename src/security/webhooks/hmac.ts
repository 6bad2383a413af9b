import { type MacAlgorithm, readSignature, type SignatureFormat, trueSignature } from '../signatures.ts';
import { signedBytes } from './signed-text.ts';
import { isTimely } from './timestamp.ts';
import { admitted, type Proof, refused, type SentCall, type Verdict } from './verdict.ts';

/** How a sender signs. */
export type HmacRules = SignatureFormat & {
  readonly algorithm: MacAlgorithm;
  /** The header that carries the signature. */
  readonly header: string;
  /** What is signed; see `signedBytes`. */
  readonly signed: string;
  /** The time that `{timestamp}` of the template stands for; `null` if none is signed. */
  readonly timestamp: SignedTimestamp | null;
};

/** The header that tells when the call was signed, and how long ago that may be. */
type SignedTimestamp = {
  readonly header: string;
  readonly unit: 'seconds' | 'milliseconds';
  readonly tolerance_seconds: number;
};

/**
 * Checks an HMAC (RFC 2104) as the rules describe it. A signature that can't be decoded, or stands there twice, is simply
 * wrong.
 */
export async function verifyHmac(call: SentCall, { secrets, now }: Proof, rules: HmacRules): Promise<Verdict> {
  const { timestamp } = rules;
  const time = timestamp === null ? '' : (call.headers.get(timestamp.header) ?? '');
  if (timestamp !== null && !isTimely(time, timeRules(timestamp, now))) return refused('timestamp', timestamp.header);
  const claimed = readSignature(call.headers.get(rules.header) ?? '', rules);
  const bytes = claimed === null ? null : signedBytes(rules.signed, { call, timestamp: time });
  if (claimed === null || bytes === null) return refused('signature', rules.header);
  const signature = await trueSignature({ algorithm: rules.algorithm, keys: secrets, bytes, claimed: [claimed] });
  if (signature === null) return refused('signature', rules.header);
  return admitted(timestamp === null ? null : signature);
}

function timeRules({ unit, tolerance_seconds }: SignedTimestamp, now: number) {
  return { now, unit, toleranceSeconds: tolerance_seconds };
}
