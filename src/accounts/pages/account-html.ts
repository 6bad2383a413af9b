import { attributes, type Html, paragraph, textElement } from '../../pages/html.ts';
import type { Page } from '../../pages/html-page.ts';
import type { LiveLink } from '../links/links.repository.ts';

const NEW_PASSWORD = {
  id: 'password',
  name: 'password',
  type: 'password',
  autocomplete: 'new-password',
  minlength: 8,
  required: true,
};

/** Only a POST confirms: programs that look into mails follow each link in there. */
export function confirmPage({ email, purpose }: LiveLink): Page {
  const text =
    purpose === 'change_email'
      ? `${email} becomes the address of your account.`
      : `Somebody registered with ${email}. If it was not you, close this page.`;
  return {
    status: 200,
    title: 'Confirm your address',
    body: `${paragraph(text, 'message')}<form method="post"><div class="buttons"><button>Confirm</button></div></form>`,
  };
}

/** `fault`: what is wrong with the password that was sent. */
export function resetPage({ accountEmail }: LiveLink, fault: string | null): Page {
  const about = {
    'aria-describedby': fault === null ? 'help' : 'help fault',
    'aria-invalid': fault !== null && 'true',
  };
  const notes: Html = `<p id="help" class="dim">At least 8 characters.</p>${textElement('p', fault ?? '', { id: 'fault', class: 'fault', role: 'alert' })}`;
  // Keepers of passwords look for the name of the account beside its password.
  const name = `<input${attributes({ type: 'hidden', name: 'username', autocomplete: 'username', value: accountEmail })}>`;
  const field = `<div class="field"><label for="password">New password</label>${notes}<input${attributes({ ...NEW_PASSWORD, ...about })}></div>`;
  const form = `<form method="post">${name}${field}<div class="buttons"><button>Set the password</button></div></form>`;
  const text = `For the account of ${accountEmail}. All its sessions end.`;
  return {
    status: fault === null ? 200 : 422,
    title: 'Set a new password',
    body: `${paragraph(text, 'message')}${form}`,
  };
}

/** `text`: what was done. */
export function donePage(title: string, text: string): Page {
  return { status: 200, title, body: paragraph(text, 'outcome yes') };
}
