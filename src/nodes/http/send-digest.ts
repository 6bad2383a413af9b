import { z } from 'zod';
import type { IncomingResponse } from '../../shared/http-exchange.ts';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret, NodeRequest, RequestRun } from '../node-run.ts';
import { becauseOfFields } from '../values/fields-at-fault.ts';
import { encodeHex } from '../values/hex.ts';
import { answerChallenge, readChallenge } from './digest.ts';

const secretSchema = z.object({ username: z.string(), password: z.string() });

/**
 * Sends a request with digest authentication (RFC 7616): first without credentials, then with the answer to the server's
 * challenge. The challenge of another server, behind a redirect, is not answered.
 */
export async function sendDigest(
  run: RequestRun,
  request: NodeRequest,
  credential: CredentialSecret,
): Promise<IncomingResponse> {
  const parsed = secretSchema.safeParse(credential.data);
  if (!parsed.success) {
    const message = `The digest credential cannot be used${becauseOfFields(parsed.error)}`;
    throw new NodeError('http.credential_invalid', message);
  }
  const first = await run.request(request);
  const challenge = first.status === 401 ? readChallenge(first.headers['www-authenticate']) : null;
  if (challenge === null || URL.parse(first.url)?.origin !== URL.parse(request.url)?.origin) return first;
  const cnonce = encodeHex(crypto.getRandomValues(new Uint8Array(16)));
  const { method } = request;
  const authorization = answerChallenge(challenge, { method, url: first.url, cnonce, ...parsed.data });
  return run.request({ ...request, url: first.url, headers: { ...request.headers, authorization } });
}
