import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, newUser } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';
import { idIn, join, type Person, verifyEmail } from '../support.ts';
import { accept, app, emptyWorkspace, INVALID, invitationCalls } from './invitation-calls.ts';

let ada: Person;
let bob: Person;
let eve: Person;
/** Ada owns it. */
let path: string;
const { send, invite, link } = invitationCalls(() => ({ path, ada }));

beforeAll(async () => {
  [ada, bob, eve] = await Promise.all([newUser(app), newUser(app), newUser(app)]);
  await verifyEmail(bob);
});

beforeEach(async () => {
  path = await emptyWorkspace(ada);
});

describe('an invitation by link', () => {
  it('lets in as many as it says', async () => {
    const { token } = await link({ max_uses: 1, role: 'viewer' });
    const answers = await Promise.all([accept(token, bob), accept(token, eve)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('does not count a member twice', async () => {
    const { token } = await link({ max_uses: 2 });
    await accept(token, bob);
    expect(await accept(token, bob)).toMatchObject({ status: 409, body: { code: 'members.already_member' } });
    expect(await accept(token, eve)).toMatchObject({ status: 200, body: { role: 'member' } });
  });

  it('does not let in again whom the workspace removed, while a newer one does', async () => {
    const { token } = await link();
    await accept(token, bob);
    await call(app, { method: 'DELETE', path: `${path}/members/${bob.user.id}` }, ada.bearer);
    expect(await accept(token, bob)).toMatchObject(INVALID);
    expect(await accept((await link()).token, bob)).toMatchObject({ status: 200 });
  });

  it.each([
    ['admin', 'admin', 'invitations.role_too_high'],
    ['admin', 'owner', 'members.owner_required'],
    ['owner', 'owner', 'invitations.role_too_high'],
  ])('of an %s makes no %s', async (of, role, code) => {
    await join(idIn(path), bob.user.id, of === 'owner' ? 'owner' : 'admin');
    expect(await invite({ type: 'link', role }, bob)).toMatchObject({ status: 403, body: { code } });
  });

  it('shows its token once', async () => {
    const { token } = await link({ role: 'admin' });
    expect(JSON.stringify((await send('GET', '')).body)).not.toContain(token);
    const stored = await testDatabase().sql.query('SELECT * FROM invitations WHERE workspace_id = $1::uuid', [
      idIn(path),
    ]);
    expect(JSON.stringify(stored)).not.toContain(token.slice(4));
  });
});
