import { beforeAll, describe, expect, it } from 'vitest';
import { keepMail } from '../../src/mail-outbox/keep-mail.ts';
import { createMailOutboxRepository } from '../../src/mail-outbox/mail-outbox.repository.ts';
import { outboxMailSchema } from '../../src/mail-outbox/mail-outbox.schemas.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Mail } from '../../src/shared/mail.ts';
import { pageSchema } from '../../src/shared/pagination.ts';
import { executionId } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { execute } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const MAIL: Mail = {
  from: { email: 'a@example.com' },
  to: [{ email: 'b@example.com', name: 'B\ud800' }],
  cc: [],
  bcc: [],
  reply_to: [],
  subject: `s${String.fromCharCode(0)}`,
  text: 't',
  html: null,
  attachments: [{ file_name: 'f', mime_type: 'text/plain', data: btoa('hello') }],
};

let user: User;

beforeAll(async () => {
  user = await createUser();
});

async function list(query = '', by: User = user) {
  return pageSchema(outboxMailSchema).parse((await by.api('GET', `/outbox${query}`)).json);
}

/** Keeps a mail of this moment; gives its time. */
async function keep(owner: User, at: number, idempotencyKey = newId(at)): Promise<void> {
  const deps = { mails: createMailOutboxRepository(testDatabase()), now: () => at, ids: newId };
  await keepMail(deps, { workspaceId: owner.workspaceId, executionId: newId(at), idempotencyKey, mail: MAIL });
}

describe('the local outbox', () => {
  it('keeps the mail of a node without a credential', async () => {
    const { id } = await createWorkflow(user, {
      nodes: [
        node('start', 'trigger.manual'),
        node('mail', 'action.send_email', {
          from: 'Shop <shop@example.com>',
          to: '{{ $json.to }}',
          subject: 'Hi',
          text: 'You',
        }),
      ],
      connections: chain('start → mail'),
    });
    const started = await execute(user, id, {
      input: { to: 'ada@example.com' },
      wait: true,
    });
    const execution = executionId(started);
    const { data } = await list();
    expect(data).toMatchObject([
      {
        execution_id: execution,
        from: { email: 'shop@example.com', name: 'Shop' },
        to: [{ email: 'ada@example.com' }],
      },
    ]);
  });

  it('shows mails; of their files only name, type and size', async () => {
    const owner = await createUser();
    await keep(owner, Date.now());
    expect((await list('', owner)).data).toMatchObject([
      {
        subject: 's\uFFFD',
        text: 't',
        html: null,
        attachments: [{ file_name: 'f', mime_type: 'text/plain', size: 5 }],
      },
    ]);
  });

  it('keeps a mail once per idempotency key', async () => {
    const owner = await createUser();
    await keep(owner, Date.now(), 'key');
    await keep(owner, Date.now(), 'key');
    expect((await list('', owner)).data).toHaveLength(1);
  });

  it('comes in pages, newest first', async () => {
    const owner = await createUser();
    const now = Date.now();
    for (const age of [2, 0, 1]) await keep(owner, now - age * 1000);
    const first = await list('?limit=2', owner);
    const second = await list(`?limit=2&cursor=${first.next_cursor}`, owner);
    const ages = [...first.data, ...second.data].map((mail) => (now - Date.parse(mail.created_at)) / 1000);
    expect([ages, second.next_cursor]).toEqual([[0, 1, 2], null]);
  });

  it('hides the mails of other workspaces', async () => {
    const [owner, stranger] = [await createUser(), await createUser()];
    await keep(owner, Date.now());
    expect((await list('', stranger)).data).toEqual([]);
    const foreign = await stranger.api('GET', `/../${owner.workspaceId}/outbox`);
    expect(foreign.status).toBe(404);
  });
});
