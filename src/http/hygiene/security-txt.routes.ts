import type { Clock } from '../../shared/clock.ts';
import { publicAddress } from '../../shared/public-address.ts';
import type { App } from '../app-types.ts';
import { noSuchRoute } from '../http.errors.ts';
import { problem } from '../problem-responses.ts';
import { mountRaw } from '../route.ts';

/** RFC 9116 §2.5.5 wants less than a year, so that nobody writes to an address that was given up. */
const GOOD_FOR_MS = 90 * 24 * 60 * 60 * 1000;

/** `contact`: a URI, or nothing; `publicUrl`: where this server is, or nothing. */
type SecurityTxtDeps = { readonly contact: string; readonly publicUrl: string; readonly now: Clock };

function textOf({ contact, publicUrl, now }: SecurityTxtDeps): string {
  const lines = [
    `Contact: ${contact}`,
    `Expires: ${new Date(now() + GOOD_FOR_MS).toISOString()}`,
    'Preferred-Languages: en',
  ];
  const own = publicAddress(publicUrl, '/.well-known/security.txt');
  if (own.startsWith('https://')) lines.push(`Canonical: ${own}`);
  return `${lines.join('\n')}\n`;
}

/** Serves `/.well-known/security.txt` (RFC 9116): whom to tell of a hole. 404 where nobody is named. */
export function registerSecurityTxt(app: App, deps: SecurityTxtDeps): void {
  mountRaw(
    app,
    {
      operationId: 'get_security_txt',
      summary: 'Whom to tell of a hole',
      description: 'The contact for reports of vulnerabilities (RFC 9116).',
      tags: ['Documentation'],
      methods: ['get'],
      path: '/.well-known/security.txt',
      permission: 'public',
      responses: {
        200: { description: 'The contact.', content: { 'text/plain': { schema: { type: 'string' } } } },
        404: problem('Nobody is named.'),
      },
    },
    (c) => {
      if (deps.contact === '') throw noSuchRoute();
      return c.body(textOf(deps), 200, { 'content-type': 'text/plain; charset=utf-8' });
    },
  );
}
