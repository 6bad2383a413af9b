import { networkOf } from '../security/networks.ts';
import type { AttemptKind } from './attempt-limits.ts';
import type { Attempt } from './attempts.repository.ts';

/**
 * A try from an address, to be counted for its network. Nothing is counted where no address is known, nor for the machine
 * itself: behind a proxy that nobody has told us to trust, everybody would share that count.
 */
export function triesFrom(kind: AttemptKind, ip: string | null): Attempt[] {
  const network = networkOf(ip);
  return network === null ? [] : [{ kind, subject: network }];
}
