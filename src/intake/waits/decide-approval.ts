import { z } from 'zod';
import { findWait, takeWait, type WaitState } from '../../executions/take-wait.ts';
import { AppError } from '../../shared/errors.ts';
import { decodeUtf8 } from '../../shared/request-body.ts';
import { pairsToObject } from '../webhook-pairs.ts';
import type { WaitDeps } from './wait-deps.ts';
import { followLink, type WaitLink } from './wait-link.ts';

/** What the node says of the page: `OutsideWait.details`. */
const questionSchema = z.object({
  title: z.string(),
  message: z.string(),
  approve_label: z.string(),
  reject_label: z.string(),
  ask_comment: z.boolean(),
});

export type Question = z.infer<typeof questionSchema>;

const decisionSchema = z.object({ approved: z.boolean(), comment: z.string().nullable(), decided_at: z.string() });

export type Decision = z.infer<typeof decisionSchema>;

/** Where an approval stands, as its page shows it. `decided`: by this request; `was_decided`: by one before it. */
export type Approval =
  | { readonly type: 'unknown' | 'not_open' | 'over' }
  | { readonly type: 'open'; readonly question: Question; readonly expiresAt: Date | null }
  | { readonly type: 'decided' | 'was_decided'; readonly question: Question; readonly decision: Decision };

/** The page counts a line break as one character, and forms send two. */
const formSchema = z.object({
  decision: z.enum(['approve', 'reject']),
  comment: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .pipe(z.string().max(10_000))
    .default(''),
});

function toApproval(state: WaitState): Approval {
  switch (state.type) {
    case 'open':
      return { type: 'open', question: questionSchema.parse(state.wait.details), expiresAt: state.wait.expiresAt };
    case 'resumed': {
      const { details, answer } = state.wait;
      return {
        type: 'was_decided',
        question: questionSchema.parse(details),
        decision: decisionSchema.parse(answer),
      };
    }
    case 'ambiguous':
      return { type: 'unknown' };
    default:
      return { type: state.type };
  }
}

/** Shows an approval, and changes nothing. */
export async function showApproval(deps: WaitDeps, link: WaitLink): Promise<Approval> {
  const search = followLink(deps, link);
  return search === null ? { type: 'unknown' } : toApproval(await findWait(deps.db, search));
}

function readDecision(body: Uint8Array, now: number): Decision {
  const form = formSchema.safeParse(pairsToObject(new URLSearchParams(decodeUtf8(body))));
  if (!form.success) {
    throw new AppError(
      'waits.decision_invalid',
      400,
      'A decision is approve or reject, with a comment of 10,000 characters.',
    );
  }
  const { decision, comment } = form.data;
  const decided_at = new Date(now).toISOString();
  return { approved: decision === 'approve', comment: comment.trim() === '' ? null : comment, decided_at };
}

export type DecisionCall = {
  readonly link: WaitLink;
  readonly readBody: () => Promise<Uint8Array>;
  /** Keeps the Worker alive for work that outlasts the answer (`waitUntil`). */
  readonly background: (work: Promise<unknown>) => void;
};

/**
 * Takes a decision and wakes the execution; the first one counts. Throws `waits.decision_invalid` 400, `input.*`.
 */
export async function decideApproval(deps: WaitDeps, { link, readBody, background }: DecisionCall): Promise<Approval> {
  const search = followLink(deps, link);
  if (search === null) return { type: 'unknown' };
  const state = await findWait(deps.db, search);
  if (state.type !== 'open') return toApproval(state);
  const question = questionSchema.parse(state.wait.details);
  const decision = readDecision(await readBody(), deps.services.clock());
  if (!(await takeWait(deps.db, state.wait.key, decision))) return toApproval(await findWait(deps.db, search));
  background(deps.outbox.sendSoon(search.executionId));
  return { type: 'decided', question, decision };
}
