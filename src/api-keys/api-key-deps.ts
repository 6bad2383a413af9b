import type { Cursors } from '../security/cursor.ts';
import type { RandomBytes } from '../security/random.ts';
import type { ActorLookup } from '../security/still-acts.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { ApiKeyRepository } from './api-keys.repository.ts';

/** What the use cases of API keys need. */
export type ApiKeyDeps = {
  readonly apiKeys: ApiKeyRepository;
  readonly access: ActorLookup;
  readonly cursors: Cursors;
  readonly random: RandomBytes;
  readonly ids: IdSource;
  readonly now: Clock;
};
