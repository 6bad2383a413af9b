import type { Row } from '../report/row.ts';
import { audit } from '../world/audit.ts';
import type { Toll } from '../world/crossing.ts';
import { arrivalAt, onWalk, type Spot, spotsOf, type Walk } from '../world/walk.ts';
import { inWorld, type World } from '../world/world.ts';

const CANCELLED = 202;
const ENDED = 409;

/** Cancels it; gives the status of the answer. */
async function cancel({ client }: World, id: string): Promise<number> {
  const request = { method: 'POST', path: `/executions/${id}/cancel` };
  const [reply] = await Promise.allSettled([client.call(request, CANCELLED)]);
  if (reply.status === 'fulfilled') return CANCELLED;
  if (String(reply.reason).includes(`the answer was ${ENDED}`)) return ENDED;
  throw reply.reason;
}

/** Where the intent of the next effect is not durable yet: after a cancellation there no effect may begin. */
const UNINTENDED: ReadonlySet<string> = new Set(['claim', 'load version', 'journal in row']);

/** What came of cancelling at a spot. `began`: how many effects began after both answers; `null`: no execution came there. */
type Cancelled = { readonly id: string; readonly status: string; readonly began: number } | null;

/** Leads an execution to the spot, holds it there, and cancels it twice. */
async function cancelThere(world: World, walk: Walk, spot: Spot): Promise<Cancelled> {
  const { stack, server } = world;
  const isThere = arrivalAt(spot);
  let cancelling: Promise<number> | null = null;
  const cancelTwice = async (): Promise<number> => {
    const sought = 'SELECT id FROM executions WHERE workflow_id = $1 ORDER BY created_at DESC LIMIT 1';
    const held = (await stack.query(sought, [walk.workflowId]))[0]?.[0] ?? '';
    await Promise.all([cancel(world, held), cancel(world, held)]);
    return server.effects.length;
  };
  const ended = await walk.lead(async (crossing): Promise<Toll> => {
    if (!isThere(crossing)) return 'go';
    cancelling = cancelTwice();
    await cancelling;
    return 'go';
  });
  const before = await cancelling;
  return before === null ? null : { ...ended, began: server.effects.length - before };
}

/** Tells in words what is wrong with what came of a cancellation at the spot. */
async function cancelAt(world: World, walk: Walk, spot: Spot): Promise<string[]> {
  const where = `${spot.phase} ${spot.place}`;
  let cancelled = await cancelThere(world, walk, spot);
  if (cancelled === null) {
    // What a process has read once it does not ask again.
    await world.stack.replace(['front', 'runner']);
    cancelled = await cancelThere(world, walk, spot);
  }
  if (cancelled === null) return spot.nth === 0 ? [`No execution came ${where}.`] : [];
  const { id, status, began } = cancelled;
  const allowed = spot.phase === 'before' && UNINTENDED.has(spot.place) ? 0 : 1;
  const again = await cancel(world, id);
  const rows = await world.stack.query('SELECT status FROM executions WHERE id = $1', [id]);
  return [
    // A cancellation that comes when nothing is left to begin may be too late.
    ...(status === 'cancelled' || status === 'completed' ? [] : [`Cancelled ${where}, it is ${status}.`]),
    ...(began > allowed ? [`Cancelled ${where}, ${began} effects began afterwards.`] : []),
    ...(again === ENDED && rows[0]?.[0] === status ? [] : [`Cancelled ${where}, it did not stay ${status}.`]),
  ];
}

/** Before its row is there, nothing can be cancelled; after its end, nothing has to be. */
function isCancellable({ place, phase }: Spot): boolean {
  if (place === 'find endpoint' || place === 'object close') return false;
  return place !== 'insert' || phase === 'after';
}

/** (g) A cancellation at every checkpoint, before and after, twice; at the flush it is against completion. */
export function cancelEverywhere(): Promise<Row> {
  return inWorld({ leaseSeconds: 2 }, (world) =>
    onWalk(world, async (walk) => {
      const spots = (await spotsOf(walk)).filter(isCancellable);
      const wrong: string[] = [];
      for (const spot of spots) wrong.push(...(await cancelAt(world, walk, spot)));
      world.fault();
      const { workflowId, deliveries } = walk;
      const effects = { often: [], once: [] };
      const audited = { workflowIds: [workflowId], deliveries, effects, mayEnd: ['cancelled'] as const };
      const { counts, breaks } = await audit(world, audited);
      const note = `${spots.length} places, twice each`;
      return { part: 'g', name: 'cancelled at each checkpoint', counts, note, breaks: [...breaks, ...wrong] };
    }),
  );
}
