import { WorkLimitError } from '../../engine/work-meter.ts';
import { NodeError } from '../../nodes/node-error.ts';

type Symptom = { readonly sign: RegExp; readonly code: string; readonly message: string; readonly retryable?: boolean };

/** How the platform says that it ended an isolate. */
const SYMPTOMS: readonly Symptom[] = [
  { sign: /\bcpu\b/i, code: 'code.time_limit', message: 'The code computed for too long' },
  { sign: /\bmemory\b/i, code: 'code.out_of_memory', message: 'The code used too much memory' },
  {
    sign: /\bhung\b|never generate a response/i,
    code: 'code.never_settled',
    message: 'The code waits for what never comes',
  },
  { sign: /SyntaxError/, code: 'code.syntax', message: 'The code is not valid JavaScript' },
  {
    sign: /concurrent/i,
    code: 'code.busy',
    message: 'Too much code runs at the same time',
    retryable: true,
  },
];

/** What an isolate that gave no answer means for the node. */
export function isolateError(error: unknown): NodeError | WorkLimitError {
  if (error instanceof NodeError || error instanceof WorkLimitError) return error;
  const text = String(error);
  const symptom = SYMPTOMS.find(({ sign }) => sign.test(text));
  if (symptom === undefined) {
    return new NodeError('code.unavailable', 'The isolate of the code failed', { retryable: true, cause: error });
  }
  const { code, message, retryable = false } = symptom;
  return new NodeError(code, message, { retryable, cause: error });
}
