import type { Row } from '../report/row.ts';
import { audit } from '../world/audit.ts';
import { CHECKPOINTS } from '../world/checkpoints.ts';
import { RESTING_EFFECTS } from '../world/orders.ts';
import type { Victim } from '../world/start-stack.ts';
import { arrivalAt, onWalk, type Spot, spotsOf, type Walk } from '../world/walk.ts';
import { inWorld, type World } from '../world/world.ts';

function victimsAt(place: string): readonly Victim[] {
  return CHECKPOINTS.find(({ name }) => name === place)?.caller === 'front' ? ['front'] : ['runner'];
}

/** Kills the process that is at the spot when an execution gets there, before it can hear how its call went. False: it did not get there. */
async function abortAt({ stack, fault }: World, walk: Walk, spot: Spot): Promise<boolean> {
  const isThere = arrivalAt(spot);
  let replacing: Promise<void> | null = null;
  await walk.lead(async (crossing) => {
    if (!isThere(crossing)) return 'go';
    fault();
    const killed = Promise.withResolvers<void>();
    replacing = stack.replace(victimsAt(spot.place), killed.resolve);
    await Promise.race([killed.promise, replacing]);
    return 'drop';
  });
  await replacing;
  return replacing !== null;
}

/** The same once more with new processes if it did not get there: what a process has read once it does not ask again. */
async function abortThere(world: World, walk: Walk, spot: Spot): Promise<boolean> {
  if (await abortAt(world, walk, spot)) return true;
  await world.stack.replace(['front', 'runner']);
  return abortAt(world, walk, spot);
}

/**
 * Whether each execution gets there. It may be spared from passing a place again, and its object may close after it has ended, when
 * nobody looks any more.
 */
function isSure({ place, phase, nth }: Spot): boolean {
  return nth === 0 && !(place === 'object close' && phase === 'after');
}

/** (b) An abort at every checkpoint as often as it is passed, before and after it. */
export function abortEverywhere(): Promise<Row> {
  return inWorld({ leaseSeconds: 2 }, (world) =>
    onWalk(world, async (walk) => {
      const spots = await spotsOf(walk);
      const passed = new Set(spots.map(({ place }) => place));
      const missed = CHECKPOINTS.filter(({ name }) => !passed.has(name)).map(({ name }) => name);
      let aborts = 0;
      for (const spot of spots) {
        if (await abortThere(world, walk, spot)) aborts += 1;
        else if (isSure(spot)) missed.push(`${spot.phase} ${spot.place}`);
      }
      const { workflowId, deliveries } = walk;
      const audited = { workflowIds: [workflowId], deliveries, effects: RESTING_EFFECTS };
      const { counts, breaks } = await audit(world, audited);
      const unseen = missed.map((name) => `No execution came to the checkpoint "${name}".`);
      const note = `${CHECKPOINTS.length} checkpoints, ${aborts} aborts at ${spots.length} places before and after them`;
      return { part: 'b', name: 'aborted at each checkpoint', counts, note, breaks: [...breaks, ...unseen] };
    }),
  );
}
