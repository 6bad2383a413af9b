import type { Cursors } from '../../security/cursor.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import type { MemberRepository } from './members.repository.ts';

/** What the use cases of members need. */
export type MemberDeps = {
  readonly members: MemberRepository;
  readonly cursors: Cursors;
  readonly ids: IdSource;
  readonly now: Clock;
};
