import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS, type AuditAction } from '../../src/audit/audit-actions.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { operationsOf } from '../support/operations.ts';
import { testApp } from '../support/test-app.ts';

const operations = operationsOf(openApiDocument(testApp())).filter(({ path }) => path.startsWith('/api/'));

/** What the audit log tells of each route that changes something, by the id of its operation. */
const AUDITED: { readonly [operationId: string]: AuditAction } = {
  accept_invitation: 'members.joined',
  add_passkey: 'passkeys.added',
  archive_workflow: 'workflows.archived',
  backfill_schedule: 'schedules.backfilled',
  cancel_execution: 'executions.cancelled',
  change_email: 'accounts.email_change_requested',
  change_member_role: 'members.role_changed',
  connect_credential: 'credentials.connect_requested',
  change_password: 'accounts.password_changed',
  confirm_totp: 'factors.totp_added',
  create_alert: 'alerts.created',
  create_api_key: 'api_keys.created',
  create_bulk_job: 'bulk_jobs.created',
  create_credential: 'credentials.created',
  create_execution_view: 'execution_views.created',
  create_invitation: 'invitations.created',
  create_schedule: 'schedules.created',
  create_variable: 'variables.created',
  create_workflow: 'workflows.created',
  create_workspace: 'workspaces.created',
  deactivate_workflow: 'workflows.deactivated',
  delete_alert: 'alerts.deleted',
  delete_credential: 'credentials.deleted',
  delete_execution_view: 'execution_views.deleted',
  delete_me: 'accounts.deleted',
  delete_schedule: 'schedules.deleted',
  delete_variable: 'variables.deleted',
  delete_workflow: 'workflows.deleted',
  delete_workspace: 'workspaces.deletion_requested',
  duplicate_workflow: 'workflows.duplicated',
  end_previous_webhook_secret: 'webhooks.previous_secret_ended',
  end_session: 'sessions.ended',
  forgot_password: 'accounts.password_reset_requested',
  import_workflow: 'workflows.imported',
  leave_workspace: 'members.left',
  link_identity: 'accounts.identity_linked',
  log_in: 'accounts.signed_in',
  log_out: 'sessions.ended',
  log_out_everywhere: 'sessions.all_ended',
  pass_factor: 'accounts.signed_in',
  pause_schedule: 'schedules.paused',
  poll_now: 'polls.requested',
  publish_workflow: 'workflows.published',
  register: 'accounts.registered',
  receive_stripe_event: 'plans.changed',
  remove_identity: 'accounts.identity_removed',
  remove_member: 'members.removed',
  remove_passkey: 'passkeys.removed',
  remove_totp: 'factors.totp_removed',
  rename_passkey: 'passkeys.renamed',
  renew_recovery_codes: 'factors.recovery_codes_renewed',
  resend_invitation: 'invitations.resent',
  resend_verification: 'accounts.verification_requested',
  request_checkout: 'plans.checkout_requested',
  request_portal: 'plans.portal_requested',
  reset_password: 'accounts.password_reset',
  restore_workspace: 'workspaces.restored',
  resume_schedule: 'schedules.resumed',
  reveal_credential: 'credentials.revealed',
  revoke_api_key: 'api_keys.revoked',
  revoke_invitation: 'invitations.revoked',
  revoke_share: 'executions.share_revoked',
  roll_back_workflow: 'workflows.rolled_back',
  rotate_api_key: 'api_keys.rotated',
  rotate_webhook_secret: 'webhooks.secret_rotated',
  run_schedule: 'schedules.run_requested',
  save_workflow: 'workflows.saved',
  create_workflow_version: 'workflows.saved',
  share_execution: 'executions.shared',
  set_webhook_secret: 'webhooks.secret_set',
  settle_execution: 'executions.settled',
  settle_node_run: 'executions.settled',
  sign_in_with_passkey: 'accounts.signed_in',
  skip_wait: 'executions.wait_skipped',
  step_up: 'accounts.identity_confirmed',
  stop_bulk_job: 'bulk_jobs.stopped',
  test_credential: 'credentials.tested',
  transfer_workspace: 'workspaces.transferred',
  unarchive_workflow: 'workflows.unarchived',
  update_alert: 'alerts.updated',
  update_api_key: 'api_keys.updated',
  update_me: 'accounts.profile_changed',
  update_credential: 'credentials.updated',
  update_execution_view: 'execution_views.updated',
  update_schedule: 'schedules.updated',
  update_variable: 'variables.updated',
  update_workspace: 'workspaces.updated',
  verify_email: 'accounts.email_verified',
};

/** Why the audit log says nothing of these. */
const UNTOLD: { readonly [operationId: string]: string } = {
  create_stream_ticket: 'It opens one stream within a minute, for whoever may open it anyway.',
  evaluate_expression: 'It changes nothing.',
  evaluate_expressions: 'It changes nothing.',
  execute_workflow: 'The execution itself says who started it, and when.',
  execute_workflow_many_times: 'The executions themselves say who started them, and when.',
  get_factor_options: 'It changes nothing: a challenge that is over after minutes.',
  get_node_shapes: 'It changes nothing.',
  list_field_options: 'It changes nothing.',
  get_new_passkey_options: 'It changes nothing: a challenge that is over after minutes.',
  get_passkey_options: 'It changes nothing: a challenge that is over after minutes.',
  get_step_up_options: 'It changes nothing: a challenge that is over after minutes.',
  listen_to_webhook: 'It is over after minutes, and changes nothing that lasts.',
  preview_schedule: 'It changes nothing.',
  propose_totp: 'It counts only once it is confirmed: factors.totp_added.',
  refresh_tokens: 'It happens every few minutes; a token that is used again is told of: sessions.reuse_detected.',
  replay_execution: 'The execution itself says who started it, and when.',
  retry_execution: 'The execution itself says who started it, and when.',
  show_invitation: 'It changes nothing.',
  validate_workflow: 'It changes nothing.',
};

const changing = operations.filter(({ method }) => method !== 'GET').map(({ id }) => id);

describe('each route that may change something', () => {
  it.each(changing)('%s is told of in the audit log, or says why not', (id) => {
    const hint = `Name in test/audit/audited-routes.test.ts what the audit log tells of ${id}, or why nothing.`;
    expect(
      [AUDITED[id], UNTOLD[id]].filter((said) => said !== undefined),
      hint,
    ).toHaveLength(1);
  });

  it('is one that there is', () => {
    expect([...Object.keys(AUDITED), ...Object.keys(UNTOLD)].filter((id) => !changing.includes(id))).toEqual([]);
  });

  it('is told of by an action that there is', () => {
    expect(Object.values(AUDITED).filter((action) => !AUDIT_ACTIONS.includes(action))).toEqual([]);
  });
});
