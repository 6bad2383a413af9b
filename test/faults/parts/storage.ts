import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { objectsFolder } from '../../../scripts/local/workerd/configs.ts';
import type { Row } from '../report/row.ts';
import { audit } from '../world/audit.ts';
import { RESTING_EFFECTS } from '../world/orders.ts';
import type { Victim } from '../world/start-stack.ts';
import { arrivalAt, onWalk, type Spot, spotsOf, type Walk } from '../world/walk.ts';
import { inWorld, type World } from '../world/world.ts';

/** Whether an object may have been written to by then: from its first append on. */
function isAfterFirstAppend(spots: readonly Spot[]): readonly Spot[] {
  const first = spots.findIndex(({ place }) => place === 'object append');
  return spots.slice(first).filter(({ place, phase }) => place.startsWith('request') && phase === 'before');
}

/** Deletes what the objects of executions keep. */
function deleteStorage({ stack }: World): void {
  const folder = objectsFolder(stack.dataDir);
  for (const name of readdirSync(folder).filter((one) => one.includes('ExecutionCoordinator'))) {
    for (const file of readdirSync(join(folder, name))) rmSync(join(folder, name, file), { force: true });
  }
}

/** Takes the storage away while an execution is at the spot. These processes end with it. False: it did not get there. */
async function emptyAt(world: World, walk: Walk, { spot, victims }: { spot: Spot; victims: readonly Victim[] }) {
  const isThere = arrivalAt(spot);
  let done: Promise<void> | null = null;
  await walk.lead(async (crossing) => {
    if (!isThere(crossing)) return 'go';
    world.fault();
    deleteStorage(world);
    done = world.stack.replace(victims);
    if (victims.includes('runner')) return 'drop';
    await done;
    return 'go';
  });
  await done;
  return done !== null;
}

/** (h) The storage of an execution's object deleted in mid-run, with the runner that has the execution and without it. */
export function deleteObjects(): Promise<Row> {
  return inWorld({ leaseSeconds: 2 }, (world) =>
    onWalk(world, async (walk) => {
      const spots = isAfterFirstAppend(await spotsOf(walk));
      const missed: string[] = [];
      for (const spot of spots) {
        for (const victims of [['front'], ['front', 'runner']] as const) {
          if (!(await emptyAt(world, walk, { spot, victims }))) missed.push(`No execution came to ${spot.place}.`);
        }
      }
      const { workflowId, deliveries } = walk;
      const audited = { workflowIds: [workflowId], deliveries, effects: RESTING_EFFECTS, mayEnd: ['failed'] as const };
      const { counts, breaks } = await audit(world, audited);
      const codes = await world.stack.query(
        `SELECT DISTINCT error_code FROM executions WHERE workflow_id = $1 AND status = 'failed'`,
        [workflowId],
      );
      const wrong = codes.flatMap(([code]) => (code === 'execution.journal_lost' ? [] : [`It failed with ${code}.`]));
      const note = `${spots.length} places, with and without the runner`;
      return { part: 'h', name: 'storage of objects deleted', counts, note, breaks: [...breaks, ...missed, ...wrong] };
    }),
  );
}
