import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, newUser } from '../../support/api-client.ts';
import { idIn, join, type Person, verifyEmail } from '../support.ts';
import { accept, app, emptyWorkspace, invitationCalls } from './invitation-calls.ts';

let ada: Person;
let bob: Person;
/** Ada owns it. */
let path: string;
const { send, invite, link } = invitationCalls(() => ({ path, ada }));

beforeAll(async () => {
  [ada, bob] = await Promise.all([newUser(app), newUser(app)]);
  await verifyEmail(bob);
});

beforeEach(async () => {
  path = await emptyWorkspace(ada);
});

describe('invitations', () => {
  it.each([
    [{ type: 'email' }],
    [{ type: 'email', email: 'no address' }],
    [{ type: 'email', email: 'a@example.com\nBcc: b@example.com' }],
    [{ type: 'email', email: 'a@example.com', max_uses: 5 }],
    [{ type: 'link', max_uses: 0 }],
    [{ type: 'link', max_uses: 501 }],
    [{ type: 'link', expires_in_days: 31 }],
    [{ type: 'link', workspace_id: '019a0000-0000-7000-8000-000000000001' }],
    [{ type: 'link', role: 'root' }],
    [{}],
  ])('are refused for %j', async (body) => {
    expect(await invite(body)).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
  });

  it('are not for members, nor for strangers', async () => {
    expect(await invite({ type: 'link' }, bob)).toMatchObject({ status: 404 });
    await join(idIn(path), bob.user.id, 'member');
    expect(await invite({ type: 'link' }, bob)).toMatchObject({ status: 403 });
    expect(await send('GET', '', { by: bob })).toMatchObject({ status: 403 });
  });

  it('of another workspace are not there', async () => {
    const { id } = await link();
    const other = `/api/v1/workspaces/${bob.workspace.id}/invitations/${id}`;
    expect(await call(app, { method: 'DELETE', path: other }, bob.bearer)).toMatchObject({ status: 404 });
    expect(await call(app, { method: 'POST', path: `${other}/resend` }, bob.bearer)).toMatchObject({ status: 404 });
  });

  it.each([['lfi_unknown'], ["' OR true --"], ['\u0000']])('with the token %j let nobody in', async (token) => {
    expect([400, 404]).toContain((await accept(token, bob)).status);
  });

  it('are accepted by users alone, not by API keys', async () => {
    const { token } = await link();
    const request = { method: 'POST', path: '/api/v1/invitations/accept', body: { token } };
    expect(await call(app, request)).toMatchObject({ status: 401 });
    expect(await call(app, request, { 'x-api-key': 'lf_x' })).toMatchObject({ status: 403 });
  });
});
