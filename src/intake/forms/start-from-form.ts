import type { NewExecution } from '../../executions/model/execution-record.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import type { Answers } from '../../nodes/forms/read-answers.ts';
import { executionFields } from '../../runner/workflow/compiled-workflow.ts';
import type { FormState } from '../../security/form-tokens.ts';
import { flowMessage } from '../flow/flow.errors.ts';
import { findDuplicate } from '../start/find-duplicate.ts';
import { startExecution } from '../start/start-execution.ts';
import { EXECUTION_HEADER } from '../webhook/answers/answer-headers.ts';
import { respondedAnswer } from '../webhook/answers/webhook-answer.ts';
import { acceptedPage, droppedPage, endedPage, repeatedPage } from './form-answer.ts';
import type { FormCall, FormDeps } from './form-deps.ts';
import type { LiveForm } from './form-source.ts';

/** A form that was filled in, and under which nonce. */
export type FilledForm = { readonly form: LiveForm; readonly state: FormState; readonly answers: Answers };

function formExecution({ services }: FormDeps, { form, state, answers }: FilledForm): NewExecution {
  const createdAt = services.clock();
  const { workflow, nodeId, endpointId } = form;
  return newExecution({
    ...executionFields(workflow),
    id: services.newId(createdAt),
    createdAt,
    triggerType: 'form',
    triggerNodeId: nodeId,
    triggerData: {
      endpoint_id: endpointId,
      submitted_at: new Date(createdAt).toISOString(),
      form_mode: 'production',
      files: answers.binary,
    },
    inputData: answers.values,
    dedupeKey: `form:${endpointId}:${state.nonce}`,
  });
}

function waitMs({ config: { answer } }: LiveForm): number | null {
  return answer.type === 'message' || answer.type === 'redirect' ? null : answer.patience_seconds * 1000;
}

/** Tells programs which execution it is. */
function naming(id: string, response: Response): Response {
  response.headers.set(EXECUTION_HEADER, id);
  return response;
}

async function repeated({ db }: FormDeps, execution: NewExecution, { config }: LiveForm): Promise<Response | null> {
  const first = await findDuplicate(db, execution.workspaceId, execution.dedupeKey ?? '');
  if (first.type === 'expired') return null;
  return first.type === 'gone'
    ? naming(first.executionId, acceptedPage(config))
    : naming(first.outcome.id, repeatedPage(config, first.outcome));
}

/** Starts the execution that a filled-in form asks for, once for each nonce. `null`: the workflow has changed, take the form anew. */
export async function startFromForm(deps: FormDeps, filled: FilledForm, call: FormCall): Promise<Response | null> {
  const { form } = filled;
  const { workflow, endpointId, revision, config } = form;
  const execution = formExecution(deps, filled);
  const guard = { type: 'webhook', endpointId, revision, version: workflow.identity.version } as const;
  const wait = { waitMs: waitMs(form), answerWith: 'response' } as const;
  const result = await startExecution(deps, { workflow, execution, guard, ...wait, background: call.background });
  switch (result.type) {
    case 'accepted':
      return naming(execution.id, acceptedPage(config));
    case 'responded':
      return respondedAnswer(execution.id, result.response);
    case 'ended':
      return naming(execution.id, endedPage(config, { ...result.ending, output: result.output }));
    case 'duplicate':
      return repeated(deps, execution, form);
    case 'dropped':
      return droppedPage(config, flowMessage(result.reason));
    case 'stale':
      return null;
  }
}
