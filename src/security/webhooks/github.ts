import { verifyHmac } from './hmac.ts';
import { HUB_SIGNATURE } from './hub-signature.ts';
import type { Proof, SentCall, Verdict } from './verdict.ts';

/** GitHub: the HMAC of the body. The older `X-Hub-Signature`, in SHA-1, is not looked at. */
export function verifyGithub(call: SentCall, proof: Proof): Promise<Verdict> {
  return verifyHmac(call, proof, HUB_SIGNATURE);
}
