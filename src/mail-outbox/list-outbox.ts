import { z } from 'zod';
import type { Cursors } from '../security/cursor.ts';
import type { Actor } from '../security/permissions.ts';
import { readPage } from '../security/read-page.ts';
import type { Clock } from '../shared/clock.ts';
import type { Page } from '../shared/pagination.ts';
import type { MailOutboxRepository } from './mail-outbox.repository.ts';
import type { ListOutbox, OutboxMail } from './mail-outbox.schemas.ts';

export type OutboxDeps = { readonly mails: MailOutboxRepository; readonly cursors: Cursors; readonly now: Clock };

const positionSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** The mails of the workspace that were kept instead of sent, newest first. Throws `cursor.*`. */
export function listOutbox(
  deps: OutboxDeps,
  { workspaceId }: Actor,
  { limit, cursor }: ListOutbox,
): Promise<Page<OutboxMail>> {
  return readPage(
    deps.cursors,
    { filter: { list: 'mail_outbox', workspaceId }, limit, cursor, now: deps.now() },
    {
      after: (position, count) => {
        const [createdAt, id] = position === null ? [] : positionSchema.parse(position);
        const after = createdAt === undefined || id === undefined ? null : { createdAt, id };
        return deps.mails.list(workspaceId, { after, limit: count });
      },
      positionOf: ({ created_at, id }) => [created_at, id],
    },
  );
}
