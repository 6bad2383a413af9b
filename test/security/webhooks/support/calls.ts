import type { SentCall, Verdict } from '../../../../src/security/webhooks/verdict.ts';

/** When the calls of these tests come in: 2026-11-29T12:00:00Z. */
export const NOW = 1_795_953_600_000;
export const SECONDS = NOW / 1000;

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

type Parts = {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>> | Headers;
  readonly body?: string;
};

/** A call as it comes in. */
export function callOf({ method = 'POST', url = 'https://hooks.example.com/in', headers = {}, body = '' }: Parts = {}) {
  const call: SentCall = {
    method,
    url: new URL(url),
    headers: new Headers(headers),
    body: new TextEncoder().encode(body),
  };
  return call;
}

/** What a verdict says, in short. */
export function short(verdict: Verdict): string {
  switch (verdict.type) {
    case 'admitted':
      return 'admitted';
    case 'challenge':
      return `challenge ${verdict.answer}`;
    case 'refused':
      return `${verdict.reason} ${verdict.header}`;
    case 'unavailable':
      return 'unavailable';
  }
}
