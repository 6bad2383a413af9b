import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { completed, type NodeResult } from '../define-node.ts';
import { DEFAULT_ANSWER, staticAnswerSchema } from '../forms/form-answer.ts';
import { pageFaults, pageFields } from '../forms/form-config.ts';
import { filesSchema } from '../forms/stored-files.ts';
import { linkedWithAll, passThrough, withJson } from '../items.ts';
import { NodeError } from '../node-error.ts';
import type { NodeRun, OutsideWait } from '../node-run.ts';
import { endOfWait, limitSchema } from './moments.ts';
import { isSkipped, skipped } from './skipped-wait.ts';
import { waitOutside } from './wait-outside.ts';

/** The config fields of a wait for a form. */
export const formWaitFields = {
  ...pageFields,
  answer: staticAnswerSchema
    .default(DEFAULT_ANSWER)
    .meta({ title: 'Answer', description: 'What is shown when the form has been sent.' }),
  limit: limitSchema,
  on_limit: z.enum(['continue', 'fail']).default('continue').meta({
    title: 'At the limit',
    description: 'Whether the items go on when nobody has sent the form, or the node fails.',
  }),
};

const formWaitSchema = z.object(formWaitFields);

export type FormWaitConfig = z.infer<typeof formWaitSchema>;

/** What the page of a waiting form needs to know: `OutsideWait.details`. */
export const askedFormSchema = z.object({ ...pageFields, answer: staticAnswerSchema });

export type AskedForm = z.infer<typeof askedFormSchema>;

/** As JSON has it: without the optional fields that are left out. */
function withoutUndefined(details: AskedForm): JsonObject {
  return JSON.parse(JSON.stringify(details));
}

function formWait(run: NodeRun<unknown>, config: FormWaitConfig): OutsideWait {
  const { limit, on_limit, ...details } = config;
  const fault = pageFaults([config]);
  if (fault !== null) throw new NodeError('node.config_invalid', `fields: ${fault}`);
  return {
    kind: 'form',
    details: withoutUndefined(details),
    until: limit === undefined ? null : endOfWait(limit, run),
  };
}

/** What came: `{ values, files, submitted_at }`. */
function answered({ values, files, submitted_at }: JsonObject, items: NodeRun<unknown>['items']): NodeResult {
  const json = { ...(isObject(values) ? values : {}), submitted_at: submitted_at ?? null, resumed_by: 'form' };
  const binary = filesSchema.safeParse(files).data ?? {};
  return completed([linkedWithAll(Object.keys(binary).length === 0 ? { json } : { json, binary }, items)]);
}

function goOn({ items }: NodeRun<unknown>, { on_limit }: FormWaitConfig, came: JsonValue): NodeResult {
  if (isSkipped(came)) return skipped(items);
  if (isObject(came)) return answered(came, items);
  if (on_limit === 'fail')
    throw new NodeError('wait.limit_reached', 'Nobody sent the form before the limit of the wait');
  return completed(passThrough(items.map((item) => withJson(item, { ...item.json, resumed_by: 'limit' }))));
}

/** Waits until the form of the wait is sent. */
export function waitForForm(run: NodeRun<unknown>, config: FormWaitConfig): Promise<NodeResult> {
  return waitOutside(
    run,
    () => formWait(run, config),
    (came) => goOn(run, config, came),
  );
}
