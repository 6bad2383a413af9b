import type { Attempts } from '../../attempts/attempts.repository.ts';
import type { RandomBytes } from '../../security/random.ts';
import type { ExecutionDeps } from '../execution-deps.ts';
import type { ShareRepository } from './shares.repository.ts';

export type ShareDeps = ExecutionDeps & {
  readonly shares: ShareRepository;
  readonly attempts: Attempts;
  readonly random: RandomBytes;
  /** Where links begin. */
  readonly publicUrl: string;
};
