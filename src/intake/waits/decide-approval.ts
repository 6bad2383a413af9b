import { z } from 'zod';
import { type FoundWait, findWait, type WaitState } from '../../executions/waits/take-wait.ts';
import { decodeUtf8 } from '../../shared/request-body.ts';
import type { Background } from '../intake-deps.ts';
import { MAX_COMMENT_LENGTH } from '../limits.ts';
import { pairsToObject } from '../webhook/webhook-pairs.ts';
import { resumeWait } from './resume-wait.ts';
import { followLink, type WaitDeps, type WaitLink } from './wait-link.ts';
import { decisionInvalid } from './waits.errors.ts';

/** What the approval node asks: `OutsideWait.details`. */
const questionSchema = z.object({
  title: z.string(),
  message: z.string(),
  approve_label: z.string(),
  reject_label: z.string(),
  ask_comment: z.boolean(),
  // What was asked before there were shown values has none.
  show: z.array(z.object({ label: z.string(), text: z.string() })).default([]),
});

export type Question = z.infer<typeof questionSchema>;

const decisionSchema = z.object({ approved: z.boolean(), comment: z.string().nullable(), decided_at: z.string() });

type Decision = z.infer<typeof decisionSchema>;

/** Which workflow asks, and since when. */
export type Asker = { readonly workflowName: string; readonly askedAt: Date };

/** `wait` tells the rounds of a loop apart, in which a node asks again at the same address. */
export type OpenApproval = {
  readonly type: 'open';
  readonly question: Question;
  readonly asker: Asker;
  readonly expiresAt: Date | null;
  readonly wait: string;
};

/** The state of an approval. `decided`: by this request; `was_decided`: by an earlier one. */
export type Approval =
  | { readonly type: 'unknown' | 'not_open' }
  | { readonly type: 'over'; readonly question: Question | null; readonly asker: Asker | null }
  | OpenApproval
  | {
      readonly type: 'decided' | 'was_decided';
      readonly question: Question;
      readonly asker: Asker;
      readonly decision: Decision;
    };

/** A browser counts a line break as one character and sends two. */
const formSchema = z.object({
  decision: z.enum(['approve', 'reject']),
  wait: z.string().optional(),
  comment: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .pipe(z.string().max(MAX_COMMENT_LENGTH))
    .default(''),
});

function askerOf({ workflowName, askedAt }: FoundWait): Asker {
  return { workflowName, askedAt };
}

function toOpen(wait: FoundWait): OpenApproval {
  const { details, expiresAt, key } = wait;
  const question = questionSchema.parse(details);
  return { type: 'open', question, asker: askerOf(wait), expiresAt, wait: `${key.runIndex}.${key.attempt}` };
}

function toApproval(state: WaitState): Approval {
  switch (state.type) {
    case 'open':
      return toOpen(state.wait);
    case 'resumed': {
      const { details, answer } = state.wait;
      return {
        type: 'was_decided',
        question: questionSchema.parse(details),
        asker: askerOf(state.wait),
        decision: decisionSchema.parse(answer),
      };
    }
    case 'over': {
      const { wait } = state;
      return wait === null
        ? { type: 'over', question: null, asker: null }
        : { type: 'over', question: questionSchema.parse(wait.details), asker: askerOf(wait) };
    }
    case 'ambiguous':
      return { type: 'unknown' };
    default:
      return { type: state.type };
  }
}

/** The state of an approval. Changes nothing. */
export async function showApproval(deps: WaitDeps, link: WaitLink): Promise<Approval> {
  const search = followLink(deps, link);
  return search === null ? { type: 'unknown' } : toApproval(await findWait(deps.db, search));
}

type Form = z.infer<typeof formSchema>;

function readForm(body: Uint8Array): Form {
  const form = formSchema.safeParse(pairsToObject(new URLSearchParams(decodeUtf8(body))));
  if (!form.success) throw decisionInvalid();
  return form.data;
}

function decisionOf({ decision, comment }: Form, now: number): Decision {
  return {
    approved: decision === 'approve',
    comment: comment.trim() === '' ? null : comment,
    decided_at: new Date(now).toISOString(),
  };
}

export type DecisionCall = {
  readonly link: WaitLink;
  readonly readBody: () => Promise<Uint8Array>;
  readonly background: Background;
};

/**
 * Takes a decision and wakes the execution. The first decision counts. A form of an earlier round of a loop decides nothing,
 * since the person has not seen the open question: it is answered with that one. Throws `waits.decision_invalid` 400,
 * `input.*`.
 */
export async function decideApproval(deps: WaitDeps, { link, readBody, background }: DecisionCall): Promise<Approval> {
  const search = followLink(deps, link);
  if (search === null) return { type: 'unknown' };
  const state = await findWait(deps.db, search);
  if (state.type !== 'open') return toApproval(state);
  const open = toOpen(state.wait);
  const form = readForm(await readBody());
  if (form.wait !== undefined && form.wait !== open.wait) return open;
  const decision = decisionOf(form, deps.services.clock());
  if (!(await resumeWait(deps, { key: state.wait.key, payload: decision, background })))
    return toApproval(await findWait(deps.db, search));
  return { type: 'decided', question: open.question, asker: open.asker, decision };
}
