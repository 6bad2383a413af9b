/** All that the audit log tells of, in one form: the plural of what it is about, and what was done. */
export const AUDIT_ACTIONS = [
  'accounts.registered',
  'api_keys.created',
  'api_keys.revoked',
  'credentials.created',
  'credentials.deleted',
  'credentials.updated',
  'executions.cancelled',
  'webhooks.previous_secret_ended',
  'webhooks.secret_rotated',
  'webhooks.secret_set',
  'workflows.archived',
  'workflows.created',
  'workflows.deactivated',
  'workflows.deleted',
  'workflows.duplicated',
  'workflows.imported',
  'workflows.published',
  'workflows.rolled_back',
  'workflows.saved',
  'workflows.unarchived',
  'workspaces.updated',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
