import { z } from 'zod';
import { shownUrl } from '../../shared/outgoing-url.ts';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret, RequestRun } from '../node-run.ts';
import { encodeTextBase64 } from '../values/base64.ts';
import { parseJson } from '../values/convert.ts';
import { becauseOfFields } from '../values/fields-at-fault.ts';
import { responseText } from './read-response.ts';
import { responseError } from './response-error.ts';

const secretSchema = z.object({
  token_url: z.string().min(1),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  scope: z.string().optional(),
  audience: z.string().optional(),
  send_in: z.enum(['header', 'body']).default('header'),
});

const answerSchema = z.object({ access_token: z.string().min(1) });

/** The token of each node run, for all of its items. */
const tokens = new WeakMap<RequestRun, Promise<string>>();

/**
 * Gets an access token by the client credentials grant (RFC 6749 §4.4), once per node run. If the credential names hosts, the
 * token server has to be among them. Throws `NodeError` `http.credential_invalid`, `http.no_token`.
 */
export function clientToken(run: RequestRun, credential: CredentialSecret): Promise<string> {
  const known = tokens.get(run);
  if (known !== undefined) return known;
  const asked = askForToken(run, credential);
  tokens.set(run, asked);
  return asked;
}

async function askForToken(run: RequestRun, { data, allowedHosts }: CredentialSecret): Promise<string> {
  const parsed = secretSchema.safeParse(data);
  if (!parsed.success) {
    const message = `The OAuth 2.0 client cannot be used${becauseOfFields(parsed.error)}`;
    throw new NodeError('http.credential_invalid', message);
  }
  const { token_url: url, client_id, client_secret, scope, audience, send_in } = parsed.data;
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope !== undefined) form.set('scope', scope);
  if (audience !== undefined) form.set('audience', audience);
  if (send_in === 'body')
    for (const [name, value] of Object.entries({ client_id, client_secret })) form.set(name, value);
  const proof = encodeTextBase64([client_id, client_secret].map(encodeURIComponent).join(':'));
  const response = await run.request({
    method: 'POST',
    url,
    body: form.toString(),
    followRedirects: false,
    reads: true,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(send_in === 'header' ? { authorization: `Basic ${proof}` } : {}),
    },
    ...(allowedHosts.length === 0 ? {} : { allowedHosts }),
  });
  const failure = responseError(response, run.now());
  if (failure !== null) throw failure;
  const answer = answerSchema.safeParse(parseJson(responseText(response)));
  if (!answer.success) {
    const message = `The token server of the credential (${shownUrl(url)}) answered without an access_token`;
    throw new NodeError('http.no_token', message);
  }
  run.hide(answer.data.access_token);
  return answer.data.access_token;
}
