import type { FormPage } from '../../nodes/forms/form-config.ts';
import type { Posted } from '../../nodes/forms/posted.ts';
import { type Answers, readAnswers } from '../../nodes/forms/read-answers.ts';
import type { FormState } from '../../security/form-tokens.ts';
import { TRAP_NAME } from '../pages/form-html.ts';
import type { SentForm } from '../pages/read-form.ts';
import type { Trouble } from './form-page.ts';

/** What comes next: a page, perhaps with what is wrong, or the answers as a whole. */
export type NextStep =
  | { readonly type: 'page'; readonly state: FormState; readonly trouble?: Trouble }
  | { readonly type: 'complete'; readonly answers: Answers };

const CHOOSE_AGAIN = 'Choose your files again: they were not kept.';

type Filling = { readonly pages: readonly FormPage[]; readonly state: FormState; readonly form: SentForm };

/** The state with what was typed on this page. A field that was left empty is remembered as empty. */
function withTyped({ state, form }: Filling, page: FormPage): FormState {
  const typed = new Map(state.typed);
  for (const { name, type } of page.fields) {
    if (type !== 'files') typed.set(name, [...(form.posted.texts.get(name) ?? [])]);
  }
  return { ...state, typed: [...typed] };
}

function troubleOf({ form }: Filling, faults: Trouble['faults'], notice: string | null = null): Trouble {
  return { faults, notice: notice ?? (form.posted.files.size > 0 ? CHOOSE_AGAIN : null) };
}

/** All pages are read again at the end, for the form may have been published anew since the first of them. */
function complete(filling: Filling, state: FormState): NextStep {
  const { pages, form } = filling;
  const posted: Posted = { texts: new Map(state.typed), files: form.posted.files };
  const { answers, faults } = readAnswers(
    pages.flatMap(({ fields }) => fields),
    posted,
  );
  if (faults.length === 0) return { type: 'complete', answers };
  const wrong = new Set(faults.map(({ name }) => name));
  const step = pages.findIndex(({ fields }) => fields.some(({ name }) => wrong.has(name)));
  const here = new Set(pages[step]?.fields.map(({ name }) => name));
  const shown = faults.filter(({ name }) => here.has(name));
  return { type: 'page', state: { ...state, step }, trouble: troubleOf(filling, shown) };
}

/** Takes a page of a form that was sent, and says what comes next. */
export function takeStep(filling: Filling): NextStep {
  const { pages, form } = filling;
  const step = Math.min(filling.state.step, pages.length - 1);
  const page = pages[step];
  if (page === undefined) return { type: 'page', state: filling.state };
  const state = { ...withTyped(filling, page), step };
  if (form.own.get('go') === 'back') return { type: 'page', state: { ...state, step: Math.max(0, step - 1) } };
  if ((form.own.get(TRAP_NAME) ?? '') !== '') {
    const notice = 'A field that people do not see was filled in. Send the form once more.';
    return { type: 'page', state, trouble: troubleOf(filling, [], notice) };
  }
  const { faults } = readAnswers(page.fields, form.posted);
  if (faults.length > 0) return { type: 'page', state, trouble: troubleOf(filling, faults) };
  return step < pages.length - 1 ? { type: 'page', state: { ...state, step: step + 1 } } : complete(filling, state);
}
