import type { Problem as ProblemBody } from './schema.gen.ts';

export type Fault = NonNullable<ProblemBody['errors']>[number];

/** What the API refused, in its own words. `requestId` is what a person quotes when they ask for help. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly faults: readonly Fault[];
  /** Seconds to wait before the next try, if the answer named them. */
  readonly retryAfter: number | null;

  constructor(status: number, body: Partial<ProblemBody>, retryAfter: number | null) {
    super(body.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.code = body.code ?? `http.${status}`;
    this.requestId = body.request_id ?? null;
    this.faults = body.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

/** There was no answer: the network or the server is away. */
export class OfflineProblem extends Error {
  override readonly name = 'OfflineProblem';

  constructor(cause: unknown) {
    super('The server can’t be reached. What you typed is kept; try again when you are online.', { cause });
  }
}

/** Reads the problem that an answer holds. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const wait = Number(response.headers.get('retry-after'));
  return new ApiProblem(response.status, await bodyOf(response), wait > 0 ? wait : null);
}

/** A proxy may answer with something else than JSON: then the status has to do. */
async function bodyOf(response: Response): Promise<Partial<ProblemBody>> {
  try {
    return await response.json();
  } catch {
    return {};
  }
}

export function isProblem(error: unknown, ...codes: readonly string[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
}
