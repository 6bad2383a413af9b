import { OfflineProblem } from './problem.ts';

/** The one way out of the page. Throws {@link OfflineProblem} when no answer came. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new OfflineProblem(error);
  }
}
