import { z } from '@hono/zod-openapi';
import { faultSchema } from '../http/problem.schema.ts';
import { problem } from '../http/problem-responses.ts';
import { idParameter, jsonResponse, workspacePath } from '../http/route-parts.ts';
import type { WorkflowChoice } from './load-workflow.ts';
import { workflowSchema } from './model/workflows.schemas.ts';

export const tags = ['Workflows'];
export const WORKFLOWS_PATH = '/api/v1/workspaces/{workspace_id}/workflows';

export const workflowPath = workspacePath.extend({ workflow_id: idParameter('The workflow.') });

/** The header with which a client names the revision that its change was made from. */
export const ifMatchHeader = z.object({
  'if-match': z.string().max(1000).optional().openapi({
    description: 'The ETag of the workflow as you read it. If somebody changed it since, the answer is 412.',
    example: '"r3"',
  }),
});

/** The workflow to change, from the path and the headers of a request. */
export function choiceOf(
  param: { readonly workflow_id: string },
  header: z.infer<typeof ifMatchHeader>,
): WorkflowChoice {
  return { id: param.workflow_id, ifMatch: header['if-match'] ?? null };
}

const etagHeader = z.object({ etag: z.string().openapi({ description: 'The revision.', example: '"r3"' }) });

export function workflowResponse(description: string) {
  return { ...jsonResponse(description, workflowSchema), headers: etagHeader };
}

const savedWorkflowSchema = workflowSchema
  .extend({
    faults: z
      .array(faultSchema)
      .openapi({ description: 'What keeps the drawing from being published, 1,000 at most; empty: nothing.' }),
  })
  .openapi('SavedWorkflow');

/** A workflow as somebody has just stored it. */
export function savedResponse(description: string) {
  return { ...jsonResponse(description, savedWorkflowSchema), headers: etagHeader };
}

/** The problems that any change of a workflow may meet. */
export const changeProblems = {
  409: problem('`workflows.changed_meanwhile`: somebody changed it at the same moment. `workflows.archived`.'),
  412: problem('`workflows.stale`: it is not the revision of If-Match any more.'),
};

/** What a change of a workflow that names credentials may meet. */
export const useProblem = {
  403: problem('`workflows.credential_use_denied`: `errors` names the nodes with credentials. `permissions.denied`.'),
};

/** What a drawing that may be incomplete may meet all the same. */
export const drawingProblem = problem(
  '`workflows.invalid_graph`: the drawing cannot be read or is too large, two nodes have one id, or a node names a credential that is not shared with the caller.',
);

export const graphProblem = problem(
  '`workflows.invalid_graph`: `errors` lists the faults of the graph, 1,000 at most.',
);
