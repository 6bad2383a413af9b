import type { FieldFault } from '../../nodes/forms/posted.ts';
import { formPages } from '../../nodes/triggers/form.ts';
import { htmlPage } from '../../pages/html-page.ts';
import type { FormState, FormTokens } from '../../security/form-tokens.ts';
import { formTargets } from '../pages/answer-page.ts';
import { formHtml } from '../pages/form-html.ts';
import type { LiveForm } from './form-source.ts';

/** What is wrong with what was sent. Nothing: the page is shown for the first time. */
export type Trouble = { readonly faults: readonly FieldFault[]; readonly notice: string | null };

const NO_TROUBLE: Trouble = { faults: [], notice: null };

/** The page of a form at which its visitor is. */
export function formPage(
  { config }: LiveForm,
  { state, tokens, trouble = NO_TROUBLE }: { state: FormState; tokens: FormTokens; trouble?: Trouble },
): Response {
  const pages = formPages(config);
  const number = Math.min(state.step, pages.length - 1) + 1;
  const page = pages[number - 1] ?? pages[0];
  const isTroubled = trouble.faults.length > 0 || trouble.notice !== null;
  const body = formHtml({
    page,
    typed: new Map(state.typed),
    ...trouble,
    step: pages.length === 1 ? null : { number, of: pages.length },
    button: config.button,
    hidden: { token: tokens.seal(state) },
    trap: config.ignore_bots,
  });
  return htmlPage({
    status: isTroubled ? 422 : 200,
    title: page.title,
    windowTitle: `${isTroubled ? 'Error: ' : ''}${page.title}`,
    body,
    language: config.language,
    formTargets: formTargets(config.answer),
  });
}
