import { accepts } from 'hono/accepts';
import type { AppContext } from './app-types.ts';

/** Whether the caller would rather have a page than JSON: a browser says so, a program has to. */
export function asksForPage(c: AppContext): boolean {
  const supports = ['application/json', 'text/html'];
  return accepts(c, { header: 'Accept', supports, default: 'application/json' }) === 'text/html';
}
