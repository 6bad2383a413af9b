import { appWithProviders, newBrowser } from '../../accounts/providers/browser.ts';
import { mailsTo } from '../../support/accounts/account-mail.ts';
import { call, PASSWORD } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';
import { idIn, type Person } from '../support.ts';

/** The app, whose providers are there to sign in with. */
export const app = appWithProviders();

/** A browser that sends forms of pages. */
export function visitor(by = app) {
  const browser = newBrowser(by);
  const send = (to: string, fields: Record<string, string>, origin = 'https://flows.test') =>
    by.request(`https://flows.test${to}`, {
      method: 'POST',
      headers: { cookie: browser.ours.header(), origin },
      body: new URLSearchParams(fields),
    });
  return {
    browser,
    send,
    async take(to: string, fields: Record<string, string>) {
      const response = await send(to, fields);
      browser.ours.take(response);
      return { status: response.status, html: await response.text() };
    },
  };
}

/** The fields with which somebody signs in at the page. */
export const signIn = (person: Person) => ({ action: 'sign_in', email: person.email, password: PASSWORD });

/** How often each invitation into the workspace was used, and whether it was revoked. */
export async function usesOf(path: string): Promise<unknown> {
  const used = 'SELECT uses, revoked_at FROM invitations WHERE workspace_id = $1::uuid';
  return testDatabase().sql.query(used, [idIn(path)]);
}

/** How Ada invites into the workspace at this path at the moment. */
export function invitingBy(present: () => { readonly path: string; readonly ada: Person }) {
  async function invite(body: object) {
    const { path, ada } = present();
    return call(app, { method: 'POST', path: `${path}/invitations`, body }, ada.bearer);
  }

  /** Invites by mail. Gives the path to which the link in it leads. */
  async function mailed(email: string): Promise<string> {
    await invite({ type: 'email', email });
    const [mail] = await mailsTo(email);
    return /https:\/\/flows\.test(\/invitations\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
  }

  async function linked(more: object = {}): Promise<string> {
    const made = await invite({ type: 'link', ...more });
    return `/invitations/${JSON.parse(JSON.stringify(made.body)).token}`;
  }

  return { mailed, linked };
}
