import { registerAccountRoutes } from './accounts/accounts.routes.ts';
import { registerAlertRoutes } from './alerts/alerts.routes.ts';
import { registerApiKeyRoutes } from './api-keys/api-keys.routes.ts';
import { registerAuditRoutes } from './audit/audit.routes.ts';
import { registerBillingRoutes } from './billing/billing.routes.ts';
import { registerBootstrapRoutes } from './bootstrap/bootstrap.routes.ts';
import { registerConsoleRoutes } from './console/console.routes.ts';
import { registerCredentialRoutes } from './credentials/credentials.routes.ts';
import { loadCredential } from './credentials/load-credential.ts';
import { registerOAuthRoutes } from './credentials/oauth/oauth.routes.ts';
import { registerCredentialUseRoutes } from './credentials/use/credential-use.routes.ts';
import type { Dependencies } from './dependencies.ts';
import { registerBulkJobs } from './executions/bulk/bulk.routes.ts';
import { registerExecutionRoutes } from './executions/executions.routes.ts';
import { registerFileRoutes } from './executions/files/files.routes.ts';
import { registerNodeRunRoutes } from './executions/node-runs/node-runs.routes.ts';
import { registerRepairRoutes } from './executions/repair/repair.routes.ts';
import { registerShareRoutes } from './executions/shares/shares.routes.ts';
import { registerExecutionViews } from './executions/views/views.routes.ts';
import { registerExpressionRoutes } from './expressions/expressions.routes.ts';
import { checkDatabase } from './health/check-database.ts';
import { countCreated } from './health/count-created.ts';
import { registerHealthRoutes } from './health/health.routes.ts';
import { registerMetrics } from './health/metrics.routes.ts';
import { createFigures } from './health/read-figures.ts';
import { createApp } from './http/app.ts';
import type { App, Registrar } from './http/app-types.ts';
import { registerDocsRoutes } from './http/docs/docs.routes.ts';
import { registerSecurityTxt } from './http/hygiene/security-txt.routes.ts';
import { tlsHosts } from './http/hygiene/tls-guard.ts';
import { registerOpenApiRoute } from './http/openapi.ts';
import { registerInsightRoutes } from './insights/insights.routes.ts';
import { registerRunMany } from './intake/api/run-many.routes.ts';
import { registerRunWorkflow } from './intake/api/run-workflow.routes.ts';
import { registerFlowRoutes } from './intake/flow/flow.routes.ts';
import { registerFormRoutes } from './intake/forms/form.routes.ts';
import { registerLiveRoutes } from './intake/live/live.routes.ts';
import { registerRunSchedule } from './intake/schedules/run-schedule.routes.ts';
import { registerApprovalRoutes } from './intake/waits/approval.routes.ts';
import { registerFormWaitRoutes } from './intake/waits/form-wait.routes.ts';
import { registerResumeRoutes } from './intake/waits/resume.routes.ts';
import { registerWebhookReceiver } from './intake/webhook/webhook.routes.ts';
import { registerListening } from './intake/webhook-test/listen.routes.ts';
import { registerWebhookTests } from './intake/webhook-test/webhook-test.routes.ts';
import { registerOutboxRoutes } from './mail-outbox/mail-outbox.routes.ts';
import { registerNodeTypeRoutes } from './node-types/node-types.routes.ts';
import { registerOptionRoutes } from './node-types/options/options.routes.ts';
import { shapeOfNode } from './nodes/describe-handles.ts';
import { describeNodes } from './nodes/describe-nodes.ts';
import { optionSource } from './nodes/options/option-sources.ts';
import { credentialsOf } from './nodes/registry.ts';
import { registerPlanRoutes } from './plans/plans.routes.ts';
import { registerPollRoutes } from './polls/polls.routes.ts';
import { registerRetentionRoutes } from './retention/retention.routes.ts';
import { registerSchedulePreview } from './schedules/preview.routes.ts';
import { registerScheduleCourse } from './schedules/schedule-course.routes.ts';
import { registerScheduleRoutes } from './schedules/schedules.routes.ts';
import { registerSearchRoutes } from './search/search.routes.ts';
import type { Actor } from './security/permissions.ts';
import { registerTemplateRoutes } from './templates/templates.routes.ts';
import { registerVariableRoutes } from './variables/variables.routes.ts';
import { registerDeliveryRoutes } from './webhooks/deliveries.routes.ts';
import { registerWebhookRoutes } from './webhooks/webhooks.routes.ts';
import { registerLifecycleRoutes } from './workflows/lifecycle/workflow-lifecycle.routes.ts';
import { registerListingRoutes } from './workflows/listing/listing.routes.ts';
import { registerTransferRoutes } from './workflows/transfer/workflow-transfer.routes.ts';
import { registerVersionRoutes } from './workflows/versions/workflow-versions.routes.ts';
import { registerWorkflowRoutes } from './workflows/workflows.routes.ts';
import { registerAllOfWorkspaces } from './workspaces/all-workspace.routes.ts';

/** How long the health check waits for Postgres, in milliseconds. */
const HEALTH_TIMEOUT = 3000;

/** Whoever watches the platform itself. */
function ofOperators({ databases, now, settings }: Dependencies): Registrar[] {
  const { system: db } = databases;
  const figures = createFigures({ db, now }, HEALTH_TIMEOUT);
  const metrics = { key: settings.METRICS_KEY, figures, countCreated: () => countCreated(db) };
  return [
    (app) => registerHealthRoutes(app, { checkDatabase: () => checkDatabase(db, HEALTH_TIMEOUT), figures }),
    (app) => registerMetrics(app, metrics),
  ];
}

/** Where the world comes in, and who watches over it. */
function doors(deps: Dependencies): Registrar[] {
  return [
    (app) => registerWebhookReceiver(app, deps.intake),
    (app) => registerWebhookTests(app, deps),
    (app) => registerFormRoutes(app, deps.intake),
    (app) => registerResumeRoutes(app, deps.intake),
    (app) => registerApprovalRoutes(app, deps.intake),
    (app) => registerFormWaitRoutes(app, deps.intake),
    ...ofOperators(deps),
  ];
}

/** People, what they share, and how they come in. */
function ofPeople(deps: Dependencies): Registrar[] {
  return [
    (app) => registerBootstrapRoutes(app, deps),
    (app) => registerAccountRoutes(app, deps),
    (app) => registerAllOfWorkspaces(app, deps),
    (app) => registerApiKeyRoutes(app, deps),
    (app) => registerAuditRoutes(app, deps),
    (app) => registerCredentialRoutes(app, deps),
    (app) => registerOAuthRoutes(app, deps),
    (app) => registerCredentialUseRoutes(app, deps),
    (app) => registerVariableRoutes(app, deps),
    (app) => registerPlanRoutes(app, deps),
    (app) => registerBillingRoutes(app, deps),
  ];
}

/** What is drawn, and what ran. */
function ofWorkflows(deps: Dependencies): Registrar[] {
  const credentialFor = (actor: Actor, id: string) => loadCredential(deps, actor, id);
  const runs = { ...deps.intake, versionToRun: deps.versionToRun };
  return [
    (app) => registerNodeTypeRoutes(app, { describeNodes, shapeOfNode }),
    (app) => registerOptionRoutes(app, { ...deps, optionSource, credentialsOf, credentialFor }),
    (app) => registerTransferRoutes(app, deps),
    registerTemplateRoutes,
    (app) => registerListingRoutes(app, deps),
    (app) => registerWorkflowRoutes(app, deps),
    (app) => registerLifecycleRoutes(app, deps),
    (app) => registerVersionRoutes(app, deps),
    (app) => registerWebhookRoutes(app, deps),
    (app) => registerDeliveryRoutes(app, deps),
    (app) => registerPollRoutes(app, deps),
    (app) => registerListening(app, deps),
    (app) => registerSchedulePreview(app, deps),
    (app) => registerRunWorkflow(app, runs),
    (app) => registerRunMany(app, runs),
    (app) => registerScheduleRoutes(app, deps),
    (app) => registerScheduleCourse(app, deps),
    (app) => registerRunSchedule(app, deps),
    (app) => registerFlowRoutes(app, deps.intake),
    (app) => registerRepairRoutes(app, deps),
    (app) => registerExecutionViews(app, deps),
    (app) => registerBulkJobs(app, deps),
    (app) => registerExecutionRoutes(app, deps),
    (app) => registerSearchRoutes(app, { ...deps, people: deps.databases.people }),
    (app) => registerNodeRunRoutes(app, deps),
    (app) => registerFileRoutes(app, deps),
    (app) => registerShareRoutes(app, deps),
    (app) => registerLiveRoutes(app, deps),
    (app) => registerInsightRoutes(app, deps),
    (app) => registerAlertRoutes(app, deps),
    (app) => registerExpressionRoutes(app, deps),
    (app) => registerRetentionRoutes(app, deps),
    (app) => registerOutboxRoutes(app, deps),
  ];
}

/** Those who use it in a browser, read how it is used, or find a hole in it. */
function ofReaders({ settings, now, assets, random }: Dependencies): Registrar[] {
  const found = { contact: settings.SECURITY_CONTACT, publicUrl: settings.PUBLIC_URL, now };
  return [
    (app) => registerConsoleRoutes(app, { assets, random }),
    registerDocsRoutes,
    (app) => registerSecurityTxt(app, found),
    registerOpenApiRoute,
  ];
}

/** The HTTP side of the Worker with all routes. */
export function assembleApp(deps: Dependencies): App {
  return createApp({
    auth: deps,
    log: deps.log,
    origins: deps.settings.CORS_ORIGINS,
    worldHost: URL.parse(deps.settings.WEBHOOK_URL)?.host ?? null,
    tlsHosts: tlsHosts(deps.settings),
    registrars: [...doors(deps), ...ofPeople(deps), ...ofWorkflows(deps), ...ofReaders(deps)],
  });
}
