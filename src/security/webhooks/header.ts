import { sameText } from '../same-text.ts';
import { admitted, type Proof, refused, type SentCall, type Verdict } from './verdict.ts';

/** A header that holds the secret, with a fixed text such as `Bearer ` before it. */
export type HeaderRules = { readonly header: string; readonly prefix: string };

/** Checks that the caller sends the secret in a header. */
export async function verifyHeader(
  { headers }: SentCall,
  { secrets }: Proof,
  { header, prefix }: HeaderRules,
): Promise<Verdict> {
  const given = headers.get(header);
  const right = given !== null && secrets.some((secret) => sameText(given, prefix + secret));
  return right ? admitted(null, [header]) : refused('credentials', header);
}
