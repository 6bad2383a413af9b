import type { ResumeLinks } from '../../security/resume-links.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** What is needed to take what comes for a wait. */
export type WaitDeps = Pick<IntakeDeps, 'db' | 'outbox'> & {
  readonly services: Pick<IntakeDeps['services'], 'clock' | 'credential'> & { readonly links: ResumeLinks };
};
