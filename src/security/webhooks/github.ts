import { verifyHmac } from './hmac.ts';
import type { Proof, SentCall, Verdict } from './verdict.ts';

/** GitHub: the HMAC of the body. The older `X-Hub-Signature`, in SHA-1, is not looked at. */
export function verifyGithub(call: SentCall, proof: Proof): Promise<Verdict> {
  return verifyHmac(call, proof, {
    algorithm: 'sha256',
    header: 'X-Hub-Signature-256',
    prefix: 'sha256=',
    encoding: 'lower_hex',
    signed: '{body}',
    timestamp: null,
  });
}
