import { z } from 'zod';
import { createCredentialSchema } from '../../src/credentials/credentials.schemas.ts';
import type { JsonObject, JsonValue } from '../../src/engine/json.ts';
import { workflowFileSchema } from '../../src/workflows/transfer/transfer.schemas.ts';

const json = z.custom<JsonValue>((value) => value !== undefined);
const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const texts = z.record(z.string(), z.string());

/** A request that a node sends, and what the server answered when this was recorded. Bodies are JSON or, as a string, text. */
const exchangeSchema = z.strictObject({
  request: z.strictObject({
    method: z.string(),
    url: z.string(),
    /** Those that matter; others may go along. */
    headers: texts.default({}),
    body: json.optional(),
  }),
  response: z.strictObject({
    status: z.int().default(200),
    headers: texts.default({ 'content-type': 'application/json' }),
    body: json.default(''),
  }),
});

/** A call of the workflow's webhook; `signed`: with the endpoint's secret, as the trigger's config says. */
const callSchema = z.strictObject({
  method: z.string().default('POST'),
  path: z.string().default(''),
  headers: texts.default({}),
  body: json.optional(),
  signed: z.boolean().default(false),
});

/** What happens while an execution rests: time goes by, or somebody opens a link that the workflow has sent out. */
const stepSchema = z.union([
  z.strictObject({ after: z.iso.duration() }),
  z.strictObject({
    /** A part of the link. */
    link: z.string(),
    method: z.string().default('GET'),
    headers: texts.default({}),
    body: json.optional(),
  }),
]);

export type Step = z.infer<typeof stepSchema>;

/** The items of a run by handle. */
const outputs = z.record(z.string(), z.array(json));

const responseSchema = z.strictObject({ status: z.int(), headers: texts.default({}), body: json });

const expectedSchema = z.strictObject({
  status: z.enum(['completed', 'failed', 'cancelled']),
  output_data: json.optional(),
  error: z.strictObject({ code: z.string(), message: z.string(), node_id: z.string() }).optional(),
  response: responseSchema.optional(),
  /** The keys and values by which the execution is found. */
  metadata: texts.optional(),
  /** By node: how its run ended, or what it brought forth; for one that ran several times a list with each run. */
  nodes: z.record(z.string(), z.union([z.string(), z.array(outputs), outputs])).default({}),
  /** By node: the lines that it wrote. */
  logs: z.record(z.string(), z.array(z.string())).default({}),
});

export type Expected = z.infer<typeof expectedSchema>;

/** How an example is run, and what must come of it. */
export const runFileSchema = z.strictObject({
  /** The moment at which the clock stands, if it is not the usual one. */
  now: z.iso.datetime().optional(),
  /** By the id that the workflow names: what is created first, and whose new id then stands in its place. */
  credentials: z.record(z.string(), createCredentialSchema).default({}),
  workflows: z.record(z.string(), workflowFileSchema).default({}),
  /** Where the example's own workflow is not started by itself: the one that is started in its place, and names it. */
  starter: workflowFileSchema.optional(),
  /** What the trigger is given by hand. */
  input: z.union([jsonObject, z.array(jsonObject)]).optional(),
  call: callSchema.optional(),
  /** What somebody fills in, page by page. */
  form: z.array(texts).min(1).optional(),
  exchanges: z.array(exchangeSchema).default([]),
  steps: z.array(stepSchema).default([]),
  expected: expectedSchema,
});

type RunFile = z.infer<typeof runFileSchema>;
export type Exchange = RunFile['exchanges'][number];
export type Call = z.infer<typeof callSchema>;
export type WorkflowFile = z.infer<typeof workflowFileSchema>;

/** One example: a file that imports as it is, and how it is run. */
export type Example = { readonly name: string; readonly file: WorkflowFile; readonly run: RunFile };
