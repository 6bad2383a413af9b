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

/** Kills the process that is at the spot when an execution gets there. False: it did not get there. */
async function abortAt({ stack, fault }: World, walk: Walk, spot: Spot): Promise<boolean> {
  const isThere = arrivalAt(spot);
  let killing: Promise<void> | null = null;
  await walk.lead((crossing) => {
    if (!isThere(crossing)) return 'go';
    fault();
    killing = stack.replace(victimsAt(spot.place));
    return 'drop';
  });
  await killing;
  return killing !== null;
}

/** (b) An abort at every checkpoint as often as it is passed, before and after it. */
export function abortEverywhere(): Promise<Row> {
  return inWorld({ leaseSeconds: 2 }, (world) =>
    onWalk(world, async (walk) => {
      const spots = await spotsOf(walk);
      const passed = new Set(spots.map(({ place }) => place));
      const missed = CHECKPOINTS.filter(({ name }) => !passed.has(name)).map(({ name }) => name);
      for (const spot of spots) {
        if (!(await abortAt(world, walk, spot))) missed.push(`${spot.phase} ${spot.place} (${spot.nth})`);
      }
      const { workflowId, deliveries } = walk;
      const audited = { workflowIds: [workflowId], deliveries, effects: RESTING_EFFECTS };
      const { counts, breaks } = await audit(world, audited);
      const unseen = missed.map((name) => `No execution came to the checkpoint "${name}".`);
      const note = `${CHECKPOINTS.length} checkpoints, ${spots.length} aborts before and after them`;
      return { part: 'b', name: 'aborted at each checkpoint', counts, note, breaks: [...breaks, ...unseen] };
    }),
  );
}
