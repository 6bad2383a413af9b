import { waitUntil } from 'cloudflare:workers';
import { createAccessRepository } from './accounts/access.repository.ts';
import { createFactorRepository } from './accounts/factors/factors.repository.ts';
import { createOwnAccountRepositories } from './accounts/own-account-repositories.ts';
import { createPasskeyRepository } from './accounts/passkeys/passkeys.repository.ts';
import { createProviderClient, MAX_PROVIDER_ANSWER } from './accounts/providers/create-provider-client.ts';
import { createIdentityRepository } from './accounts/providers/identities.repository.ts';
import type { SignInProvider } from './accounts/providers/sign-in-providers.ts';
import { registrationOf } from './accounts/registration-mode.ts';
import { createSessionRepository } from './accounts/sessions/sessions.repository.ts';
import { createAlertRepository } from './alerts/alerts.repository.ts';
import { MAX_WEBHOOK_ANSWER } from './alerts/firing/send-webhook.ts';
import { createApiKeyRepository } from './api-keys/api-keys.repository.ts';
import { createAttempts } from './attempts/attempts.repository.ts';
import { createAuditRepository } from './audit/audit.repository.ts';
import type { AuditEntry } from './audit/audited-change.ts';
import { insertAudit } from './audit/insert-audit.ts';
import { MAX_STRIPE_ANSWER } from './billing/create-stripe-client.ts';
import { openBilling } from './billing/open-billing.ts';
import { createCredentialRepository } from './credentials/credentials.repository.ts';
import { createCredentialSource } from './credentials/oauth/credential-source.ts';
import { createOAuthConnectionRepository } from './credentials/oauth/oauth-connections.repository.ts';
import { MAX_TOKEN_ANSWER } from './credentials/oauth/token-endpoint.ts';
import { createDatabase } from './db/client.ts';
import type { Requests } from './db/group-writer.ts';
import { type Env, parseSettings, worldUrlOf } from './env.ts';
import { createExecutionCallRepository } from './executions/calls/execution-calls.repository.ts';
import { createExecutionRepository, type StoredExecution } from './executions/executions.repository.ts';
import { loadEarlier } from './executions/history/earlier-executions.ts';
import { createNodeExecutionRepository } from './executions/history/node-executions.repository.ts';
import { createShareRepository } from './executions/shares/shares.repository.ts';
import { createExecutionWaits } from './executions/waits/execution-waits.ts';
import type { InspectedPoint } from './expressions/expression-deps.ts';
import { callerAddress } from './http/caller-address.ts';
import { createInsightRepository } from './insights/insights.repository.ts';
import { cancelObject } from './intake/ends/follow-up-ends.ts';
import { stopDeletedNow } from './intake/ends/stop-deleted.ts';
import { wakeObject } from './intake/ends/wake-object.ts';
import { createLeaving, leaveGates } from './intake/flow/leave-gates.ts';
import { createFormSource } from './intake/forms/form-source.ts';
import type { IntakeDeps } from './intake/intake-deps.ts';
import { createIsolateWriters } from './intake/isolate-writers.ts';
import { tellWatchers } from './intake/live/tell-watchers.ts';
import { createOutbox, type Outbox } from './intake/outbox.ts';
import { createEndpointSource } from './intake/webhook/webhook-endpoints.ts';
import type { MailPost } from './mail/mailer.ts';
import { openMail } from './mail/open-mail.ts';
import { keepMail } from './mail-outbox/keep-mail.ts';
import { createMailOutboxRepository } from './mail-outbox/mail-outbox.repository.ts';
import { createCatalog } from './nodes/registry.ts';
import { createPlanBook } from './plans/plan-book.ts';
import { createPlanRepository } from './plans/plans.repository.ts';
import { createPollRepository } from './polls/polls.repository.ts';
import { coordinatorsOf, elsewhereOf, gatesOf, hubsOf, isolateHost } from './process-bindings.ts';
import { createCallService } from './runner/calls/workflow-calls.ts';
import { createCodeRunner } from './runner/code/run-code.ts';
import { type DescribeRequest, describeRun } from './runner/reuse/describe-run.ts';
import { createNodeRequest } from './runner/run/egress-request.ts';
import type { RunnerServices } from './runner/run/execution-run.ts';
import { inspectExecution } from './runner/watch/inspect-execution.ts';
import { watchExecution } from './runner/watch/watch-execution.ts';
import { createWorkflowSource, type WorkflowSource } from './runner/workflow/workflow-source.ts';
import { createScheduleRunRepository } from './schedules/model/schedule-runs.repository.ts';
import { createScheduleRepository } from './schedules/model/schedules.repository.ts';
import { createCursors } from './security/cursor.ts';
import { judgeAddress, openEgress } from './security/egress/open-egress.ts';
import { sendOverNetwork } from './security/egress/transport.ts';
import { createFactorTickets } from './security/factors/factor-tickets.ts';
import { createFormTokens } from './security/form-tokens.ts';
import { masterKeys } from './security/master-keys.ts';
import { createPasskeyChallenges } from './security/passkeys/passkey-challenges.ts';
import { createPasswords } from './security/passwords.ts';
import { secureRandom } from './security/random.ts';
import { createRefreshTokens } from './security/refresh-tokens.ts';
import { createResumeLinks } from './security/resume-links.ts';
import { createStreamTickets } from './security/stream-tickets.ts';
import { createAccessTokens } from './security/tokens.ts';
import { createVault } from './security/vault.ts';
import { createJwksSource, MAX_JWKS_BYTES } from './security/webhooks/jwks-source.ts';
import { filterSeenValues } from './seen-values/filter-seen-values.ts';
import { systemClock } from './shared/clock.ts';
import { newId } from './shared/ids.ts';
import { consoleLog } from './shared/log.ts';
import { repeatOnFailure, SHORT_PAUSES } from './shared/repeat-call.ts';
import { openTelemetry } from './telemetry/telemetry.ts';
import { loadVariables } from './variables/load-variables.ts';
import { createVariableRepository } from './variables/variables.repository.ts';
import { createEndpointRepository } from './webhooks/endpoints.repository.ts';
import { createVersionRepository } from './workflows/model/versions.repository.ts';
import { createWorkflowRepository } from './workflows/model/workflows.repository.ts';
import { createWorkspaceKeyRepository } from './workspace-keys/workspace-keys.repository.ts';
import { createWorkspaceSecrets } from './workspace-keys/workspace-secrets.ts';
import { createDeletionRepository } from './workspaces/deletion/deletion.repository.ts';
import { createEgressAllowLists } from './workspaces/egress-allow.ts';
import { createExportRepository } from './workspaces/export/export.repository.ts';
import { createInvitationRepository } from './workspaces/invitations/invitations.repository.ts';
import { createMemberRepository } from './workspaces/members/members.repository.ts';
import { workspaceEgress } from './workspaces/workspace-egress.ts';
import { createWorkspaceRepository } from './workspaces/workspaces.repository.ts';

/** Only in tests are promises not resolved across requests. */
const REQUESTS: Requests = {
  hold: waitUntil,
  mayWaitForOthers: Cloudflare.compatibilityFlags.handle_cross_request_promise_resolution === true,
};

/** The parts without which nothing else can be made. */
function createFoundation(env: Env) {
  const settings = parseSettings(env);
  const db = createDatabase({ url: settings.DATABASE_URL, bridge: env.NEON_BRIDGE });
  const vault = createVault(masterKeys(settings.ENCRYPTION_KEY, settings.ENCRYPTION_KEYS));
  const allowLists = createEgressAllowLists({ db, now: systemClock });
  return {
    settings,
    db,
    plans: createPlanBook(settings.STRIPE_SECRET_KEY !== ''),
    now: systemClock,
    ids: newId,
    random: secureRandom,
    vault,
    secrets: createWorkspaceSecrets({
      vault,
      keys: createWorkspaceKeyRepository((text, params) => db.sql.query(text, params)),
    }),
    log: consoleLog,
    links: createResumeLinks({ secret: settings.ENCRYPTION_KEY, publicUrl: worldUrlOf(settings) }),
    cursors: createCursors(settings.JWT_SECRET),
    tokens: createAccessTokens(settings.JWT_SECRET),
    streamTickets: createStreamTickets(settings.JWT_SECRET),
    factorTickets: createFactorTickets(settings.JWT_SECRET),
    passkeyChallenges: createPasskeyChallenges({ secret: settings.JWT_SECRET, random: secureRandom }),
    refreshTokens: createRefreshTokens({ secret: settings.JWT_SECRET, random: secureRandom }),
    passwords: createPasswords(settings.PASSWORD_PEPPER),
    callerAddress: callerAddress(settings.TRUSTED_PROXIES),
    publicOrigin: settings.PUBLIC_URL === '' ? null : new URL(settings.PUBLIC_URL).origin,
    catalog: createCatalog(),
    allowLists,
    tokenEgress: workspaceEgress(openEgress(settings, sendOverNetwork, { maxBytes: MAX_TOKEN_ANSWER }), allowLists),
  };
}

type Foundation = ReturnType<typeof createFoundation>;

function createRepositories({ db, now }: Foundation) {
  return {
    access: createAccessRepository(db),
    ...createOwnAccountRepositories(db),
    sessions: createSessionRepository(db),
    factors: createFactorRepository(db),
    passkeys: createPasskeyRepository(db),
    identities: createIdentityRepository(db),
    workspaces: createWorkspaceRepository(db),
    members: createMemberRepository(db),
    deletions: createDeletionRepository(db),
    exports: createExportRepository(db),
    noteExport: async (audit: AuditEntry) => void (await insertAudit(db, audit)),
    invitations: createInvitationRepository(db),
    apiKeys: createApiKeyRepository(db),
    audit: createAuditRepository(db),
    credentials: createCredentialRepository(db),
    oauthConnections: createOAuthConnectionRepository(db),
    variables: createVariableRepository(db),
    workflows: createWorkflowRepository(db),
    versions: createVersionRepository(db),
    endpoints: createEndpointRepository(db),
    polls: createPollRepository(db),
    schedules: createScheduleRepository(db),
    scheduleRuns: createScheduleRunRepository(db),
    executions: createExecutionRepository(db),
    nodes: createNodeExecutionRepository(db),
    calls: createExecutionCallRepository(db),
    shares: createShareRepository(db),
    mails: createMailOutboxRepository(db),
    insights: createInsightRepository(db),
    alerts: createAlertRepository(db),
    planStandings: createPlanRepository(db),
    attempts: createAttempts(db, now),
  };
}

/** What the services reach beyond the foundation: workflow versions, and the queue. */
type Reach = { readonly workflows: WorkflowSource; readonly outbox: Outbox };

function createServices(
  env: Env,
  { settings, db, secrets, now, ids, links, tokenEgress, allowLists }: Foundation,
  { workflows, outbox }: Reach,
): RunnerServices {
  return {
    clock: now,
    newId: ids,
    random: Math.random,
    request: createNodeRequest(openEgress(settings, sendOverNetwork), (workspaceId) =>
      repeatOnFailure(SHORT_PAUSES, () => allowLists(workspaceId)),
    ),
    runCode: createCodeRunner(isolateHost(env)),
    waits: createExecutionWaits(db),
    links,
    calls: createCallService({ db, workflows, clock: now, newId: ids, enqueue: outbox.handOver }),
    seenValues: (run, request) => repeatOnFailure(SHORT_PAUSES, () => filterSeenValues(db, run, request)),
    keepMail: settings.MAIL_OUTBOX
      ? (mail) =>
          repeatOnFailure(SHORT_PAUSES, () => keepMail({ mails: createMailOutboxRepository(db), now, ids }, mail))
      : null,
    earlier: { load: (request) => loadEarlier(db, request), workflow: workflows.load },
    ...openTelemetry({ settings, dataset: env.ANALYTICS, send: sendOverNetwork, log: consoleLog, hold: waitUntil }),
    variables: (workspaceId) => repeatOnFailure(SHORT_PAUSES, () => loadVariables({ db, secrets }, workspaceId)),
    credential: createCredentialSource({ db, secrets, now, ids, tokenEgress }),
  };
}

/** What plans and mails have to do with executions. */
type Housekeeping = Pick<IntakeDeps, 'refusals' | 'keepPlans' | 'sendDueMails'> & { readonly mailer: MailPost };

/** What alerts need to tell people and others. Of what is answered to a webhook nothing is read but the status. */
function createAlerting({ settings, secrets, now, ids, log, allowLists }: Foundation, mailer: MailPost) {
  const egress = workspaceEgress(openEgress(settings, sendOverNetwork, { maxBytes: MAX_WEBHOOK_ANSWER }), allowLists);
  return { mailer, egress, secrets, now, ids, log };
}

function createIntake(env: Env, foundation: Foundation, housekeeping: Housekeeping) {
  const { settings, db, secrets, catalog, now } = foundation;
  const workflows = createWorkflowSource(db, catalog);
  const outbox = createOutbox(env.EXECUTIONS);
  const gates = gatesOf(env);
  return {
    db,
    workflows,
    coordinators: coordinatorsOf(env),
    gates,
    live: { hubs: hubsOf(env), hold: REQUESTS.hold },
    leave: createLeaving({ db, gates }, REQUESTS),
    services: createServices(env, foundation, { workflows, outbox }),
    outbox,
    writers: createIsolateWriters(db, REQUESTS),
    endpoints: createEndpointSource({ db, secrets, workflows, now }),
    callerAddress: foundation.callerAddress,
    callers: {
      jwks: createJwksSource(openEgress(settings, sendOverNetwork, { maxBytes: MAX_JWKS_BYTES })),
      publicUrl: worldUrlOf(settings),
    },
    forms: createFormSource({ db, secrets, workflows }),
    formTokens: createFormTokens(settings.ENCRYPTION_KEY),
    leaseSeconds: settings.LEASE_SECONDS,
    maxClaims: settings.MAX_CLAIMS,
    elsewhere: elsewhereOf(env),
    refusals: housekeeping.refusals,
    sendDueMails: housekeeping.sendDueMails,
    keepPlans: housekeeping.keepPlans,
    alerting: createAlerting(foundation, housekeeping.mailer),
  };
}

type Intake = ReturnType<typeof createIntake>;

function createExecutionDeps(env: Env, { ids, now, db }: Foundation, intake: Intake) {
  const watching = { coordinators: coordinatorsOf(env), workflows: intake.workflows, clock: now, newId: ids };
  const inspecting = {
    ...watching,
    nodes: createNodeExecutionRepository(db),
    random: Math.random,
    variables: intake.services.variables,
  };
  return {
    chance: Math.random,
    inspect: (stored: StoredExecution, point: InspectedPoint) => inspectExecution(inspecting, stored, point),
    watch: (stored: StoredExecution) => watchExecution(watching, stored),
    hold: REQUESTS.hold,
    cancelObject: (id: string) => cancelObject(intake, id),
    wakeObject: (id: string) => wakeObject(intake, id),
    tellWatchers: (id: string) => tellWatchers(env.LIVE_HUB, id),
    send: intake.services.request,
    openCredential: intake.services.credential,
    stopDeleted: (workspaceIds: readonly string[]) => stopDeletedNow(intake, workspaceIds),
    enqueue: intake.outbox.handOver,
    sendPolls: intake.outbox.sendQuietly,
    sendBulkJobs: (jobs: readonly string[]) => intake.outbox.sendQuietly(jobs.map((id) => ({ bulk_job_id: id }))),
    leaveGates: (ids: readonly string[]) => leaveGates(intake, ids),
    graphOf: intake.workflows.graphOf,
    describeRun: (request: DescribeRequest) =>
      describeRun({ workflows: intake.workflows, earlier: intake.services.earlier }, request),
  };
}

/** Who people may sign in with, and what speaks to them: large answers are not read. */
function createProviders({ settings }: Foundation) {
  const egress = openEgress(settings, sendOverNetwork, { maxBytes: MAX_PROVIDER_ANSWER });
  return {
    providers: settings.SIGN_IN_PROVIDERS,
    providerClient: (provider: SignInProvider) => createProviderClient(egress, provider),
  };
}

/** Everything that the Worker is made of: environment → settings, database, repositories, services. */
export function createDependencies(env: Env) {
  const foundation = createFoundation(env);
  const repositories = createRepositories(foundation);
  const egress = openEgress(foundation.settings, sendOverNetwork);
  const { hold } = REQUESTS;
  const mail = openMail({ ...foundation, egress, binding: env.MAIL, hold });
  const stripeEgress = openEgress(foundation.settings, sendOverNetwork, { maxBytes: MAX_STRIPE_ANSWER });
  const billing = openBilling({ ...foundation, mailer: mail.mailer, egress: stripeEgress, hold });
  const intake = createIntake(env, foundation, { ...mail, ...billing });
  return {
    ...foundation,
    ...repositories,
    ...createProviders(foundation),
    ...billing,
    registration: registrationOf(foundation.settings.REGISTRATION, mail),
    intake,
    testHubs: env.WEBHOOK_TEST_HUB,
    liveHubs: env.LIVE_HUB,
    workspaceHubs: env.WORKSPACE_HUB,
    checkAddress: async (workspaceId: string, url: string) =>
      judgeAddress(foundation.settings, url, await foundation.allowLists(workspaceId)),
    ...createExecutionDeps(env, foundation, intake),
  };
}

export type Dependencies = ReturnType<typeof createDependencies>;
