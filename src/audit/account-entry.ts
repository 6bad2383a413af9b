import type { AuditEntry, AuditedChange } from './audited-change.ts';

/** Whose account, and from where. `userId` is `null` where nobody has such an account. */
type AccountEvent = Omit<AuditedChange, 'target_type' | 'target_id'> & {
  readonly userId: string | null;
  readonly ip: string | null;
  /** What it was done to; left out: the account itself. */
  readonly target?: { readonly type: string; readonly id: string };
};

/** The entry of what concerns an account and no workspace: signing in, out, and what belongs to them. */
export function accountEntry({ userId, ip, target, id, now, action, details = {} }: AccountEvent): AuditEntry {
  return {
    id,
    action,
    target_type: target?.type ?? 'user',
    target_id: target?.id ?? userId,
    workspace_id: null,
    user_id: userId,
    details,
    ip_address: ip,
    created_at: new Date(now).toISOString(),
  };
}
