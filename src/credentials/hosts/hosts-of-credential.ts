import { hostsRequired, hostsUnused } from '../credentials.errors.ts';
import type { CredentialData } from '../types/credential-type.ts';
import { findCredentialType } from '../types/credential-types.ts';
import { ANY_HOST } from './allowed-hosts.ts';

/** What a credential is, and which hosts were named for it; `undefined`: none. */
type Named = {
  readonly type: string;
  readonly data: CredentialData;
  readonly allowed_hosts: readonly string[] | undefined;
};

/**
 * The hosts to which a new secret may go: those that are named, or those that its type brings. Throws 422
 * `credentials.hosts_required` if there are neither, and `credentials.hosts_unused` for hosts of what never leaves.
 */
export function hostsOfCredential({ type, data, allowed_hosts: named }: Named): readonly string[] {
  const hosts = findCredentialType(type)?.hosts ?? 'named';
  if (hosts === 'nowhere') {
    if (named !== undefined && named.length > 0) throw hostsUnused(type);
    return [];
  }
  if (named !== undefined && named.length > 0) return named;
  const brought = named === undefined ? broughtHosts(type, data) : [];
  if (brought.length === 0) throw hostsRequired();
  return brought;
}

/** The hosts that a type brings for such data; none where they have to be named. */
export function broughtHosts(type: string, data: CredentialData): readonly string[] {
  const hosts = findCredentialType(type)?.hosts;
  return typeof hosts === 'function' ? hosts(data) : [];
}

/** Stored hosts as people see them: an empty list is any host, unless the secret never leaves. */
export function shownHosts(type: string, stored: readonly string[]): readonly string[] {
  if (stored.length > 0 || findCredentialType(type)?.hosts === 'nowhere') return stored;
  return [ANY_HOST];
}
