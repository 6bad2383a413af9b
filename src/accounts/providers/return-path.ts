/** Stands for our own origin, whichever that is. */
const BASE = 'https://linkflow.invalid';

/** What browsers drop from addresses or take for a slash, so that `/\t/evil` becomes `//evil`: white space, controls, backslashes. */
const MISREAD = /[\s\p{Cc}\\]/u;

/** Whether an address leads to a path of our own, however a browser reads it. */
export function isOwnPath(path: string): boolean {
  if (!path.startsWith('/') || path.startsWith('//') || MISREAD.test(path)) return false;
  return URL.parse(path, BASE)?.origin === BASE;
}
