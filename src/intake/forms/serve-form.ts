import { formPages } from '../../nodes/triggers/form.ts';
import { plainPage } from '../../pages/plain-page.ts';
import type { FormState } from '../../security/form-tokens.ts';
import { readSentForm, type SentForm } from '../pages/read-form.ts';
import { isAdmitted, passwordPage } from './admit-visitor.ts';
import type { FormCall, FormDeps } from './form-deps.ts';
import { formPage } from './form-page.ts';
import type { LiveForm } from './form-source.ts';
import { startFromForm } from './start-from-form.ts';
import { takeStep } from './take-step.ts';

/** How long a page may stay open, in milliseconds. */
const TOKEN_LIFE = 24 * 3_600_000;

/** How often a form is taken anew because its workflow changed in between. */
const MAX_ROUNDS = 3;

const TOO_OLD = 'This page was open for too long. Look through it, and send it once more.';

function notFoundPage(): Response {
  return plainPage(404, 'Not found', 'There is no form at this address.');
}

function freshState({ services }: FormDeps, endpointId: string): FormState {
  const now = services.clock();
  return { endpointId, nonce: services.newId(now), expiresAt: now + TOKEN_LIFE, step: 0, typed: [] };
}

/** The page at which a visitor begins. Reading it starts nothing. */
export async function showForm(deps: FormDeps, { endpointId, headers }: FormCall): Promise<Response> {
  const form = await deps.forms(endpointId);
  if (form === null) return notFoundPage();
  if (!(await isAdmitted(form, headers))) return passwordPage();
  return formPage(form, { state: freshState(deps, endpointId), tokens: deps.formTokens });
}

/** The state that the form carries; `null` if it is none of ours, of another form, or too old. */
function stateOf({ formTokens, services }: FormDeps, endpointId: string, { own }: SentForm): FormState | null {
  const state = formTokens.open(own.get('token') ?? '', services.clock());
  return state?.endpointId === endpointId ? state : null;
}

/** Begins again with what was typed, so that nobody has to write it twice. */
function beginAgain(deps: FormDeps, form: LiveForm, { posted }: SentForm): Response {
  const typed = [...posted.texts].map(([name, texts]): [string, string[]] => [name, [...texts]]);
  const state = { ...freshState(deps, form.endpointId), typed };
  return formPage(form, { state, tokens: deps.formTokens, trouble: { faults: [], notice: TOO_OLD } });
}

/** The page that comes next, or the answer; `null` if the form has to be taken anew. */
async function takeForm(
  deps: FormDeps,
  form: LiveForm,
  sent: { form: SentForm; call: FormCall },
): Promise<Response | null> {
  const state = stateOf(deps, form.endpointId, sent.form);
  if (state === null) return beginAgain(deps, form, sent.form);
  const next = takeStep({ pages: formPages(form.config), state, form: sent.form });
  if (next.type === 'page') return formPage(form, { ...next, tokens: deps.formTokens });
  return startFromForm(deps, { form, state, answers: next.answers }, sent.call);
}

/** Takes a form that was sent: shows its next page, or what is wrong with it, or starts the execution. Throws `AppError` `input.*`. */
export async function receiveForm(deps: FormDeps, call: FormCall): Promise<Response> {
  let sent: SentForm | null = null;
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const form = await deps.forms(call.endpointId);
    if (form === null) return notFoundPage();
    if (!(await isAdmitted(form, call.headers))) return passwordPage();
    sent ??= await readSentForm(await call.readBody(), call.headers.get('content-type') ?? '');
    const response = await takeForm(deps, form, { form: sent, call });
    if (response !== null) return response;
  }
  return plainPage(503, 'Just a moment', 'This form is being changed. Send it once more.', { 'retry-after': '1' });
}
