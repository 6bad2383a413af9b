import { z } from '@hono/zod-openapi';

/** How many alerts a workspace may have. */
export const MAX_ALERTS = 50;

/** What a firing tells: that the alert fired, or that it is over. */
export const FIRING_EVENTS = ['fired', 'recovered'] as const;
export type FiringEvent = (typeof FIRING_EVENTS)[number];

const DAY_MINUTES = 1440;

const name = z.string().trim().min(1).max(100);

const ruleSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('failure') }),
    z.strictObject({
      kind: z.literal('failures_in_window'),
      failures: z.int().min(1).max(100_000),
      window_minutes: z.int().min(1).max(DAY_MINUTES),
    }),
    z.strictObject({ kind: z.literal('slow'), seconds: z.int().min(1).max(31_536_000) }),
    z.strictObject({ kind: z.literal('schedule_missed'), minutes: z.int().min(1).max(DAY_MINUTES) }),
    z.strictObject({ kind: z.literal('wait_overdue'), minutes: z.int().min(1).max(525_600) }),
  ])
  .openapi('AlertRule', {
    description:
      'What the alert is about: an execution failed; so many failed within so many minutes; one took longer than so many seconds; a schedule did not start its run so many minutes after its time, or could not; a wait for a call, a person or a form is open for longer than so many minutes.',
  });
export type AlertRule = z.infer<typeof ruleSchema>;

const channelsSchema = z
  .strictObject({
    mail: z
      .array(z.uuid().toLowerCase())
      .max(10)
      .default([])
      .openapi({ description: 'Members of the workspace, by the ids of their users, who get a mail.' }),
    webhook_url: z
      .string()
      .max(2000)
      .nullable()
      .default(null)
      .openapi({ description: 'Gets a POST that is signed as Standard Webhooks say.' }),
    workflow_id: z
      .uuid()
      .toLowerCase()
      .nullable()
      .default(null)
      .openapi({ description: 'A published workflow with an error trigger, which is started.' }),
  })
  .refine(({ mail, webhook_url, workflow_id }) => mail.length > 0 || webhook_url !== null || workflow_id !== null, {
    message: 'Name somebody to be told: mail, webhook_url or workflow_id',
  })
  .openapi('AlertChannels');
/** Who is told. */
export type Channels = z.infer<typeof channelsSchema>;

const cooldown = z
  .int()
  .min(1)
  .max(DAY_MINUTES)
  .openapi({ description: 'For how long the alert is silent after it fired. What comes meanwhile is told together.' });

const recovery = z.boolean().openapi({
  description:
    'Whether the alert also tells, once after it fired, that it is over: each workflow that it named has succeeded again (in time, if it is about that); the window has too few; the schedules have run; no wait is overdue.',
});

const scope = z.uuid().toLowerCase().nullable();

export const createAlertSchema = z
  .strictObject({
    name,
    rule: ruleSchema,
    workflow_id: scope.default(null).openapi({ description: 'Only this workflow; null: all of the workspace.' }),
    channels: channelsSchema,
    cooldown_minutes: cooldown.default(60),
    tells_recovery: recovery.default(false),
    is_active: z.boolean().default(true),
  })
  .openapi('CreateAlert');
export type CreateAlert = z.infer<typeof createAlertSchema>;

export const updateAlertSchema = z
  .strictObject({
    name: name.optional(),
    rule: ruleSchema.optional(),
    workflow_id: scope.optional(),
    channels: channelsSchema.optional(),
    cooldown_minutes: cooldown.optional(),
    tells_recovery: recovery.optional(),
    is_active: z.boolean().optional(),
  })
  .openapi('UpdateAlert', { description: 'What is left out stays.' });
export type UpdateAlert = z.infer<typeof updateAlertSchema>;

const alertFields = {
  id: z.uuid(),
  workspace_id: z.uuid(),
  workflow_id: z.uuid().nullable(),
  name: z.string(),
  rule: ruleSchema,
  channels: channelsSchema,
  cooldown_minutes: z.int(),
  tells_recovery: z.boolean(),
  is_active: z.boolean(),
  last_fired_at: z.iso.datetime().nullable(),
  fired_count: z.int(),
  created_by: z.uuid().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
};

export const alertSchema = z.strictObject(alertFields).openapi('Alert');
export type Alert = z.infer<typeof alertSchema>;

export const newAlertSchema = z
  .strictObject({
    ...alertFields,
    signing_secret: z.string().openapi({ description: 'With which webhooks are signed. It is never shown again.' }),
  })
  .openapi('NewAlert');
export type NewAlert = z.infer<typeof newAlertSchema>;

const hitSchema = z.strictObject({
  workflow: z.strictObject({ id: z.string(), name: z.string().nullable() }),
  hits: z.int(),
  last_at: z.string(),
  execution: z
    .strictObject({ id: z.string(), error_code: z.string().nullable(), error_node_id: z.string().nullable() })
    .nullable()
    .openapi({ description: 'The last of them.' }),
  schedule: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable(),
});

export const firingDetailsSchema = z
  .strictObject({
    alert: z.strictObject({ id: z.string(), name: z.string(), rule: ruleSchema }),
    workspace_id: z.string(),
    fired_at: z.string(),
    hits: z.int().openapi({ description: 'How many there were since the alert fired last.' }),
    first_at: z.string(),
    workflows: z.array(hitSchema).openapi({ description: 'The ten with the most.' }),
  })
  .openapi('AlertFiringDetails');
/** What an alert tells when it fires: ids, names and codes, never data. */
export type FiringDetails = z.infer<typeof firingDetailsSchema>;

export const firingSchema = z
  .strictObject({
    id: z.uuid(),
    fired_at: z.iso.datetime(),
    event: z.enum(FIRING_EVENTS).openapi({ description: 'Whether it told that it fired, or that this is over.' }),
    hits: z.int(),
    details: firingDetailsSchema,
    deliveries: z.array(
      z.strictObject({
        channel: z.enum(['webhook', 'workflow']),
        status: z.enum(['due', 'done', 'failed']),
        attempts: z.int(),
        error: z.string().nullable(),
      }),
    ),
  })
  .openapi('AlertFiring');
export type Firing = z.infer<typeof firingSchema>;
