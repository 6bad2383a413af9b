import type { SystemDatabase } from '../../db/client.ts';
import type { Outbox } from '../outbox.ts';

/** What the object of a gate reaches: the rows of executions, and the queue. */
export type GateDeps = { readonly db: SystemDatabase; readonly outbox: Outbox };
