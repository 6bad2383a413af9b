import { preflightAnswer } from '../cors.ts';
import { isLinkPreview, previewAnswer } from '../link-previews.ts';
import { addressNotAllowed, methodNotAllowed } from '../webhook.errors.ts';
import type { LiveEndpoint } from '../webhook-endpoints.ts';

/** What is known of a call before its body is read. */
export type CallHead = {
  readonly method: string;
  readonly headers: Headers;
  readonly callerAddress: string | null;
};

/** An answer to a call that starts nothing, and what it answers: a browser that asks before it calls, or who shows links. */
export type AnswerWithoutBody = { readonly to: 'preflight' | 'link_preview'; readonly response: Response };

/**
 * The answer to a call that starts nothing whatever it brings; `null` if its body has to be read. Throws `AppError`:
 * `webhooks.address_not_allowed` 403, `webhooks.method_not_allowed` 405.
 */
export function answerWithoutBody({ config, rules }: LiveEndpoint, call: CallHead): AnswerWithoutBody | null {
  if (rules.allowed !== null && !rules.allowed(call.callerAddress)) throw addressNotAllowed();
  if (call.method === 'OPTIONS') {
    if (config.cors.origins.length === 0) throw methodNotAllowed(config.methods);
    return { to: 'preflight', response: preflightAnswer(config.cors, config.methods, call.headers) };
  }
  const isPreview = config.ignore_link_previews && isLinkPreview(call.method, call.headers.get('user-agent'));
  return isPreview ? { to: 'link_preview', response: previewAnswer() } : null;
}
