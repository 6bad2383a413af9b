import { createWorkMeter } from '../../engine/work-meter.ts';
import { openNoFile } from '../../nodes/files/file-not-found.ts';
import type { PollRun } from '../../nodes/trigger-poll.ts';
import type { TakenPoll } from '../../polls/take-poll.ts';
import { MAX_NODE_STEPS } from '../../runner/limits.ts';
import { credentialReader } from '../../runner/node/credential-reader.ts';
import { textForms } from '../../runner/outcome/secret-texts.ts';
import type { RunnerServices } from '../../runner/run/execution-run.ts';

/** How long one poll may take, in milliseconds. */
const LONGEST_POLL = 45_000;

export type PollRunOptions = {
  readonly poll: TakenPoll;
  readonly services: RunnerServices;
  readonly config: unknown;
  /** The credential that the trigger names; absent: none. */
  readonly credentialId: string | undefined;
  /** Takes the secrets that the trigger sees. */
  readonly secrets: Set<string>;
};

/** What a trigger gets to ask its service. The config has the type of the trigger's own schema, which parsed it. */
export function createPollRun({ poll, services, config, credentialId, secrets }: PollRunOptions): PollRun<unknown> {
  const end = services.clock() + LONGEST_POLL;
  const signal = AbortSignal.timeout(LONGEST_POLL);
  return {
    config,
    items: [],
    pieces: () => [],
    credential: credentialReader(services, { workspaceId: poll.workspace_id, id: credentialId, secrets }),
    idempotencyKey: () => `${poll.id}:${poll.revision}`,
    request: (request) => services.request(request, signal, poll.workspace_id),
    openFile: openNoFile,
    hide(text) {
      for (const form of textForms(text)) secrets.add(form);
    },
    now: services.clock,
    work: createWorkMeter({ steps: MAX_NODE_STEPS, expired: () => services.clock() > end }),
  };
}
