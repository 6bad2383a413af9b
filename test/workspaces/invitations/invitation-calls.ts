import { call } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { forgetInvitations, newWorkspace, type Person } from '../support.ts';

/** The app, which keeps the mails that it would send. */
export const app = testApp({ env: { MAIL_OUTBOX: 'true', PUBLIC_URL: 'https://flows.example' } });

/** The answer to a token that lets nobody in. */
export const INVALID = { status: 404, body: { code: 'invitations.invalid' } };

/** A new workspace of its owner, into which nobody was invited yet, and no mail of before. Gives its path. */
export async function emptyWorkspace(owner: Person): Promise<string> {
  await forgetInvitations();
  await testDatabase().sql.query('DELETE FROM mail_outbox WHERE workspace_id IS NULL');
  return newWorkspace(owner);
}

/** The token of the last mail to somebody. */
export async function mailed(person: Person): Promise<string> {
  const rows = await testDatabase().sql.query(
    `SELECT message FROM mail_outbox WHERE workspace_id IS NULL AND message::text LIKE $1 ORDER BY id DESC LIMIT 1`,
    [`%${person.email}%`],
  );
  return /lfi_[\w-]{43}/.exec(JSON.stringify(rows[0]))?.[0] ?? '';
}

/** Has somebody accept with this token. */
export function accept(token: string, by: Person, at = app) {
  return call(at, { method: 'POST', path: '/api/v1/invitations/accept', body: { token } }, by.bearer);
}

/** What Ada, or somebody else, does with the invitations of the workspace at this path at the moment. */
export function invitationCalls(present: () => { readonly path: string; readonly ada: Person }) {
  function send(method: string, below: string, { body, by }: { body?: object; by?: Person | undefined } = {}) {
    const { path, ada } = present();
    const request = { method, path: `${path}/invitations${below}`, ...(body !== undefined && { body }) };
    return call(app, request, (by ?? ada).bearer);
  }

  const invite = (body: object, by?: Person) => send('POST', '', { body, by });

  async function link(body: object = {}): Promise<{ id: string; token: string }> {
    const { body: made } = await invite({ type: 'link', ...body });
    const { invitation, token } = JSON.parse(JSON.stringify(made));
    return { id: invitation.id, token };
  }

  async function mail(person: Person, role = 'member', by?: Person): Promise<string> {
    await invite({ type: 'email', email: person.email, role }, by);
    return mailed(person);
  }

  return { send, invite, link, mail };
}
