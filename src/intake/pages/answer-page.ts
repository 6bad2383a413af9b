import type { MessageAnswer, StaticAnswer } from '../../nodes/forms/form-answer.ts';
import { paragraph } from '../../pages/html.ts';
import { htmlPage } from '../../pages/html-page.ts';

/** Where a redirect may lead from a form: the sources that the policy of its page has to name. */
export function formTargets(answer: { readonly type: string; readonly url?: string }): readonly string[] {
  if (answer.type === 'respond_node') return ['https:', 'http:'];
  const url = answer.url === undefined ? null : URL.parse(answer.url);
  return url === null ? [] : [url.origin];
}

/** A page that says what its author wants it to say. */
export function messagePage({ title, text }: Omit<MessageAnswer, 'type'>, language: string, status = 200): Response {
  return htmlPage({ status, title, body: paragraph(text, 'message'), language });
}

/** `URL` encodes all that a header must not hold. A path is one of our own pages. */
function redirectTo(url: string): Response {
  const location = URL.parse(url)?.href ?? new URL(url, 'http://server.test').pathname;
  const headers = { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
  return new Response(null, { status: 303, headers });
}

/** The answer to a form that needs nothing of the flow. */
export function staticAnswer(answer: StaticAnswer, language: string): Response {
  return answer.type === 'redirect' ? redirectTo(answer.url) : messagePage(answer, language);
}
