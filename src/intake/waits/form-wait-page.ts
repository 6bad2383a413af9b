import { htmlPage } from '../../pages/html-page.ts';
import { plainPage } from '../../pages/plain-page.ts';
import { formTargets, staticAnswer } from '../pages/answer-page.ts';
import { formHtml } from '../pages/form-html.ts';
import type { FormAsked, OpenForm } from './answer-form.ts';

/** Seconds after which the page of a form that is not there yet loads itself again. */
const RELOAD_AFTER = 2;

const OTHER_ROUND = 'This is another form than the one that you sent. Fill it in, too.';

/** What was typed, for all fields: one that was left empty stays so. */
function typedOf({ form, sent }: OpenForm): ReadonlyMap<string, readonly string[]> {
  if (sent === null) return new Map();
  const { texts } = sent.form.posted;
  return new Map(form.fields.map(({ name }) => [name, texts.get(name) ?? []]));
}

function noticeOf({ sent }: OpenForm, sending: boolean): string | null {
  if (sent === null) return sending ? OTHER_ROUND : null;
  return sent.form.posted.files.size > 0 ? 'Choose your files again: they were not kept.' : null;
}

function openPage(open: OpenForm, sending: boolean): Response {
  const { title, description, fields, button, language, answer } = open.form;
  const body = formHtml({
    page: { title, description, fields },
    typed: typedOf(open),
    faults: open.sent?.faults ?? [],
    notice: noticeOf(open, sending),
    step: null,
    button,
    hidden: { wait: open.round },
    trap: false,
  });
  const status = open.sent === null ? (sending ? 409 : 200) : 422;
  const windowTitle = status === 200 ? title : `Error: ${title}`;
  return htmlPage({ status, title, windowTitle, body, language, formTargets: formTargets(answer) });
}

/** The page of a form that a wait asks with. `sending`: whether the request sent it. */
export function formWaitPage(asked: FormAsked, sending: boolean): Response {
  switch (asked.type) {
    case 'open':
      return openPage(asked, sending);
    case 'sent':
      return staticAnswer(asked.form.answer, asked.form.language);
    case 'was_sent':
      return sending
        ? staticAnswer(asked.form.answer, asked.form.language)
        : plainPage(200, asked.form.title, 'This form was sent already. You can close this page.');
    case 'not_open':
      return plainPage(409, 'One moment', 'This form is not there yet. The page loads itself again.', {
        refresh: String(RELOAD_AFTER),
        'retry-after': String(RELOAD_AFTER),
      });
    case 'over':
      return plainPage(410, 'Over', 'This form is closed: its time has passed, or its execution has ended.');
    case 'unknown':
      return plainPage(404, 'Not found', 'There is no form at this address.');
  }
}
