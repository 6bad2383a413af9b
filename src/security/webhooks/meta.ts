import { sameText } from '../same-text.ts';
import { verifyHmac } from './hmac.ts';
import { HUB_SIGNATURE } from './hub-signature.ts';
import type { PresetRules } from './preset-rules.ts';
import { type Proof, refused, type SentCall, type Verdict } from './verdict.ts';

const CHALLENGE = /^[\w.~-]{1,200}$/;

/** Whether Meta asks with this call if the endpoint is ours: a GET, whatever methods the endpoint takes. */
export function asksForMeta({ method, url }: Pick<SentCall, 'method' | 'url'>): boolean {
  return method === 'GET' && url.searchParams.get('hub.mode') === 'subscribe';
}

/** Meta: the HMAC of the body under the secret of the app. A GET with the verify token is a challenge. */
export async function verifyMeta(call: SentCall, proof: Proof, rules: PresetRules): Promise<Verdict> {
  if (asksForMeta(call)) return answerToMeta(call.url.searchParams, rules.verifyToken);
  return verifyHmac(call, proof, HUB_SIGNATURE);
}

function answerToMeta(query: URLSearchParams, token: string): Verdict {
  const answer = query.get('hub.challenge') ?? '';
  if (token !== '' && sameText(query.get('hub.verify_token') ?? '', token) && CHALLENGE.test(answer)) {
    return { type: 'challenge', answer };
  }
  return refused('credentials', 'hub.verify_token');
}
