import type { SystemDatabase } from '../../db/client.ts';
import { type FormConfig, formConfigSchema, formTrigger } from '../../nodes/triggers/form.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { WorkflowSource } from '../../runner/workflow/workflow-source.ts';
import { endpointSecretPurpose } from '../../webhooks/endpoint-secret.ts';
import { keysOf } from '../../workspace-keys/workspace-keys.repository.ts';
import type { WorkspaceSecrets } from '../../workspace-keys/workspace-secrets.ts';
import { triggerOfRow } from '../webhook/trigger-of-row.ts';

/** An active form, with the published version of its workflow. */
export type LiveForm = {
  readonly endpointId: string;
  readonly revision: number;
  readonly nodeId: string;
  readonly workflow: CompiledWorkflow;
  readonly config: FormConfig;
  /** The secrets of the endpoint that are valid now: the passwords of a form that asks for one. */
  readonly passwords: () => Promise<readonly string[]>;
};

/** Finds a form by the id of its endpoint; `null` if no active workflow has it. People fill in forms, so nothing is cached. */
export type FormSource = (endpointId: string) => Promise<LiveForm | null>;

const LOAD = `SELECT e.id, e.revision, e.node_id, e.secret,
  CASE WHEN e.previous_secret_expires_at > now() THEN e.previous_secret END AS previous_secret, w.id AS workflow_id, w.workspace_id, w.name,
  v.version, v.nodes, v.connections, v.settings,
  ${keysOf('w.workspace_id')}
FROM webhook_endpoints e JOIN workflows w ON w.id = e.workflow_id
JOIN workflow_versions v ON v.workflow_id = w.id AND v.version = w.published_version
WHERE e.endpoint_id = $1 AND e.is_active AND w.status = 'active'`;

export type FormSourceDeps = {
  readonly db: SystemDatabase;
  readonly secrets: Pick<WorkspaceSecrets, 'open'>;
  readonly workflows: WorkflowSource;
};

export function createFormSource({ db, secrets, workflows }: FormSourceDeps): FormSource {
  return async (endpointId) => {
    const row = (await db.sql.query(LOAD, [endpointId]))[0];
    if (row === undefined) return null;
    const { workflow, nodeId, node } = triggerOfRow(workflows, row);
    if (node?.type !== formTrigger.type) return null;
    return {
      endpointId,
      revision: Number(row.revision),
      nodeId,
      workflow,
      config: formConfigSchema.parse(node.config),
      passwords: () => {
        const place = { workspaceId: String(row.workspace_id), purpose: endpointSecretPurpose(String(row.id)) };
        const sealed = [row.secret, row.previous_secret].filter((secret) => typeof secret === 'string');
        return Promise.all(sealed.map((secret) => secrets.open(secret, place, row.workspace_keys)));
      },
    };
  };
}
