import { sameText } from '../../security/same-text.ts';
import { plainPage } from '../pages/plain-page.ts';
import type { LiveForm } from './form-source.ts';

/** The password that a browser sends (RFC 7617); `null` if there is none. The user name does not matter. */
function givenPassword(headers: Headers): string | null {
  const encoded = /^basic ([\w+/=-]+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (encoded === undefined) return null;
  try {
    const text = new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)));
    return text.includes(':') ? text.slice(text.indexOf(':') + 1) : null;
  } catch {
    return null;
  }
}

/** Whether the visitor may see the form and send it. */
export async function isAdmitted({ config, password }: LiveForm, headers: Headers): Promise<boolean> {
  if (config.authentication === 'none') return true;
  const given = givenPassword(headers);
  return given !== null && sameText(await password(), given);
}

/** Makes the browser ask for the password. */
export function passwordPage(): Response {
  const headers = { 'www-authenticate': 'Basic realm="Form", charset="UTF-8"' };
  return plainPage(401, 'Password needed', 'This form asks for a password. Load the page again to enter it.', headers);
}
