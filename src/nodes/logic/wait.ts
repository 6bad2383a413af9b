import { z } from 'zod';
import type { Effect } from '../../engine/effect.ts';
import type { JsonObject } from '../../engine/json.ts';
import { completed, defineNode, type NodeResult } from '../define-node.ts';
import { HTTP_CREDENTIALS } from '../http/authorise.ts';
import { answerHeaderFaults } from '../http/literal-faults.ts';
import { passThrough } from '../items.ts';
import type { NodeRun } from '../node-run.ts';
import { callFields } from '../waits/call-config.ts';
import { durationFields, endOfWait, momentFields } from '../waits/moments.ts';
import { waitForCall } from '../waits/wait-for-call.ts';
import { formWaitFields, waitForForm } from '../waits/wait-for-form.ts';

const modeMeta = { title: 'Resume', description: 'What ends the wait.' };

const configSchema = z.discriminatedUnion('resume', [
  z.strictObject({ resume: z.literal('after').meta(modeMeta), ...durationFields }).meta({ title: 'After a time' }),
  z.strictObject({ resume: z.literal('at').meta(modeMeta), ...momentFields }).meta({ title: 'At a moment' }),
  z.strictObject({ resume: z.literal('webhook').meta(modeMeta), ...callFields }).meta({ title: 'On webhook call' }),
  z.strictObject({ resume: z.literal('form').meta(modeMeta), ...formWaitFields }).meta({ title: 'On form sent' }),
]);

type Config = z.infer<typeof configSchema>;

function waitForTime(run: NodeRun<unknown>, config: Exclude<Config, { resume: 'webhook' | 'form' }>): NodeResult {
  if (run.resumed) return completed(passThrough(run.items));
  const until = endOfWait(config, run);
  return until <= run.now() ? completed(passThrough(run.items)) : { type: 'waiting', until };
}

/** A wait for a call or a form counts as an effect, because others know of it once it is open: the execution has to be durable by then. */
function effectOf({ resume }: JsonObject): Effect {
  return resume === 'after' || resume === 'at' ? 'none' : 'write';
}

export const waitLogic = defineNode({
  type: 'logic.wait',
  kind: 'logic',
  metadata: {
    name: 'Wait',
    description:
      "Holds its items back for a time, until a moment, until its URL is called ($execution.resumeUrl), or until somebody sends the form at its URL ($('name of this node').formUrl), by the config of the first item. A call goes on as one item with method, headers, query and body, and `resumed_by: call`; a form as one item with the answers, and `resumed_by: form`; at the limit the items go on, with `resumed_by: limit`; a person may cut the wait short, `resumed_by: skip`. A long wait costs nothing and outlives any restart.",
    group: 'logic',
    example: { resume: 'after', amount: 2, unit: 'days' },
  },
  config: configSchema,
  literalFaults: (raw) => (raw.resume === 'webhook' ? answerHeaderFaults(raw, ['response', 'headers']) : []),
  inputs: ['main'],
  outputs: ['main'],
  effect: effectOf,
  credentials: [...HTTP_CREDENTIALS, 'crypto'],
  execute(run) {
    const config = run.config(0);
    if (config.resume === 'webhook') return waitForCall(run, config);
    return config.resume === 'form' ? waitForForm(run, config) : waitForTime(run, config);
  },
});
