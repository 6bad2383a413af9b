import { escapeUTF8 } from 'entities';
import { MAX_COMMENT_LENGTH } from '../limits.ts';
import type { Approval, Decision, OpenApproval, Question } from './decide-approval.ts';
import { PAGE_HEADERS, PAGE_STYLE } from './page-style.ts';
import { RETRY_AFTER_SECONDS } from './waits.errors.ts';

/** A page and its HTTP status. */
type Page = { readonly status: number; readonly title: string; readonly body: string; readonly retryAfter?: number };

function paragraph(text: string, className: string): string {
  return text === '' ? '' : `<p class="${className}">${escapeUTF8(text)}</p>`;
}

/** The moment for people, in UTC: the page does not know their time zone. */
function inWords(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function commentField({ ask_comment }: Question): string {
  if (!ask_comment) return '';
  const field = `<textarea id="comment" name="comment" maxlength="${MAX_COMMENT_LENGTH}"></textarea>`;
  return `<label for="comment">Comment (optional)</label>${field}`;
}

/** Only a POST decides, so a program that merely follows the link decides nothing. */
function questionPage({ question, expiresAt, wait }: OpenApproval, status: number): Page {
  const { title, message, approve_label, reject_label } = question;
  const approve = `<button name="decision" value="approve">${escapeUTF8(approve_label)}</button>`;
  const reject = `<button class="refuse" name="decision" value="reject">${escapeUTF8(reject_label)}</button>`;
  const seen = `<input type="hidden" name="wait" value="${escapeUTF8(wait)}">`;
  const form = `<form method="post">${seen}${commentField(question)}<div class="buttons">${approve}${reject}</div></form>`;
  const end = expiresAt === null ? '' : paragraph(`Open until ${inWords(expiresAt)}.`, 'dim');
  return { status, title, body: `${paragraph(message, 'message')}${end}${form}` };
}

function decisionPage({ title }: Question, decision: Decision, status: number): Page {
  const [word, className] = decision.approved ? ['Approved', 'yes'] : ['Rejected', 'no'];
  const outcome = paragraph(`${word} on ${inWords(new Date(decision.decided_at))}.`, `outcome ${className}`);
  const comment = paragraph(decision.comment ?? '', 'message');
  return { status, title, body: `${outcome}${comment}${paragraph('You can close this page.', 'dim')}` };
}

function plainPage(status: number, title: string, text: string): Page {
  return { status, title, body: paragraph(text, 'dim') };
}

/** `deciding`: whether the request sent a decision. */
function pageOf(approval: Approval, deciding: boolean): Page {
  switch (approval.type) {
    case 'open':
      return questionPage(approval, deciding ? 409 : 200);
    case 'decided':
      return decisionPage(approval.question, approval.decision, 200);
    case 'was_decided':
      return decisionPage(approval.question, approval.decision, deciding ? 409 : 200);
    case 'not_open':
      return {
        ...plainPage(409, 'Not yet', 'There is nothing to decide yet. Try again in a moment.'),
        retryAfter: RETRY_AFTER_SECONDS,
      };
    case 'over':
      return plainPage(
        410,
        'Over',
        'This is no longer to be decided: its time has passed, or its execution has ended.',
      );
    case 'unknown':
      return plainPage(404, 'Not found', 'There is nothing to decide at this address.');
  }
}

/** The page of an approval. It has no script, and escapes all that comes from workflows and people. */
export function approvalPage(approval: Approval, deciding: boolean): Response {
  const { status, title, body, retryAfter } = pageOf(approval, deciding);
  const name = escapeUTF8(title);
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${name}</title><style>${PAGE_STYLE}</style>`;
  const html = `<!doctype html><html lang="en"><head>${head}</head><body><main><h1>${name}</h1>${body}</main></body></html>`;
  const later = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return new Response(html, { status, headers: { ...PAGE_HEADERS, ...later } });
}
