import { z } from 'zod';
import { EgressError } from './errors.ts';
import type { Resolve, Transport } from './types.ts';

const RECORD_TYPES = { A: 1, AAAA: 28 } as const;

const answerSchema = z.object({
  Status: z.number(),
  Answer: z.array(z.object({ type: z.number(), data: z.string() })).default([]),
});

/** How names are looked up over HTTPS. */
export type DohOptions = {
  /** The resolver's JSON endpoint, e.g. `https://cloudflare-dns.com/dns-query`. */
  readonly endpoint: string;
  readonly transport: Transport;
};

/**
 * Looks names up over HTTPS (the JSON form of application/dns-json). Throws `EgressError` `egress.name_not_resolved` when
 * the resolver fails, so a name that cannot be judged is not requested.
 */
export function createDohResolver(options: DohOptions): Resolve {
  return async function resolve(host, signal) {
    const answers = await Promise.all([query(options, host, 'A', signal), query(options, host, 'AAAA', signal)]);
    return answers.flat();
  };
}

async function query(
  { endpoint, transport }: DohOptions,
  host: string,
  type: keyof typeof RECORD_TYPES,
  signal: AbortSignal,
): Promise<string[]> {
  const url = new URL(endpoint);
  url.searchParams.set('name', host);
  url.searchParams.set('type', type);
  const headers = new Headers({ accept: 'application/dns-json' });
  const response = await transport(url.href, { method: 'GET', headers, body: null, signal });
  const parsed = answerSchema.safeParse(response.ok ? await response.json() : null);
  if (!parsed.success) throw new EgressError('egress.name_not_resolved', `${host} could not be looked up`);
  return parsed.data.Answer.filter((record) => record.type === RECORD_TYPES[type]).map((record) => record.data);
}
