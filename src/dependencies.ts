import { waitUntil } from 'cloudflare:workers';
import { createProviderClient, MAX_PROVIDER_ANSWER } from './accounts/providers/create-provider-client.ts';
import type { SignInProvider } from './accounts/providers/sign-in-providers.ts';
import { registrationOf } from './accounts/registration-mode.ts';
import { MAX_WEBHOOK_ANSWER } from './alerts/firing/send-webhook.ts';
import { MAX_STRIPE_ANSWER } from './billing/create-stripe-client.ts';
import { openBilling } from './billing/open-billing.ts';
import { createCredentialSource } from './credentials/oauth/credential-source.ts';
import type { Requests } from './db/group-writer.ts';
import type { Env } from './env.ts';
import type { StoredExecution } from './executions/executions.repository.ts';
import { createExecutionFiles } from './executions/files/execution-files.ts';
import { loadEarlier } from './executions/history/earlier-executions.ts';
import { createNodeExecutionRepository } from './executions/history/node-executions.repository.ts';
import { createExecutionWaits } from './executions/waits/execution-waits.ts';
import type { InspectedPoint } from './expressions/expression-deps.ts';
import { createFoundation, type Foundation } from './foundation.ts';
import { cancelObject } from './intake/ends/follow-up-ends.ts';
import { stopDeletedNow } from './intake/ends/stop-deleted.ts';
import { wakeObject } from './intake/ends/wake-object.ts';
import { createLeaving, leaveGates } from './intake/flow/leave-gates.ts';
import { createFormSource } from './intake/forms/form-source.ts';
import type { IntakeDeps } from './intake/intake-deps.ts';
import { createIsolateWriters } from './intake/isolate-writers.ts';
import { tellWatchers } from './intake/live/tell-watchers.ts';
import { createOutbox, type Outbox } from './intake/outbox.ts';
import { createRefusalLog } from './intake/webhook/refusal-log.ts';
import { createEndpointSource } from './intake/webhook/webhook-endpoints.ts';
import type { MailPost } from './mail/mailer.ts';
import { openMail } from './mail/open-mail.ts';
import { keepMail } from './mail-outbox/keep-mail.ts';
import { createMailOutboxRepository } from './mail-outbox/mail-outbox.repository.ts';
import { coordinatorsOf, elsewhereOf, gatesOf, hubsOf, isolateHost } from './process-bindings.ts';
import { createRepositories } from './repositories.ts';
import { createCallService } from './runner/calls/workflow-calls.ts';
import { createCodeRunner } from './runner/code/run-code.ts';
import { type DescribeRequest, describeRun } from './runner/reuse/describe-run.ts';
import { createNodeRequest } from './runner/run/egress-request.ts';
import type { RunnerServices } from './runner/run/execution-run.ts';
import { type InspectedDrawing, inspectDrawing } from './runner/watch/inspect-drawing.ts';
import { inspectExecution } from './runner/watch/inspect-execution.ts';
import { watchExecution } from './runner/watch/watch-execution.ts';
import { createWorkflowSource, type WorkflowSource } from './runner/workflow/workflow-source.ts';
import { judgeAddress, openEgress } from './security/egress/open-egress.ts';
import { sendOverNetwork } from './security/egress/transport.ts';
import { createFormTokens } from './security/form-tokens.ts';
import type { Actor } from './security/permissions.ts';
import { createJwksSource, MAX_JWKS_BYTES } from './security/webhooks/jwks-source.ts';
import { filterSeenValues } from './seen-values/filter-seen-values.ts';
import { worldUrlOf } from './settings.ts';
import { consoleLog } from './shared/log.ts';
import { repeatOnFailure, SHORT_PAUSES } from './shared/repeat-call.ts';
import { openTelemetry } from './telemetry/telemetry.ts';
import { loadVariables } from './variables/load-variables.ts';
import { drawingOf } from './workflows/drawing-of.ts';
import type { RawGraph } from './workflows/graph/parse-graph.ts';
import { type RunWish, versionToRun } from './workflows/run-version.ts';
import { workspaceEgress } from './workspaces/workspace-egress.ts';

/** Only in tests are promises not resolved across requests. */
const REQUESTS: Requests = {
  hold: waitUntil,
  mayWaitForOthers: Cloudflare.compatibilityFlags.handle_cross_request_promise_resolution === true,
};

/** What the services reach beyond the foundation: workflow versions, and the queue. */
type Reach = { readonly workflows: WorkflowSource; readonly outbox: Outbox };

function createServices(
  env: Env,
  {
    settings,
    databases: { system: db },
    systemSecrets: secrets,
    now,
    ids,
    links,
    tokenEgress,
    allowLists,
    blobs,
  }: Foundation,
  { workflows, outbox }: Reach,
): RunnerServices {
  const files = blobs === null ? null : createExecutionFiles({ db, blobs, now, newId: ids });
  return {
    clock: now,
    newId: ids,
    random: Math.random,
    request: createNodeRequest(openEgress(settings, sendOverNetwork), (workspaceId) =>
      repeatOnFailure(SHORT_PAUSES, () => allowLists(workspaceId)),
    ),
    files,
    runCode: createCodeRunner(isolateHost(env)),
    waits: createExecutionWaits(db),
    links,
    calls: createCallService({ db, workflows, clock: now, newId: ids, files, enqueue: outbox.handOver }),
    seenValues: (run, request) => repeatOnFailure(SHORT_PAUSES, () => filterSeenValues(db, run, request)),
    keepMail: settings.MAIL_OUTBOX
      ? (mail) =>
          repeatOnFailure(SHORT_PAUSES, () => keepMail({ mails: createMailOutboxRepository(db), now, ids }, mail))
      : null,
    earlier: { load: (request) => loadEarlier({ db, blobs }, request), workflow: workflows.load },
    ...openTelemetry({ settings, dataset: env.ANALYTICS, send: sendOverNetwork, log: consoleLog, hold: waitUntil }),
    variables: (workspaceId) => repeatOnFailure(SHORT_PAUSES, () => loadVariables({ db, secrets }, workspaceId)),
    credential: createCredentialSource({ db, secrets, now, ids, tokenEgress }),
  };
}

/** What plans and mails have to do with executions. */
type Housekeeping = Pick<IntakeDeps, 'refusals' | 'keepPlans' | 'sendDueMails'> & { readonly mailer: MailPost };

/** What alerts need to tell people and others. Of what is answered to a webhook nothing is read but the status. */
function createAlerting(
  { settings, databases, systemSecrets: secrets, now, ids, log, allowLists }: Foundation,
  mailer: MailPost,
) {
  const egress = workspaceEgress(openEgress(settings, sendOverNetwork, { maxBytes: MAX_WEBHOOK_ANSWER }), allowLists);
  return { auth: databases.auth, mailer, egress, secrets, now, ids, log };
}

function createIntake(env: Env, foundation: Foundation, housekeeping: Housekeeping) {
  const { settings, databases, systemSecrets: secrets, catalog, now } = foundation;
  const { people, system: db } = databases;
  const workflows = createWorkflowSource(db, catalog);
  const outbox = createOutbox(env.EXECUTIONS);
  const gates = gatesOf(env);
  return {
    db,
    people,
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
    noteRefusal: createRefusalLog({ db, now, ids: foundation.ids, hold: REQUESTS.hold }),
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
    blobs: foundation.blobs,
    sendDueMails: housekeeping.sendDueMails,
    keepPlans: housekeeping.keepPlans,
    alerting: createAlerting(foundation, housekeeping.mailer),
  };
}

type Intake = ReturnType<typeof createIntake>;

function createExecutionDeps(env: Env, foundation: Foundation, intake: Intake) {
  const { ids, now, db, secrets, tokenEgress, blobs, catalog } = foundation;
  const watching = { coordinators: coordinatorsOf(env), workflows: intake.workflows, clock: now, newId: ids };
  const inspecting = {
    ...watching,
    catalog,
    nodes: createNodeExecutionRepository(db, blobs),
    random: Math.random,
    variables: (workspaceId: string) => loadVariables({ db, secrets }, workspaceId),
  };
  return {
    chance: Math.random,
    inspect: (stored: StoredExecution, point: InspectedPoint) => inspectExecution(inspecting, stored, point),
    inspectDrawing: (of: InspectedDrawing, point: InspectedPoint) => inspectDrawing(inspecting, of, point),
    watch: (stored: StoredExecution) => watchExecution(watching, stored),
    hold: REQUESTS.hold,
    cancelObject: (id: string) => cancelObject(intake, id),
    wakeObject: (id: string) => wakeObject(intake, id),
    tellWatchers: (id: string) => tellWatchers(env.LIVE_HUB, id),
    send: intake.services.request,
    openCredential: createCredentialSource({ db, secrets, now, ids, tokenEgress }),
    stopDeleted: (workspaceIds: readonly string[]) => stopDeletedNow(intake, workspaceIds),
    enqueue: intake.outbox.handOver,
    sendPolls: intake.outbox.sendQuietly,
    sendBulkJobs: (jobs: readonly string[]) => intake.outbox.sendQuietly(jobs.map((id) => ({ bulk_job_id: id }))),
    leaveGates: (ids: readonly string[]) => leaveGates(intake, ids),
    graphOf: intake.workflows.graphOf,
    describeRun: (request: DescribeRequest) =>
      describeRun(
        {
          workflows: intake.workflows,
          earlier: { load: (wanted) => loadEarlier({ db, blobs }, wanted), workflow: intake.workflows.load },
        },
        request,
      ),
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
  const repositories = createRepositories(foundation.databases, foundation);
  const egress = openEgress(foundation.settings, sendOverNetwork);
  const { hold } = REQUESTS;
  const mail = openMail({ ...foundation, db: foundation.databases.system, egress, binding: env.MAIL, hold });
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
    versionToRun: (actor: Actor, wish: RunWish) => versionToRun({ ...foundation, ...repositories }, actor, wish),
    drawingOf: (actor: Actor, workflowId: string, raw: RawGraph | undefined) =>
      drawingOf({ ...foundation, ...repositories }, actor, { workflowId, raw }),
    testHubs: env.WEBHOOK_TEST_HUB,
    liveHubs: env.LIVE_HUB,
    workspaceHubs: env.WORKSPACE_HUB,
    checkAddress: async (workspaceId: string, url: string) =>
      judgeAddress(foundation.settings, url, await foundation.allowLists(workspaceId)),
    ...createExecutionDeps(env, foundation, intake),
  };
}

export type Dependencies = ReturnType<typeof createDependencies>;
