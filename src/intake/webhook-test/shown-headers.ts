import type { JsonObject } from '../../engine/json.ts';
import type { WebhookAuthentication } from '../../nodes/triggers/webhook-authentication.ts';
import { cutText } from '../../shared/text/cut-text.ts';

/** How many headers are shown, and how much of each, in UTF-16 units. */
const SHOWN_HEADERS = 100;
const SHOWN_TEXT = 2000;

const HIDDEN = '(hidden)';

/** Headers that may hold a secret, whoever sends them and whether or not it is the right one. */
const SECRETS = ['authorization', 'proxy-authorization', 'cookie', 'x-gitlab-token'];

/** The header in which callers send the secret itself, and not what they have signed with it. */
function secretHeader(authentication: WebhookAuthentication): string | null {
  const { type } = authentication;
  return type === 'header' || type === 'jwt' ? authentication.header.toLowerCase() : null;
}

/** The headers of a call as its listeners may see them; `authentication`: what the endpoint asks for, if it is known. */
export function shownHeaders(headers: Headers, authentication: WebhookAuthentication | null): JsonObject {
  const own = authentication === null ? null : secretHeader(authentication);
  const shown = [...headers].slice(0, SHOWN_HEADERS).map(([name, value]) => {
    const hidden = name === own || SECRETS.includes(name);
    return [name, hidden ? HIDDEN : cutText(value, SHOWN_TEXT)];
  });
  return Object.fromEntries(shown);
}
