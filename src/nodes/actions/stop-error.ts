import { z } from 'zod';
import { cutText } from '../../shared/text/cut-text.ts';
import { defineNode } from '../define-node.ts';
import { anyJson } from '../fields.ts';
import { NodeError } from '../node-error.ts';

const MAX_DETAILS = 2000;

const configSchema = z.strictObject({
  message: z
    .string()
    .min(1)
    .max(10_000)
    .default('The workflow was stopped')
    .meta({ title: 'Message', description: 'What went wrong, for people.' }),
  details: anyJson().optional().meta({
    title: 'Details',
    description: 'Anything that helps to find the reason; it is added to the message as JSON.',
  }),
});

function messageOf({ message, details }: z.infer<typeof configSchema>): string {
  if (details === undefined || details === null) return message;
  const text = JSON.stringify(details);
  if (text.length <= MAX_DETAILS) return `${message}: ${text}`;
  return `${message}: ${cutText(text, MAX_DETAILS)}… (cut from ${text.length} characters)`;
}

export const stopErrorAction = defineNode({
  type: 'action.stop_error',
  kind: 'action',
  metadata: {
    name: 'Stop and error',
    description: 'Fails with a message of yours, for when the items show that something is wrong. It is never retried.',
    group: 'actions',
    example: { message: 'The order {{ $json.id }} has no lines' },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: [],
  effect: 'none',
  execute(run) {
    throw new NodeError('workflow.stopped', messageOf(run.config(0)));
  },
});
