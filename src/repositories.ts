import { createAccessRepository } from './accounts/access.repository.ts';
import { createFactorRepository } from './accounts/factors/factors.repository.ts';
import { createOwnAccountRepositories } from './accounts/own-account-repositories.ts';
import { createPasskeyRepository } from './accounts/passkeys/passkeys.repository.ts';
import { createIdentityRepository } from './accounts/providers/identities.repository.ts';
import { createSessionRepository } from './accounts/sessions/sessions.repository.ts';
import { createAlertRepository } from './alerts/alerts.repository.ts';
import { createApiKeyRepository } from './api-keys/api-keys.repository.ts';
import { createAttempts } from './attempts/attempts.repository.ts';
import { createAuditRepository } from './audit/audit.repository.ts';
import type { AuditEntry } from './audit/audited-change.ts';
import { insertAudit } from './audit/insert-audit.ts';
import { createCredentialRepository } from './credentials/credentials.repository.ts';
import { createOAuthConnectionRepository } from './credentials/oauth/oauth-connections.repository.ts';
import type { AuthDatabase, PeopleDatabase } from './db/client.ts';
import type { Databases } from './db/databases.ts';
import { createExecutionCallRepository } from './executions/calls/execution-calls.repository.ts';
import { createExecutionRepository } from './executions/executions.repository.ts';
import type { BlobStore } from './executions/files/blob-store.ts';
import { createFileRepository } from './executions/files/files.repository.ts';
import { createNodeExecutionRepository } from './executions/history/node-executions.repository.ts';
import { createNodeRunRepository } from './executions/node-runs/node-runs.repository.ts';
import { createShareRepository } from './executions/shares/shares.repository.ts';
import { createInsightRepository } from './insights/insights.repository.ts';
import { createMailOutboxRepository } from './mail-outbox/mail-outbox.repository.ts';
import { createPlanRepository } from './plans/plans.repository.ts';
import { createPollRepository } from './polls/polls.repository.ts';
import { createScheduleRunRepository } from './schedules/model/schedule-runs.repository.ts';
import { createScheduleRepository } from './schedules/model/schedules.repository.ts';
import { createSearchRepository } from './search/search.repository.ts';
import type { Clock } from './shared/clock.ts';
import { createVariableRepository } from './variables/variables.repository.ts';
import { createDeliveryRepository } from './webhooks/deliveries.repository.ts';
import { createEndpointRepository } from './webhooks/endpoints.repository.ts';
import { createWorkflowListRepository } from './workflows/listing/workflow-list.repository.ts';
import { createVersionRepository } from './workflows/model/versions.repository.ts';
import { createWorkflowRepository } from './workflows/model/workflows.repository.ts';
import { createDeletionRepository } from './workspaces/deletion/deletion.repository.ts';
import { createExportRepository } from './workspaces/export/export.repository.ts';
import { createInvitationRepository } from './workspaces/invitations/invitations.repository.ts';
import { createMemberRepository } from './workspaces/members/members.repository.ts';
import { createWorkspaceRepository } from './workspaces/workspaces.repository.ts';

/** Who somebody is, and what is theirs alone. */
function ofAuthentication(auth: AuthDatabase, now: Clock) {
  return {
    access: createAccessRepository(auth),
    ...createOwnAccountRepositories(auth),
    sessions: createSessionRepository(auth),
    factors: createFactorRepository(auth),
    passkeys: createPasskeyRepository(auth),
    identities: createIdentityRepository(auth),
    attempts: createAttempts(auth, now),
  };
}

/** What repositories need beside the databases; `blobs` is `null` where there is no bucket. */
type Means = { readonly now: Clock; readonly blobs: BlobStore | null };

/** What people see and change in a workspace. */
function ofPeople(people: PeopleDatabase, blobs: BlobStore | null) {
  return {
    members: createMemberRepository(people),
    deletions: createDeletionRepository(people),
    exports: createExportRepository(people),
    noteExport: async (audit: AuditEntry) => void (await insertAudit(people, audit)),
    apiKeys: createApiKeyRepository(people),
    audit: createAuditRepository(people),
    credentials: createCredentialRepository(people),
    variables: createVariableRepository(people),
    workflows: createWorkflowRepository(people),
    workflowList: createWorkflowListRepository(people),
    versions: createVersionRepository(people),
    endpoints: createEndpointRepository(people),
    deliveries: createDeliveryRepository(people),
    polls: createPollRepository(people),
    schedules: createScheduleRepository(people),
    scheduleRuns: createScheduleRunRepository(people),
    search: createSearchRepository(people),
    executions: createExecutionRepository(people),
    nodes: createNodeExecutionRepository(people, blobs),
    nodeRuns: createNodeRunRepository(people, blobs),
    calls: createExecutionCallRepository(people),
    insights: createInsightRepository(people),
    alerts: createAlertRepository(people),
    planStandings: createPlanRepository(people),
  };
}

/** All repositories, each with the database as the role that it needs. */
export function createRepositories(databases: Databases, { now, blobs }: Means) {
  const { people, auth, system } = databases;
  return {
    ...ofAuthentication(auth, now),
    ...ofPeople(people, blobs),
    workspaces: createWorkspaceRepository(databases),
    invitations: createInvitationRepository(databases),
    files: createFileRepository(people),
    shares: createShareRepository(databases),
    oauthConnections: createOAuthConnectionRepository(databases),
    // Runners keep mails, and the developer's page shows all of them; people list those of their workspace.
    mails: { ...createMailOutboxRepository(system), list: createMailOutboxRepository(people).list },
  };
}
