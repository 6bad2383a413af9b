import { verifyHmac } from './hmac.ts';
import type { Proof, SentCall, Verdict } from './verdict.ts';

/** Shopify: the HMAC of the body under the client secret of the app, in base64. */
export function verifyShopify(call: SentCall, proof: Proof): Promise<Verdict> {
  return verifyHmac(call, proof, {
    algorithm: 'sha256',
    header: 'X-Shopify-Hmac-Sha256',
    prefix: '',
    encoding: 'base64',
    signed: '{body}',
    timestamp: null,
  });
}
