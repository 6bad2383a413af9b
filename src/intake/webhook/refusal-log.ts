import type { SystemDatabase } from '../../db/client.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { IdSource } from '../../shared/ids.ts';
import { consoleLog } from '../../shared/log.ts';
import { createLruCache } from '../../shared/lru-cache.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { storableText } from '../../shared/text/storable-text.ts';
import { writeRefusal } from '../../webhooks/write-refusal.ts';
import type { LiveEndpoint } from './webhook-endpoints.ts';

/** Takes note that a call of an endpoint was refused. Nobody waits for it, and it never throws. */
export type NoteRefusal = (
  endpoint: LiveEndpoint,
  call: { readonly method: string; readonly path: string },
  error: unknown,
) => void;

/** For as long, in milliseconds, an isolate only counts further refusals of an endpoint after it has written one. */
const QUIET = 5000;

/** Of how many endpoints an isolate knows when it wrote last. */
const MOST_ENDPOINTS = 1000;

/** The lengths of the columns; a message is cut, too, for it may quote the call. */
const MAX_METHOD = 20;
const MAX_PATH = 255;
const MAX_MESSAGE = 500;

type LogDeps = {
  readonly db: SystemDatabase;
  readonly now: Clock;
  readonly ids: IdSource;
  readonly hold: (work: Promise<unknown>) => void;
};

type Quiet = { readonly until: number; unwritten: number };

function shortText(text: string, limit: number): string {
  return cutText(storableText(text), limit);
}

/** Writes refused calls down, and of many at once only some: whoever calls in vain again and again causes hardly any work. */
export function createRefusalLog({ db, now, ids, hold }: LogDeps): NoteRefusal {
  const quiet = createLruCache<Quiet>(MOST_ENDPOINTS);

  async function write(refusal: Parameters<typeof writeRefusal>[1]): Promise<void> {
    try {
      await writeRefusal(db, refusal);
    } catch (error) {
      consoleLog({ level: 'warn', message: 'A refused call of a webhook could not be written down.', error });
    }
  }

  return ({ workflow, nodeId }, call, error) => {
    if (!(error instanceof AppError)) return;
    const { workflowId, workspaceId } = workflow.identity;
    const key = `${workflowId}:${nodeId}`;
    const last = quiet.get(key);
    const at = now();
    if (last !== undefined && at < last.until) {
      last.unwritten += 1;
      return;
    }
    quiet.set(key, { until: at + QUIET, unwritten: 0 });
    const refusal = {
      id: ids(at),
      workspace_id: workspaceId,
      workflow_id: workflowId,
      node_id: nodeId,
      method: shortText(call.method, MAX_METHOD),
      path: shortText(call.path, MAX_PATH),
      status: error.status,
      code: error.code,
      message: shortText(error.message, MAX_MESSAGE),
      unwritten: last?.unwritten ?? 0,
      created_at: new Date(at).toISOString(),
    };
    hold(write(refusal));
  };
}
