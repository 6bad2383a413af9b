import { z } from 'zod';
import type { JsonObject } from '../../engine/json.ts';
import type { CodeOutcome } from '../../nodes/code/code-job.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { DigitsError } from '../../numbers/exact-number.ts';
import { AppError } from '../../shared/errors.ts';
import { isObject, parseWithin } from '../../shared/json/json.ts';
import { LOG_LEVELS } from '../../shared/log-line.ts';
import { decodeUtf8, MEBIBYTE, readChunks } from '../../shared/request-body.ts';

/** What an isolate may send: its result, which it keeps under 16 MiB itself, and its console. */
const MAX_BYTES = 17 * MEBIBYTE;

/** How deep the JSON of an item may nest; around it are levels of ours. */
const MAX_DEPTH = 100;
const WRAPPING = 3;

const index = z.int().min(0);

const label = { mime_type: z.string(), file_name: z.string().exactOptional() };

/** Whether the execution holds a file that is referred to, is asked when somebody opens it. */
const fileSchema = z.union([
  z.strictObject({ data: z.string(), ...label }),
  z.strictObject({ file_id: z.string(), size: z.int().min(0), ...label }),
]);

const itemSchema = z.strictObject({
  json: z.custom<JsonObject>(isObject),
  binary: z.record(z.string(), fileSchema).exactOptional(),
  from: z.union([index, z.array(index)]).exactOptional(),
});

const logs = z.array(z.strictObject({ level: z.enum(LOG_LEVELS), text: z.string() }));

const failureSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  line: z.int().exactOptional(),
  item: index.exactOptional(),
});

const outcomeSchema: z.ZodType<CodeOutcome> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('returned'), items: z.array(itemSchema), logs }),
  z.strictObject({ type: z.literal('failed'), failure: failureSchema, logs }),
]);

function parse(text: string): CodeOutcome {
  return outcomeSchema.parse(parseWithin(text, MAX_DEPTH + WRAPPING));
}

/** Reads what an isolate sent, as plain text and as nothing that one should trust. Throws `NodeError` `code.too_deep`, `code.bad_result`. */
export async function readOutcome(response: Response): Promise<CodeOutcome> {
  try {
    if (response.body === null) throw new Error('The isolate sent nothing.');
    return parse(decodeUtf8(await readChunks(response.body, MAX_BYTES)));
  } catch (cause) {
    throw refusal(cause);
  }
}

function refusal(cause: unknown): NodeError {
  if (cause instanceof AppError && cause.code === 'input.too_deep') {
    return new NodeError('code.too_deep', `The code returned JSON that nests more than ${MAX_DEPTH} levels`, { cause });
  }
  if (cause instanceof DigitsError) return new NodeError('code.bad_result', cause.message, { cause });
  return new NodeError('code.bad_result', 'What the code returned cannot be used', { cause });
}
