import type { Attempts } from '../../attempts/attempts.repository.ts';
import type { MailPost } from '../../mail/mailer.ts';
import type { Cursors } from '../../security/cursor.ts';
import type { RandomBytes } from '../../security/random.ts';
import type { ActorLookup } from '../../security/still-acts.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import type { WorkspaceRepository } from '../workspaces.repository.ts';
import type { InvitationRepository } from './invitations.repository.ts';

/** What the use cases of invitations need. */
export type InvitationDeps = {
  readonly invitations: InvitationRepository;
  readonly workspaces: WorkspaceRepository;
  readonly access: ActorLookup;
  readonly attempts: Attempts;
  readonly mailer: MailPost;
  /** The address of this server, with which links begin; empty: none is known. */
  readonly publicUrl: string;
  readonly cursors: Cursors;
  readonly random: RandomBytes;
  readonly ids: IdSource;
  readonly now: Clock;
};
