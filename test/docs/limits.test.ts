import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_TOLD_RUNS, MAX_WATCHERS } from '../../durable-objects/live-limits.ts';
import { DEFAULT_BUDGET } from '../../src/engine/expression/budget.ts';
import { MAX_RUNS } from '../../src/engine/steps/runs.ts';
import { MAX_CONNECTIONS, MAX_NODES } from '../../src/engine/validate-graph.ts';
import { MAX_OPEN_JOBS } from '../../src/executions/bulk/bulk.schemas.ts';
import { MAX_PREVIEW } from '../../src/executions/live/live-outputs.ts';
import { MAX_CALL_DATA, MAX_CALLS_IN_TREE } from '../../src/executions/model/call-limits.ts';
import { MAX_WALKED } from '../../src/executions/search/search-statement.ts';
import { MAX_SHARE_SECONDS, MAX_SHARES } from '../../src/executions/shares/shares.schemas.ts';
import { MAX_VIEWS } from '../../src/executions/views/views.schemas.ts';
import { MAX_CONCURRENCY, MAX_WAITING } from '../../src/flow/flow-limits.ts';
import { MAX_API_BODY_BYTES } from '../../src/http/body-guard.ts';
import { MAX_RUNS_IN_CALL } from '../../src/intake/api/run-many.schemas.ts';
import { MAX_DELAY_SECONDS, MAX_WAIT_SECONDS } from '../../src/intake/api/run-workflow.schemas.ts';
import { MAX_CALL_BYTES, MAX_RESUME_PAYLOAD } from '../../src/intake/limits.ts';
import { MAX_CPU_LIMIT_MS, MAX_SOURCE_LENGTH } from '../../src/nodes/actions/code.ts';
import { MAX_CALLS } from '../../src/nodes/actions/execute-workflow.ts';
import { MAX_FORM_FIELDS, MAX_STEPS } from '../../src/nodes/forms/form-limits.ts';
import { MAX_HEADERS_LENGTH } from '../../src/nodes/http/caller-response.ts';
import { MAX_ITEMS } from '../../src/nodes/limits.ts';
import { MAX_ROUNDS } from '../../src/nodes/logic/loop.ts';
import { MAX_PATIENCE_SECONDS } from '../../src/nodes/triggers/webhook.ts';
import { LONGEST_WAIT } from '../../src/nodes/waits/moments.ts';
import { MAX_WINDOW_HOURS } from '../../src/nodes/webhook/deduplication-config.ts';
import { MAX_DIGITS } from '../../src/numbers/decimal.ts';
import { USUAL_RETENTION } from '../../src/retention/forget/forget-statement.ts';
import {
  MAX_CALL_DEPTH,
  MAX_CONCURRENT_NODES,
  MAX_HISTORY_PER_EXECUTION,
  MAX_HISTORY_PER_NODE,
  MAX_LATIN1_LENGTH,
  MAX_NODE_STEPS,
  MAX_RESULT_LENGTH,
  MAX_STEPS_PER_ITEM,
} from '../../src/runner/limits.ts';
import {
  MAX_BACKFILL_DAYS,
  MAX_BACKFILL_SLOTS,
  MAX_SCHEDULE_INPUT,
  MAX_SCHEDULES,
} from '../../src/schedules/model/schedule-limits.ts';
import { DEFAULT_MAX_BYTES, MAX_KEPT_BYTES, MAX_REDIRECTS } from '../../src/security/egress/guard.ts';
import { MAX_JWKS_BYTES } from '../../src/security/webhooks/jwks-source.ts';
import { MEBIBYTE } from '../../src/shared/request-body.ts';
import { MAX_PREVIOUS_SECONDS } from '../../src/webhooks/webhooks.schemas.ts';
import {
  MAX_ATTEMPTS,
  MAX_GRAPH_BYTES,
  MAX_NODE_TIMEOUT_MS,
  MAX_WORKFLOW_TIMEOUT_SECONDS,
} from '../../src/workflows/graph/graph-limits.ts';

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

function count(number: number, unit = ''): string {
  return `${number.toLocaleString('en-US')} ${unit}`.trim();
}

/** What the code says, in the words of the README. Characters are UTF-16 units. */
const LIMITS: { readonly [constant: string]: string } = {
  MAX_CALL_BYTES: count(MAX_CALL_BYTES / MEBIBYTE, 'MiB'),
  MAX_RESUME_PAYLOAD: count(MAX_RESUME_PAYLOAD, 'characters'),
  MAX_API_BODY_BYTES: count(MAX_API_BODY_BYTES / MEBIBYTE, 'MiB'),
  MAX_PREVIOUS_SECONDS: count((MAX_PREVIOUS_SECONDS * SECOND) / DAY, 'days'),
  MAX_JWKS_BYTES: count(MAX_JWKS_BYTES / 1024, 'KiB'),
  MAX_STEPS: `${MAX_STEPS}, with ${MAX_FORM_FIELDS} fields each`,
  MAX_PATIENCE_SECONDS: count(MAX_PATIENCE_SECONDS, 'seconds'),
  MAX_WINDOW_HOURS: count(MAX_WINDOW_HOURS, 'hours'),
  MAX_HEADERS_LENGTH: count(MAX_HEADERS_LENGTH, 'characters'),
  MAX_WAIT_SECONDS: count(MAX_WAIT_SECONDS, 'seconds'),
  MAX_RUNS_IN_CALL: count(MAX_RUNS_IN_CALL),
  MAX_OPEN_JOBS: count(MAX_OPEN_JOBS),
  MAX_VIEWS: count(MAX_VIEWS),
  MAX_WALKED: count(MAX_WALKED),
  MAX_DELAY_SECONDS: count((MAX_DELAY_SECONDS * SECOND) / DAY, 'days'),
  MAX_DIGITS: count(MAX_DIGITS),
  MAX_GRAPH_BYTES: count(MAX_GRAPH_BYTES / MEBIBYTE, 'MiB'),
  MAX_NODES: count(MAX_NODES),
  MAX_CONNECTIONS: count(MAX_CONNECTIONS),
  MAX_WORKFLOW_TIMEOUT_SECONDS: count((MAX_WORKFLOW_TIMEOUT_SECONDS * SECOND) / DAY, 'days'),
  LONGEST_WAIT: count(LONGEST_WAIT / DAY, 'days'),
  MAX_NODE_TIMEOUT_MS: count(MAX_NODE_TIMEOUT_MS / DAY, 'day'),
  MAX_ATTEMPTS: count(MAX_ATTEMPTS),
  MAX_CONCURRENT_NODES: count(MAX_CONCURRENT_NODES),
  MAX_RUNS: count(MAX_RUNS),
  MAX_ROUNDS: count(MAX_ROUNDS),
  MAX_ITEMS: count(MAX_ITEMS),
  MAX_RESULT_LENGTH: count(MAX_RESULT_LENGTH, 'characters'),
  MAX_LATIN1_LENGTH: count(MAX_LATIN1_LENGTH, 'characters'),
  MAX_NODE_STEPS: count(MAX_NODE_STEPS, 'steps'),
  MAX_STEPS_PER_ITEM: count(MAX_STEPS_PER_ITEM, 'steps'),
  DEFAULT_BUDGET: `${count(DEFAULT_BUDGET.steps, 'steps')}, ${count(DEFAULT_BUDGET.characters, 'characters')}`,
  MAX_SOURCE_LENGTH: count(MAX_SOURCE_LENGTH, 'characters'),
  MAX_CPU_LIMIT_MS: count(MAX_CPU_LIMIT_MS / SECOND, 'seconds'),
  DEFAULT_MAX_BYTES: count(DEFAULT_MAX_BYTES / 1e6, 'MB'),
  MAX_KEPT_BYTES: count(MAX_KEPT_BYTES / 1e6, 'MB'),
  MAX_SCHEDULES: count(MAX_SCHEDULES),
  MAX_BACKFILL_SLOTS: count(MAX_BACKFILL_SLOTS),
  MAX_BACKFILL_DAYS: count(MAX_BACKFILL_DAYS, 'days'),
  MAX_SCHEDULE_INPUT: count(MAX_SCHEDULE_INPUT, 'characters'),
  MAX_REDIRECTS: count(MAX_REDIRECTS),
  MAX_WAITING: count(MAX_WAITING),
  MAX_CONCURRENCY: count(MAX_CONCURRENCY),
  MAX_CALL_DEPTH: count(MAX_CALL_DEPTH),
  MAX_CALLS: count(MAX_CALLS),
  MAX_CALLS_IN_TREE: count(MAX_CALLS_IN_TREE),
  MAX_WATCHERS: count(MAX_WATCHERS),
  MAX_TOLD_RUNS: count(MAX_TOLD_RUNS),
  MAX_PREVIEW: count(MAX_PREVIEW, 'characters'),
  MAX_CALL_DATA: count(MAX_CALL_DATA, 'characters'),
  MAX_HISTORY_PER_NODE: count(MAX_HISTORY_PER_NODE, 'characters'),
  MAX_HISTORY_PER_EXECUTION: count(MAX_HISTORY_PER_EXECUTION, 'characters'),
  MAX_SHARE_SECONDS: count((MAX_SHARE_SECONDS * SECOND) / DAY, 'days'),
  MAX_SHARES: count(MAX_SHARES),
  USUAL_RETENTION: `${USUAL_RETENTION.completed}, ${USUAL_RETENTION.failed.replace(' days', '')} if it failed`,
};

/** The rows of the README's table: `| what | at most | constant |`. */
function limitsOfReadme(): [constant: string, limit: string][] {
  const section = readFileSync('README.md', 'utf8').split('\n## Limits\n')[1]?.split('\n## ')[0] ?? '';
  const rows = section.matchAll(/^\|[^|]+\|([^|]+)\| \[`(\w+)`\]\([^)]+\) +\|$/gm);
  return [...rows].map(([, limit = '', constant = '']) => [constant, limit.trim()]);
}

describe("the README's table of limits", () => {
  it('says what the code says', () => {
    expect(Object.fromEntries(limitsOfReadme())).toEqual(LIMITS);
  });

  it('names each limit once', () => {
    const names = limitsOfReadme().map(([constant]) => constant);
    expect(names).toEqual([...new Set(names)]);
  });
});
