import { plainPage } from '../../pages/plain-page.ts';
import { sameText } from '../../security/same-text.ts';
import { decodeBase64 } from '../../shared/text/canonical-base64.ts';
import type { LiveForm } from './form-source.ts';

/** The password that a browser sends (RFC 7617); `null` if there is none. The user name does not matter. */
function givenPassword(headers: Headers): string | null {
  const encoded = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const bytes = encoded === undefined ? null : decodeBase64(encoded);
  if (bytes === null) return null;
  const text = new TextDecoder().decode(bytes);
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : null;
}

/** Whether the visitor may see the form and send it. */
export async function isAdmitted({ config, passwords }: LiveForm, headers: Headers): Promise<boolean> {
  if (config.authentication === 'none') return true;
  const given = givenPassword(headers);
  return given !== null && (await passwords()).some((password) => sameText(password, given));
}

/** Makes the browser ask for the password. */
export function passwordPage(): Response {
  const headers = { 'www-authenticate': 'Basic realm="Form", charset="UTF-8"' };
  return plainPage(401, 'Password needed', 'This form asks for a password. Load the page again to enter it.', headers);
}
