import { attributes, type Html, inWords, paragraph, textElement } from '../../../pages/html.ts';
import type { Page } from '../../../pages/html-page.ts';
import type { PublicOffer } from '../invitations.schemas.ts';

/** What stands on the page. */
type Contents = {
  readonly offer: PublicOffer;
  /** Where providers lead back to: this very page. */
  readonly path: string;
  readonly providers: readonly { readonly id: string; readonly name: string }[];
  /** Whether the browser brings a session. */
  readonly hasSession: boolean;
  /** What did not work just now, and with which status; `null`: nothing was tried. */
  readonly fault: { readonly status: number; readonly text: string } | null;
};

/** Its forms are posted from this origin alone, which browsers say only if they may tell where a form comes from. */
const HEADERS = { 'referrer-policy': 'same-origin' };

function field(id: string, label: string, values: Parameters<typeof attributes>[0]): Html {
  return `<div class="field">${textElement('label', label, { for: id })}<input${attributes({ id, required: true, ...values })}></div>`;
}

function form(action: string, fields: Html, button: string): Html {
  const hidden = `<input${attributes({ type: 'hidden', name: 'action', value: action })}>`;
  return `<form method="post">${hidden}${fields}<div class="buttons">${textElement('button', button)}</div></form>`;
}

function credentials(prefix: string, autocomplete: string): Html {
  const email = field(`${prefix}-email`, 'Email', { name: 'email', type: 'email', autocomplete: 'username' });
  return `${email}${field(`${prefix}-password`, 'Password', { name: 'password', type: 'password', autocomplete })}`;
}

function providerLinks({ providers, path }: Contents): Html {
  const links = providers.map(({ id, name }) =>
    textElement('a', `Sign in with ${name}`, {
      href: `/auth/sign-in/${id}?${new URLSearchParams({ return_to: path })}`,
    }),
  );
  return links.map((link) => `<p>${link}</p>`).join('');
}

function faultHtml({ fault }: Contents): Html {
  return textElement('p', fault?.text ?? '', { class: 'fault', role: 'alert' });
}

/** Only a POST accepts: programs that look into mails follow each link in there. */
export function invitationPage(contents: Contents): Page {
  const { offer, hasSession, fault } = contents;
  const by = offer.invited_by === '' ? '' : ` by ${offer.invited_by}`;
  const text = `You are invited${by} into the workspace "${offer.workspace_name}" as ${offer.role}. The invitation counts until ${inWords(new Date(offer.expires_at))}.`;
  const note = offer.mailed ? 'It is for an account with the address that it was sent to, once that is confirmed.' : '';
  const present = hasSession
    ? `<h2>Signed in here already?</h2>${form('accept', '', 'Accept with the account of this browser')}`
    : '';
  const signIn = `<h2>Sign in and accept</h2>${form('sign_in', credentials('sign-in', 'current-password'), 'Sign in and accept')}${providerLinks(contents)}`;
  const register = `<h2>New here?</h2>${form('register', credentials('register', 'new-password'), 'Register')}`;
  return {
    status: fault?.status ?? 200,
    title: 'You are invited',
    body: `${faultHtml(contents)}${paragraph(text, 'message')}${paragraph(note, 'dim')}${present}${signIn}${register}`,
    headers: HEADERS,
  };
}

/** The second step of signing in there. `fault`: what is wrong with the code that was sent. */
export function codePage(ticket: string, fault: string | null): Page {
  const hidden = `<input${attributes({ type: 'hidden', name: 'ticket', value: ticket })}>`;
  const code = field('code', 'Code', { name: 'code', autocomplete: 'one-time-code', 'aria-describedby': 'help' });
  const help =
    '<p id="help" class="dim">Of your authenticator app, or a recovery code. If you have a passkey alone, sign in with it first, then open the link of the invitation again.</p>';
  return {
    status: fault === null ? 200 : 401,
    title: 'Your second factor',
    body: `${textElement('p', fault ?? '', { class: 'fault', role: 'alert' })}${help}${form('prove', `${hidden}${code}`, 'Accept')}`,
    headers: HEADERS,
  };
}

export function joinedPage(workspace: string): Page {
  return { status: 200, title: 'Welcome', body: paragraph(`You are a member of "${workspace}" now.`, 'outcome yes') };
}

export function mailedPage(): Page {
  const text =
    'A mail is on its way to you. Open its link to confirm your address, then open this page again and sign in.';
  return { status: 200, title: 'One more step', body: paragraph(text, 'message') };
}
