import type { MasterKey } from './vault.ts';

const ENTRY = /^([1-9]\d{0,8}):([A-Za-z0-9+/]{43}=)$/;

/**
 * The keys of a list such as `2:<base64>,1:<base64>`; `null` for a text that is no such list, or that names a version twice.
 */
export function parseMasterKeys(list: string): readonly MasterKey[] | null {
  const entries = list.split(',').filter((entry) => entry.trim() !== '');
  const keys = entries.flatMap((entry) => {
    const [, version, key] = ENTRY.exec(entry.trim()) ?? [];
    return version === undefined || key === undefined ? [] : [{ version: Number(version), key }];
  });
  const versions = new Set(keys.map(({ version }) => version));
  return keys.length === entries.length && versions.size === keys.length ? keys : null;
}

/** All master keys: those of the list, and `single` as version 1 unless the list has one. */
export function masterKeys(single: string, list: readonly MasterKey[]): readonly MasterKey[] {
  return list.some(({ version }) => version === 1) ? list : [...list, { version: 1, key: single }];
}
