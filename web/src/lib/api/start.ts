import { request } from './request.ts';
import type { Bootstrap } from './schema.gen.ts';

/** All that a page begins with: who is signed in, where they belong, and what they may do there. */
export function loadStart(): Promise<Bootstrap> {
  return request('/api/v1/bootstrap');
}
