import { decodeBase64 } from '../../shared/text/canonical-base64.ts';
import { sameBytes } from '../same-text.ts';
import { joinBytes } from './join-bytes.ts';
import { admitted, type Proof, refused, type SentCall, type Verdict } from './verdict.ts';

const HEADER = 'Authorization';
const BASIC = /^basic +([A-Za-z0-9+/]+=*)$/i;

/** Basic authentication (RFC 7617), in UTF-8. The secret is the password, and may hold colons. */
export async function verifyBasic(
  { headers }: SentCall,
  { secrets }: Proof,
  { username }: { readonly username: string },
): Promise<Verdict> {
  const given = decodeBase64(BASIC.exec(headers.get(HEADER) ?? '')?.[1] ?? '*');
  const right = given !== null && secrets.some((secret) => sameBytes(given, joinBytes(`${username}:${secret}`)));
  return right ? admitted(null, [HEADER]) : refused('credentials', HEADER);
}
