import type { JsonObject } from '../../engine/json.ts';
import { type FoundWait, findWait, type WaitState } from '../../executions/waits/take-wait.ts';
import type { FieldFault } from '../../nodes/forms/posted.ts';
import { readAnswers } from '../../nodes/forms/read-answers.ts';
import { type AskedForm, askedFormSchema } from '../../nodes/waits/wait-for-form.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import type { Background } from '../intake-deps.ts';
import { MAX_RESUME_PAYLOAD } from '../limits.ts';
import { readSentForm, type SentForm } from '../pages/read-form.ts';
import { resumeWait } from './resume-wait.ts';
import { followLink, type WaitDeps, type WaitLink } from './wait-link.ts';
import { payloadTooLarge } from './waits.errors.ts';

/** A form that waits to be filled in. `round` tells the rounds of a loop apart, in which a node asks again at the same address. */
export type OpenForm = {
  readonly type: 'open';
  readonly form: AskedForm;
  readonly round: string;
  /** What was sent and is wrong, if something was sent. */
  readonly sent: { readonly form: SentForm; readonly faults: readonly FieldFault[] } | null;
};

/** The state of a form. `sent`: by this request; `was_sent`: by an earlier one. */
export type FormAsked =
  | { readonly type: 'unknown' | 'not_open' | 'over' }
  | OpenForm
  | { readonly type: 'sent' | 'was_sent'; readonly form: AskedForm };

function toOpen({ details, key }: FoundWait): OpenForm {
  return { type: 'open', form: askedFormSchema.parse(details), round: `${key.runIndex}.${key.attempt}`, sent: null };
}

function toAsked(state: WaitState): FormAsked {
  switch (state.type) {
    case 'open':
      return toOpen(state.wait);
    case 'resumed':
      return { type: 'was_sent', form: askedFormSchema.parse(state.wait.details) };
    case 'ambiguous':
      return { type: 'unknown' };
    default:
      return { type: state.type };
  }
}

/** The state of a form. Changes nothing. */
export async function showAskedForm(deps: WaitDeps, link: WaitLink): Promise<FormAsked> {
  const search = followLink(deps, link);
  return search === null ? { type: 'unknown' } : toAsked(await findWait(deps.db, search));
}

export type FormAnswerCall = {
  readonly link: WaitLink;
  readonly contentType: string;
  readonly readBody: () => Promise<Uint8Array>;
  readonly background: Background;
};

function payloadOf({ values, binary }: ReturnType<typeof readAnswers>['answers'], now: number): JsonObject {
  const payload = { values, files: binary, submitted_at: new Date(now).toISOString() };
  if (jsonLength(payload) > MAX_RESUME_PAYLOAD) throw payloadTooLarge();
  return payload;
}

/**
 * Takes the answers of a form and wakes the execution. The first answers count. A form of an earlier round of a loop answers
 * nothing: it is shown the one that is open. Throws `input.*`.
 */
export async function answerForm(deps: WaitDeps, call: FormAnswerCall): Promise<FormAsked> {
  const search = followLink(deps, call.link);
  if (search === null) return { type: 'unknown' };
  const state = await findWait(deps.db, search);
  if (state.type !== 'open') return toAsked(state);
  const open = toOpen(state.wait);
  const form = await readSentForm(await call.readBody(), call.contentType);
  if ((form.own.get('wait') ?? open.round) !== open.round) return open;
  const { answers, faults } = readAnswers(open.form.fields, form.posted);
  if (faults.length > 0) return { ...open, sent: { form, faults } };
  const payload = payloadOf(answers, deps.services.clock());
  const taken = await resumeWait(deps, { key: state.wait.key, payload, background: call.background });
  return taken ? { type: 'sent', form: open.form } : toAsked(await findWait(deps.db, search));
}
