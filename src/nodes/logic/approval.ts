import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { defineNode, type NodeResult } from '../define-node.ts';
import { optionalJson } from '../fields.ts';
import { passThrough, withJson } from '../items.ts';
import { NodeError } from '../node-error.ts';
import type { NodeRun, OutsideWait } from '../node-run.ts';
import { endOfWait, limitSchema } from '../waits/moments.ts';
import { waitOutside } from '../waits/wait-outside.ts';

/** How many values a page shows, and how much of each, in UTF-16 units. */
const MAX_SHOWN = 50;
const MAX_SHOWN_TEXT = 5_000;

const label = (text: string, what: string) =>
  z
    .string()
    .min(1)
    .max(50)
    .default(text)
    .meta({ title: `Button: ${text}`, description: `What stands on the button that ${what}.` });

const configSchema = z.strictObject({
  title: z
    .string()
    .min(1)
    .max(200)
    .default('Approval needed')
    .meta({ title: 'Title', description: 'What stands at the top of the page.' }),
  message: z
    .string()
    .max(20_000)
    .default('')
    .meta({ title: 'Message', description: 'What is to be decided, as plain text. Lines are kept.' }),
  show: z
    .array(
      z.strictObject({
        label: z.string().min(1).max(200).meta({ title: 'Label', description: 'What it is.' }),
        value: optionalJson().meta({ title: 'Value', description: 'A text, or anything else as JSON.' }),
      }),
    )
    .max(MAX_SHOWN)
    .default([])
    .meta({
      title: 'Show',
      description: 'What else the page shows, so that people can decide: a label and a value each.',
    }),
  approve_label: label('Approve', 'approves'),
  reject_label: label('Reject', 'rejects'),
  ask_comment: z
    .boolean()
    .default(false)
    .meta({ title: 'Comment', description: 'Whether the page has a field for a comment, which may stay empty.' }),
  limit: limitSchema,
  on_limit: z
    .enum(['approve', 'reject', 'fail'])
    .default('reject')
    .meta({ title: 'At the limit', description: 'What it comes to when nobody has decided by then.' }),
});

type Config = z.infer<typeof configSchema>;

/** The value as a text; long ones are cut, and say so. */
function shownText(value: JsonValue | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null, null, 2);
  return text.length > MAX_SHOWN_TEXT ? `${cutText(text, MAX_SHOWN_TEXT)}…` : text;
}

function approvalWait(run: NodeRun<unknown>, config: Config): OutsideWait {
  const { limit, on_limit, show, ...question } = config;
  const details = { ...question, show: show.map(({ label, value }) => ({ label, text: shownText(value) })) };
  return { kind: 'approval', details, until: limit === undefined ? null : endOfWait(limit, run) };
}

/** The decision when the limit has passed. */
function byLimit({ on_limit }: Config, now: number): JsonObject {
  if (on_limit === 'fail') throw new NodeError('approval.limit_reached', 'Nobody decided before the limit');
  const decided_at = new Date(now).toISOString();
  return { approved: on_limit === 'approve', comment: null, decided_at, by: 'limit' };
}

function goOn(run: NodeRun<unknown>, config: Config, decision: JsonValue): NodeResult {
  const approval = isObject(decision) ? { ...decision, by: 'person' } : byLimit(config, run.now());
  const items = run.items.map((item) => withJson(item, { ...item.json, approval }));
  return { type: 'completed', outputs: { [approval.approved === true ? 'approved' : 'rejected']: passThrough(items) } };
}

export const approvalLogic = defineNode({
  type: 'logic.approval',
  kind: 'logic',
  metadata: {
    name: 'Approval',
    description:
      "Waits until a person approves or rejects on a small page, by the config of the first item. Send them its link: $('name of this node').approvalUrl. The items go on by `approved` or `rejected`, with approved, comment, decided_at and by (person or limit) in the field approval.",
    group: 'logic',
    example: {
      title: 'Order {{ $json.id }}',
      message: '{{ $json.customer }} wants credit.',
      show: [{ label: 'Total', value: '{{ $json.total }}' }],
      ask_comment: true,
      limit: { type: 'after', amount: 7, unit: 'days' },
      on_limit: 'reject',
    },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['approved', 'rejected'],
  effect: 'write',
  execute(run) {
    const config = run.config(0);
    return waitOutside(
      run,
      () => approvalWait(run, config),
      (decision) => goOn(run, config, decision),
    );
  },
});
