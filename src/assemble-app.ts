import { registerAccountRoutes } from './accounts/accounts.routes.ts';
import { registerApiKeyRoutes } from './api-keys/api-keys.routes.ts';
import { registerAuditRoutes } from './audit/audit.routes.ts';
import { registerCredentialUseRoutes } from './credentials/credential-use.routes.ts';
import { registerCredentialRoutes } from './credentials/credentials.routes.ts';
import { registerOAuthRoutes } from './credentials/oauth/oauth.routes.ts';
import type { Dependencies } from './dependencies.ts';
import { registerExecutionRoutes } from './executions/executions.routes.ts';
import { registerExpressionRoutes } from './expressions/expressions.routes.ts';
import { checkDatabase } from './health/check-database.ts';
import { registerHealthRoutes } from './health/health.routes.ts';
import { createApp } from './http/app.ts';
import type { App, Registrar } from './http/app-types.ts';
import { registerDocsRoutes } from './http/docs/docs.routes.ts';
import { registerSecurityTxt } from './http/hygiene/security-txt.routes.ts';
import { registerOpenApiRoute } from './http/openapi.ts';
import { registerRunMany } from './intake/api/run-many.routes.ts';
import { registerRunWorkflow } from './intake/api/run-workflow.routes.ts';
import { registerFlowRoutes } from './intake/flow/flow.routes.ts';
import { registerFormRoutes } from './intake/forms/form.routes.ts';
import { registerRunSchedule } from './intake/schedules/run-schedule.routes.ts';
import { registerApprovalRoutes } from './intake/waits/approval.routes.ts';
import { registerFormWaitRoutes } from './intake/waits/form-wait.routes.ts';
import { registerResumeRoutes } from './intake/waits/resume.routes.ts';
import { registerWebhookReceiver } from './intake/webhook/webhook.routes.ts';
import { registerListening } from './intake/webhook-test/listen.routes.ts';
import { registerWebhookTests } from './intake/webhook-test/webhook-test.routes.ts';
import { registerOutboxRoutes } from './mail-outbox/mail-outbox.routes.ts';
import { registerNodeTypeRoutes } from './node-types/node-types.routes.ts';
import { describeNodes } from './nodes/describe-nodes.ts';
import { registerPollRoutes } from './polls/polls.routes.ts';
import { registerSchedulePreview } from './schedules/preview.routes.ts';
import { registerScheduleCourse } from './schedules/schedule-course.routes.ts';
import { registerScheduleRoutes } from './schedules/schedules.routes.ts';
import { registerVariableRoutes } from './variables/variables.routes.ts';
import { registerWebhookRoutes } from './webhooks/webhooks.routes.ts';
import { registerLifecycleRoutes } from './workflows/lifecycle/workflow-lifecycle.routes.ts';
import { registerTransferRoutes } from './workflows/transfer/workflow-transfer.routes.ts';
import { registerVersionRoutes } from './workflows/versions/workflow-versions.routes.ts';
import { registerWorkflowRoutes } from './workflows/workflows.routes.ts';
import { registerAllOfWorkspaces } from './workspaces/all-workspace.routes.ts';

/** How long the health check waits for Postgres, in milliseconds. */
const HEALTH_TIMEOUT = 3000;

/** Where the world comes in, and who watches over it. */
function doors(deps: Dependencies): Registrar[] {
  return [
    (app) => registerWebhookReceiver(app, deps.intake),
    (app) => registerWebhookTests(app, deps),
    (app) => registerFormRoutes(app, deps.intake),
    (app) => registerResumeRoutes(app, deps.intake),
    (app) => registerApprovalRoutes(app, deps.intake),
    (app) => registerFormWaitRoutes(app, deps.intake),
    (app) => registerHealthRoutes(app, { checkDatabase: () => checkDatabase(deps.databases.auth, HEALTH_TIMEOUT) }),
  ];
}

/** People, what they share, and how they come in. */
function ofPeople(deps: Dependencies): Registrar[] {
  return [
    (app) => registerAccountRoutes(app, deps),
    (app) => registerAllOfWorkspaces(app, deps),
    (app) => registerApiKeyRoutes(app, deps),
    (app) => registerAuditRoutes(app, deps),
    (app) => registerCredentialRoutes(app, deps),
    (app) => registerOAuthRoutes(app, deps),
    (app) => registerCredentialUseRoutes(app, deps),
    (app) => registerVariableRoutes(app, deps),
  ];
}

/** What is drawn, and what ran. */
function ofWorkflows(deps: Dependencies): Registrar[] {
  return [
    (app) => registerNodeTypeRoutes(app, { describeNodes }),
    (app) => registerTransferRoutes(app, deps),
    (app) => registerWorkflowRoutes(app, deps),
    (app) => registerLifecycleRoutes(app, deps),
    (app) => registerVersionRoutes(app, deps),
    (app) => registerWebhookRoutes(app, deps),
    (app) => registerPollRoutes(app, deps),
    (app) => registerListening(app, deps),
    (app) => registerSchedulePreview(app, deps),
    (app) => registerRunWorkflow(app, deps.intake),
    (app) => registerRunMany(app, deps.intake),
    (app) => registerScheduleRoutes(app, deps),
    (app) => registerScheduleCourse(app, deps),
    (app) => registerRunSchedule(app, deps),
    (app) => registerFlowRoutes(app, deps.intake),
    (app) => registerExecutionRoutes(app, deps),
    (app) => registerExpressionRoutes(app, deps),
    (app) => registerOutboxRoutes(app, deps),
  ];
}

/** Those who read how all this is used, and those who find a hole in it. */
function ofReaders({ settings, now }: Dependencies): Registrar[] {
  const found = { contact: settings.SECURITY_CONTACT, publicUrl: settings.PUBLIC_URL, now };
  return [registerDocsRoutes, (app) => registerSecurityTxt(app, found), registerOpenApiRoute];
}

/** The HTTP side of the Worker with all routes. */
export function assembleApp(deps: Dependencies): App {
  return createApp({
    auth: deps,
    log: deps.log,
    origins: deps.settings.CORS_ORIGINS,
    worldHost: URL.parse(deps.settings.WEBHOOK_URL)?.host ?? null,
    registrars: [...doors(deps), ...ofPeople(deps), ...ofWorkflows(deps), ...ofReaders(deps)],
  });
}
