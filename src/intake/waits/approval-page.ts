import { escapeUTF8 } from 'entities';
import { type Html, inWords, paragraph, textElement } from '../../pages/html.ts';
import { htmlPage, type Page } from '../../pages/html-page.ts';
import { MAX_COMMENT_LENGTH } from '../limits.ts';
import type { Approval, Asker, OpenApproval, Question } from './decide-approval.ts';
import { RETRY_AFTER_SECONDS } from './waits.errors.ts';

type Decided = Extract<Approval, { type: 'decided' | 'was_decided' }>;

/** Which workflow asks, since when, and what its author wants people to see. */
function aboutHtml({ workflowName, askedAt }: Asker, { show }: Question): Html {
  const asker = paragraph(`Asked by the workflow ${workflowName} on ${inWords(askedAt)}.`, 'dim');
  const values = show.map(({ label, text }) => `${textElement('dt', label)}<dd>${textElement('span', text)}</dd>`);
  return `${values.length === 0 ? '' : `<dl>${values.join('')}</dl>`}${asker}`;
}

function commentField({ ask_comment }: Question): string {
  if (!ask_comment) return '';
  const field = `<textarea id="comment" name="comment" maxlength="${MAX_COMMENT_LENGTH}"></textarea>`;
  return `<label for="comment">Comment (optional)</label>${field}`;
}

/** Only a POST decides, so a program that merely follows the link decides nothing. */
function questionPage({ question, asker, expiresAt, wait }: OpenApproval, status: number): Page {
  const { title, message, approve_label, reject_label } = question;
  const approve = `<button name="decision" value="approve">${escapeUTF8(approve_label)}</button>`;
  const reject = `<button class="refuse" name="decision" value="reject">${escapeUTF8(reject_label)}</button>`;
  const seen = `<input type="hidden" name="wait" value="${escapeUTF8(wait)}">`;
  const form = `<form method="post">${seen}${commentField(question)}<div class="buttons">${approve}${reject}</div></form>`;
  const end = expiresAt === null ? '' : paragraph(`Open until ${inWords(expiresAt)}.`, 'dim');
  return { status, title, body: `${paragraph(message, 'message')}${aboutHtml(asker, question)}${end}${form}` };
}

function decisionPage({ question, asker, decision }: Decided, status: number): Page {
  const [word, className] = decision.approved ? ['Approved', 'yes'] : ['Rejected', 'no'];
  const outcome = paragraph(`${word} on ${inWords(new Date(decision.decided_at))}.`, `outcome ${className}`);
  const comment = paragraph(decision.comment ?? '', 'message');
  const close = paragraph('You can close this page.', 'dim');
  return { status, title: question.title, body: `${outcome}${comment}${aboutHtml(asker, question)}${close}` };
}

function overPage({ question, asker }: Extract<Approval, { type: 'over' }>): Page {
  const text = 'This is no longer to be decided: its time has passed, or its execution has ended.';
  const about = question === null || asker === null ? '' : aboutHtml(asker, question);
  return {
    status: 410,
    title: question === null ? 'Over' : `Over: ${question.title}`,
    body: `${paragraph(text, 'outcome')}${about}`,
  };
}

function shortPage(status: number, title: string, text: string): Page {
  return { status, title, body: paragraph(text, 'dim') };
}

/** `deciding`: whether the request sent a decision. */
function pageOf(approval: Approval, deciding: boolean): Page {
  switch (approval.type) {
    case 'open':
      return questionPage(approval, deciding ? 409 : 200);
    case 'decided':
      return decisionPage(approval, 200);
    case 'was_decided':
      return decisionPage(approval, deciding ? 409 : 200);
    case 'not_open':
      return {
        ...shortPage(409, 'Not yet', 'There is nothing to decide yet. Try again in a moment.'),
        headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
      };
    case 'over':
      return overPage(approval);
    case 'unknown':
      return shortPage(404, 'Not found', 'There is nothing to decide at this address.');
  }
}

/** The page of an approval, which escapes all that comes from workflows and people. */
export function approvalPage(approval: Approval, deciding: boolean): Response {
  return htmlPage(pageOf(approval, deciding));
}
