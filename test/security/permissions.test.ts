import { describe, expect, it } from 'vitest';
import { PERMISSIONS, permissionsOfKey, permissionsOfRole, ROLES } from '../../src/security/permissions.ts';

describe('permissionsOfRole', () => {
  it('gives each role all that the weaker ones have', () => {
    for (const [rank, role] of ROLES.entries()) {
      const weaker = [...permissionsOfRole(ROLES[rank - 1] ?? role)];
      expect([...permissionsOfRole(role)]).toEqual(expect.arrayContaining(weaker));
    }
  });

  it('gives the owner everything', () => {
    expect([...permissionsOfRole('owner')].sort()).toEqual([...PERMISSIONS].sort());
  });

  it('lets a viewer change nothing', () => {
    expect([...permissionsOfRole('viewer')].every((permission) => permission.endsWith(':read'))).toBe(true);
  });

  it('shows viewers no credentials', () => {
    expect(permissionsOfRole('viewer').has('credentials:read')).toBe(false);
  });
});

describe('permissionsOfKey', () => {
  it('is what the scopes and the role have in common', () => {
    expect([...permissionsOfKey('viewer', ['workflows:read', 'workflows:write'])]).toEqual(['workflows:read']);
  });

  it('gives nothing for no scopes or unknown ones', () => {
    expect(permissionsOfKey('owner', []).size).toBe(0);
    expect(permissionsOfKey('owner', ['*', 'everything']).size).toBe(0);
  });
});
