import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { PollFailure } from '../../polls/fail-poll.ts';
import type { TakenPoll } from '../../polls/take-poll.ts';
import { longestFirst, maskCutText, maskOutputs } from '../../runner/outcome/mask-secrets.ts';
import { failureOf } from '../../runner/outcome/node-outcome.ts';
import type { RunnerServices } from '../../runner/run/execution-run.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import { consoleLog } from '../../shared/log.ts';
import { createPollRun } from './poll-run.ts';

/** What a service has told, or why it did not. `cursor`: `undefined` if it is as before. */
export type Asked =
  | {
      readonly type: 'told';
      readonly items: readonly JsonObject[];
      readonly cursor: JsonValue | undefined;
      readonly startsEach: boolean;
    }
  | ({ readonly type: 'failed' } & PollFailure);

type Question = {
  readonly poll: TakenPoll;
  readonly workflow: CompiledWorkflow;
  readonly services: RunnerServices;
};

function gone(nodeId: string): NodeError {
  return new NodeError('poll.no_trigger', `The published version has no polling trigger ${nodeId}.`);
}

async function ask({ poll, workflow, services }: Question, secrets: Set<string>): Promise<Asked> {
  const index = workflow.plan.byId.get(poll.node_id);
  if (index === undefined) throw gone(poll.node_id);
  const compiled = workflow.node(index);
  const { definition, plan } = compiled;
  if (definition.poll === undefined || plan.disabled) throw gone(poll.node_id);
  const config = compiled.parse(plan.node.config, 0);
  const run = createPollRun({ poll, services, config, credentialId: plan.node.credentials, secrets });
  const { items, cursor } = await definition.poll.ask(run, poll.cursor);
  const masked = maskOutputs({ main: items.map((json) => ({ json })) }, longestFirst(secrets));
  return {
    type: 'told',
    items: (masked.main ?? []).map(({ json }) => json),
    cursor: cursor === poll.cursor && cursor !== null ? undefined : cursor,
    startsEach: definition.poll.startsEach(config),
  };
}

/** Has the trigger of a poll ask its service. Never throws: what goes wrong is a failure of the poll, without its secrets. */
export async function askService(question: Question): Promise<Asked> {
  const secrets = new Set<string>();
  try {
    return await ask(question, secrets);
  } catch (error) {
    const { code, message, retryAfterMs } = failureOf(error, false);
    if (code === 'node.internal') {
      consoleLog({ level: 'error', message: 'A poll failed by a defect.', poll: question.poll.id, error });
    }
    const masked = maskCutText(message, longestFirst(secrets));
    return { type: 'failed', code, message: masked, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
}
