import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { messageAnswer, redirectAnswer } from '../forms/form-answer.ts';
import { type FormPage, pageFaults, pageFields, stepsSchema } from '../forms/form-config.ts';
import { filesSchema } from '../forms/stored-files.ts';
import { MAX_PATIENCE_SECONDS } from './webhook.ts';

const patience = z.number().int().min(1).max(MAX_PATIENCE_SECONDS).default(30).meta({
  title: 'Patience',
  description: 'Seconds after which the page says that the answers were received, while the execution goes on.',
});

const lastNodeAnswer = z
  .strictObject({
    type: z.literal('last_node').meta({ title: 'Type', description: 'A page shows what the last node brought forth.' }),
    title: z.string().min(1).max(300).default('Thank you').meta({ title: 'Title', description: 'What stands on top.' }),
    field: z
      .string()
      .max(1000)
      .default('')
      .meta({ title: 'Field', description: 'The field of the first item to show, as plain text. Empty: all of them.' }),
    patience_seconds: patience,
  })
  .meta({ title: 'Last node' });

const respondNodeAnswer = z
  .strictObject({
    type: z.literal('respond_node').meta({ title: 'Type', description: 'A Respond node says what: HTML, a redirect…' }),
    patience_seconds: patience,
  })
  .meta({ title: 'Respond node' });

const answerSchema = z.discriminatedUnion('type', [messageAnswer, redirectAnswer, lastNodeAnswer, respondNodeAnswer]);

/** The config of a form trigger. Intake reads it raw, so it has no expressions. */
export const formConfigSchema = z
  .strictObject({
    ...pageFields,
    steps: stepsSchema,
    answer: answerSchema
      .prefault({ type: 'message' })
      .meta({ title: 'Answer', description: 'What is shown when the form has been sent.' }),
    authentication: z.enum(['none', 'password']).default('none').meta({
      title: 'Authentication',
      description: "Password: the browser asks for one, which is the endpoint's secret; any user name will do.",
    }),
    ignore_bots: z.boolean().default(true).meta({
      title: 'Ignore bots',
      description: 'Whether the page has a field that people do not see: who fills it in is not let through.',
    }),
  })
  .superRefine((config, context) => {
    const message = pageFaults(formPages(config));
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

export type FormConfig = z.infer<typeof formConfigSchema>;

/** The pages of a form in order; there is at least one. */
export function formPages({
  title,
  description,
  fields,
  steps,
}: Pick<FormConfig, 'title' | 'description' | 'fields' | 'steps'>): readonly [FormPage, ...FormPage[]] {
  return [{ title, description, fields }, ...steps];
}

/** The answers as intake stored them. In a run by hand, the input takes their place. */
function formItem(data: JsonObject, answers: JsonValue, now: number): JsonObject {
  const { submitted_at = new Date(now).toISOString(), form_mode = 'manual' } = data;
  return { ...(isObject(answers) ? answers : {}), submitted_at, form_mode };
}

export const formTrigger = defineNode({
  type: 'trigger.form',
  kind: 'trigger',
  metadata: {
    name: 'Form trigger',
    description:
      'Starts the workflow when somebody sends the form that it serves at its URL, of one page or several. The item holds the answers by the names of the fields, with submitted_at and form_mode; files are its binary data.',
    group: 'triggers',
    example: {
      title: 'Contact us',
      fields: [
        { type: 'text', name: 'name', label: 'Your name', required: true, autocomplete: 'name' },
        { type: 'email', name: 'email', label: 'Your e-mail address', required: true, autocomplete: 'email' },
        { type: 'long_text', name: 'message', label: 'How can we help?' },
      ],
    },
  },
  config: formConfigSchema,
  inputs: [],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const files = filesSchema.safeParse(run.trigger.data.files).data ?? {};
    const json = formItem(run.trigger.data, run.trigger.input, run.now());
    return completed([Object.keys(files).length === 0 ? { json } : { json, binary: files }]);
  },
});
