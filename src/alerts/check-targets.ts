import { EgressError } from '../security/egress/errors.ts';
import type { Actor } from '../security/permissions.ts';
import type { AlertDeps } from './alert-deps.ts';
import { mayNotRun, unknownMember, unknownScope, unknownTarget, webhookRefused } from './alerts.errors.ts';
import type { Channels } from './alerts.schemas.ts';

/** What an alert is about, and whom it tells. */
type Targets = { readonly workflow_id: string | null; readonly channels: Channels };

async function checkWebhook({ checkAddress }: AlertDeps, workspaceId: string, url: string): Promise<void> {
  try {
    await checkAddress(workspaceId, url);
  } catch (error) {
    if (error instanceof EgressError) throw webhookRefused(error.message);
    throw error;
  }
}

/** Refuses what an alert names and the workspace does not have, and addresses that nothing may be sent to. */
export async function checkTargets(deps: AlertDeps, actor: Actor, { workflow_id, channels }: Targets): Promise<void> {
  const { mail, webhook_url, workflow_id: target } = channels;
  if (target !== null && !actor.permissions.has('workflows:run')) throw mayNotRun();
  const workflows = [workflow_id, target].filter((id) => id !== null);
  const known = await deps.alerts.known(actor.workspaceId, workflows, mail);
  if (workflow_id !== null && !known.has(`workflow:${workflow_id}`)) throw unknownScope();
  if (target !== null && !known.has(`workflow:${target}`)) throw unknownTarget();
  if (mail.some((id) => !known.has(`member:${id}`))) throw unknownMember();
  if (webhook_url !== null) await checkWebhook(deps, actor.workspaceId, webhook_url);
}
