import type { JSONWebKeySet } from 'jose';
import { createLruCache } from '../../shared/lru-cache.ts';
import { EgressError } from '../egress/errors.ts';
import type { Egress } from '../egress/types.ts';
import { createCallsUnderWay } from './calls-under-way.ts';
import { parseJwks } from './jwks.ts';

/** How long a set of keys is taken as it is, in milliseconds. */
const FRESH_MS = 600_000;
/** How long it is taken if no newer one can be had. */
const USABLE_MS = 24 * 3_600_000;
/** An address is asked so often within so many milliseconds, whoever wants keys of it and whatever it answers. */
const WINDOW_MS = 30_000;
const MAX_FETCHES = 4;
/** A key that is in no set is looked for anew so rarely. */
const UNKNOWN_KEY_MS = 30_000;
/** How long the address may take to answer, in milliseconds. */
const TIMEOUT_MS = 5000;
/** All sets together, in bytes as they came. */
const CACHE_BYTES = 4_000_000;
/** What an address weighs in the cache without its keys, which may be missing. */
const ENTRY_BYTES = 1000;

/** How often a call looks whether another one has brought keys, in milliseconds, and how many times before it goes on without. */
const LOOK_MS = 10;
const MAX_LOOKS = TIMEOUT_MS / LOOK_MS;

/** The largest set of keys that is read, in bytes: for the guard that fetches them. */
export const MAX_JWKS_BYTES = 65_536;

/** The keys behind addresses, kept in the isolate's memory. */
export type JwksSource = {
  /** The keys, from memory while they are fresh; `null` if none can be had. */
  keys(url: string, now: number): Promise<JSONWebKeySet | null>;
  /** Newer keys than those that lack one; `null` if they were asked for just now, or can't be had. */
  newerKeys(url: string, now: number): Promise<JSONWebKeySet | null>;
};

/** `keys` and `size` are of the last answer that held any; `tries` are the moments of the latest fetches. */
type Known = {
  readonly keys: JSONWebKeySet | null;
  readonly size: number;
  readonly fetchedAt: number;
  readonly tries: readonly number[];
};

const UNKNOWN: Known = { keys: null, size: 0, fetchedAt: 0, tries: [] };

type Options = {
  /** Resolves after so many milliseconds. */
  readonly pause?: (ms: number) => Promise<void>;
};

/** Fetches sets of keys through the guard, within limits that no caller can stretch. Holds no promise of any request. */
export function createJwksSource(egress: Egress, { pause = waitFor }: Options = {}): JwksSource {
  const cache = createLruCache<Known>(CACHE_BYTES);
  const underWay = createCallsUnderWay(TIMEOUT_MS);

  function remember(url: string, known: Known): void {
    cache.set(url, known, known.size + url.length + ENTRY_BYTES);
  }

  async function fetchKeys(url: string, now: number): Promise<JSONWebKeySet | null> {
    const before = cache.get(url) ?? UNKNOWN;
    const tries = before.tries.filter((moment) => moment > now - WINDOW_MS);
    if (tries.length >= MAX_FETCHES) return keysOfOthers(url, now);
    remember(url, { ...before, tries: [...tries, now] });
    const body = await underWay.during(url, now, () => read(egress, url));
    const keys = body === null ? null : parseJwks(body);
    if (body === null || keys === null) return null;
    remember(url, { keys, size: body.byteLength, fetchedAt: now, tries: cache.get(url)?.tries ?? [now] });
    return keys;
  }

  /** What other calls bring that are under way, so that a burst of calls is not refused for coming first. Waits no longer than they may take. */
  async function keysOfOthers(url: string, now: number): Promise<JSONWebKeySet | null> {
    const known = cache.get(url)?.fetchedAt;
    for (let looks = 0; looks < MAX_LOOKS && underWay.isAny(url, now); looks += 1) {
      await pause(LOOK_MS);
      const came = cache.get(url);
      if (came !== undefined && came.fetchedAt !== known) return came.keys;
    }
    return null;
  }

  return {
    async keys(url, now) {
      const { keys, fetchedAt } = cache.get(url) ?? UNKNOWN;
      if (keys !== null && now - fetchedAt < FRESH_MS) return keys;
      const fetched = await fetchKeys(url, now);
      return fetched ?? (now - fetchedAt < USABLE_MS ? keys : null);
    },
    async newerKeys(url, now) {
      const last = Math.max(0, ...(cache.get(url) ?? UNKNOWN).tries);
      return now - last < UNKNOWN_KEY_MS ? null : fetchKeys(url, now);
    },
  };
}

function waitFor(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The body of the answer; `null` for a refusal of the guard, a failure of the network, or any other status than 200. */
async function read(egress: Egress, url: string): Promise<Uint8Array | null> {
  const headers = { accept: 'application/jwk-set+json, application/json' };
  try {
    const request = { method: 'GET', url, headers, timeoutMs: TIMEOUT_MS };
    const { status, body } = await egress(request, new AbortController().signal);
    return status === 200 ? body : null;
  } catch (error) {
    if (error instanceof EgressError) return null;
    throw error;
  }
}
