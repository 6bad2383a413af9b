import type { JsonValue } from '../../engine/json.ts';
import { hasEnded } from '../../executions/get-execution.ts';
import { DEFAULT_ANSWER } from '../../nodes/forms/form-answer.ts';
import type { FormConfig } from '../../nodes/triggers/form.ts';
import { textElement } from '../../pages/html.ts';
import { htmlPage } from '../../pages/html-page.ts';
import { plainPage } from '../../pages/plain-page.ts';
import { isObject } from '../../shared/json/json.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { isUnrun } from '../flow/flow.errors.ts';
import { messagePage, staticAnswer } from '../pages/answer-page.ts';
import { isOutcomeCut, type StoredOutcome, storedResponseSchema } from '../start/stored-outcome.ts';
import { respondedAnswer } from '../webhook/answers/webhook-answer.ts';

/** How an execution ended, as its visitor is told. */
export type FormEnding = {
  readonly status: string;
  readonly output: JsonValue;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
};

/** How much of a value a page shows, in UTF-16 units. */
const SHOWN = 100_000;

function textOf(value: JsonValue): string {
  return cutText(typeof value === 'string' ? value : JSON.stringify(value, null, 2), SHOWN);
}

function firstItem(output: JsonValue): { readonly [name: string]: JsonValue } {
  const first = Array.isArray(output) ? output[0] : output;
  return isObject(first) ? first : {};
}

/** Everything is shown as text: whoever wants HTML uses a Respond node, whose pages are in a sandbox. */
function lastNodePage(
  config: FormConfig,
  { title, field }: { title: string; field: string },
  output: JsonValue,
): Response {
  const item = firstItem(output);
  const list = Object.entries(item).map(
    ([name, value]) => `${textElement('dt', name)}<dd>${textElement('span', textOf(value))}</dd>`,
  );
  const body =
    field === '' ? `<dl>${list.join('')}</dl>` : textElement('p', textOf(item[field] ?? ''), { class: 'message' });
  return htmlPage({ status: 200, title, body, language: config.language });
}

/** Only the message of this failure is shown: an author wrote it for callers. Other messages may tell of the workflow's inside. */
function failurePage({ errorCode, errorMessage }: FormEnding): Response {
  const text =
    errorCode === 'workflow.stopped' ? (errorMessage ?? '') : 'Your answers came in, but could not be dealt with.';
  return plainPage(502, 'Something went wrong', text);
}

/** The answers are safe, and nobody waits any longer for what comes of them. */
export function acceptedPage({ answer, language }: FormConfig): Response {
  if (answer.type === 'message' || answer.type === 'redirect') return staticAnswer(answer, language);
  const text = 'We have received your answers, and are still working on them.';
  return messagePage({ title: DEFAULT_ANSWER.title, text }, language, 202);
}

/** The page when the limits of the workflow let it not run for these answers. `reason`: in words. */
export function droppedPage({ language }: FormConfig, reason: string): Response {
  return messagePage({ title: 'Not processed', text: reason }, language);
}

/** The page when the execution has ended and no node gave a response. */
export function endedPage(config: FormConfig, ending: FormEnding): Response {
  const { answer, language } = config;
  if (answer.type === 'message' || answer.type === 'redirect') return staticAnswer(answer, language);
  if (isUnrun(ending)) return droppedPage(config, ending.errorMessage ?? '');
  if (ending.status !== 'completed') return failurePage(ending);
  if (answer.type === 'last_node') return lastNodePage(config, answer, ending.output);
  return messagePage(DEFAULT_ANSWER, language);
}

/** The same page again for a form that was sent twice, or a page that was loaded again. */
export function repeatedPage(config: FormConfig, first: StoredOutcome): Response {
  const { answer } = config;
  const isStatic = answer.type === 'message' || answer.type === 'redirect';
  if (isStatic || !hasEnded(first) || isOutcomeCut(first)) return acceptedPage(config);
  const response = storedResponseSchema.safeParse(first.response);
  if (response.success) return respondedAnswer(first.id, response.data);
  const { status, output_data: output, error_code: errorCode, error_message: errorMessage } = first;
  return endedPage(config, { status, output, errorCode, errorMessage });
}
