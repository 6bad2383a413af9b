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

/** Cancels an execution twice while it is held at the spot. Tells in words what is wrong with what came of it. */
async function cancelAt(world: World, walk: Walk, spot: Spot): Promise<string[]> {
  const { stack, server } = world;
  const isThere = arrivalAt(spot);
  const where = `${spot.phase} ${spot.place}`;
  let replies: readonly number[] = [];
  let before = 0;
  const { id, status } = await walk.lead(async (crossing): Promise<Toll> => {
    if (!isThere(crossing)) return 'go';
    const sought = 'SELECT id FROM executions WHERE workflow_id = $1 ORDER BY created_at DESC LIMIT 1';
    const held = (await stack.query(sought, [walk.workflowId]))[0]?.[0] ?? '';
    replies = await Promise.all([cancel(world, held), cancel(world, held)]);
    before = server.effects.length;
    return 'go';
  });
  const begun = server.effects.length - before;
  const allowed = spot.phase === 'before' && UNINTENDED.has(spot.place) ? 0 : 1;
  const again = await cancel(world, id);
  const rows = await stack.query('SELECT status FROM executions WHERE id = $1', [id]);
  return [
    ...(replies.length === 0 ? [`No execution came ${where}.`] : []),
    ...(status === 'cancelled' || status === 'completed' ? [] : [`Cancelled ${where}, it is ${status}.`]),
    ...(status === 'completed' && replies.includes(CANCELLED) && !spot.place.startsWith('flush')
      ? [`Cancelled ${where}, it completed although the cancellation was accepted.`]
      : []),
    ...(begun > allowed ? [`Cancelled ${where}, ${begun} effects began afterwards.`] : []),
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
