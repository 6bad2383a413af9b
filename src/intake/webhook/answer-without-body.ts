import { preflightAnswer } from './cors.ts';
import { isLinkPreview, previewAnswer } from './link-previews.ts';
import { addressNotAllowed, encodedBody, methodNotAllowed } from './webhook.errors.ts';
import type { LiveEndpoint } from './webhook-endpoints.ts';

/** What is known of a call before its body is read. */
export type CallHead = {
  readonly method: string;
  readonly headers: Headers;
  readonly callerAddress: string | null;
};

/** What no body may be encoded with. `identity` is what RFC 9110 §12.5.3 calls a body that is not. */
function assertNotEncoded(headers: Headers): void {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') throw encodedBody(encoding);
}

/**
 * The answer to a call that starts nothing whatever it brings; `null` if its body has to be read. Throws `AppError`:
 * `webhooks.address_not_allowed` 403, `webhooks.method_not_allowed` 405, `input.encoded_body` 415.
 */
export function answerWithoutBody({ config, rules }: LiveEndpoint, call: CallHead): Response | null {
  if (rules.allowed !== null && !rules.allowed(call.callerAddress)) throw addressNotAllowed();
  if (call.method === 'OPTIONS') {
    if (config.cors.origins.length === 0) throw methodNotAllowed(config.methods);
    return preflightAnswer(config.cors, config.methods, call.headers);
  }
  if (config.ignore_link_previews && isLinkPreview(call.method, call.headers.get('user-agent'))) return previewAnswer();
  assertNotEncoded(call.headers);
  return null;
}
