import { z } from 'zod';
import { type Actors, api } from './actors.ts';
import type { WorkflowFile } from './example-schema.ts';

/** The workflows of an example as they were imported: its own, and the one that is started. */
export type Prepared = {
  readonly own: string;
  readonly started: { readonly id: string; readonly file: WorkflowFile };
};

/** What stands for the example's own workflow in the one that starts it. */
const OWN = '00000000-0000-7000-8000-000000000000';

const importedSchema = z.object({
  workflow: z.object({ id: z.string() }),
  stripped_credentials: z.tuple([]),
  stripped_error_workflow_id: z.null(),
});

/** The file with the new ids in the place of those that it names. */
function withIds(file: WorkflowFile, ids: ReadonlyMap<string, string>): unknown {
  return JSON.parse([...ids].reduce((text, [named, id]) => text.replaceAll(named, id), JSON.stringify(file)));
}

/** Imports a file as people would, and publishes it. */
async function publish(actors: Actors, file: WorkflowFile, ids: ReadonlyMap<string, string>): Promise<string> {
  const { workflow } = importedSchema.parse(await api(actors, 'POST', '/workflows/import', withIds(file, ids)));
  await api(actors, 'POST', `/workflows/${workflow.id}/publish`, {});
  return workflow.id;
}

/** Creates what the example needs, in its order, then its own workflow, and then the one that starts it, if there is one. */
export async function prepare(actors: Actors): Promise<Prepared> {
  const { file, run } = actors.example;
  const ids = new Map<string, string>();
  for (const [named, credential] of Object.entries(run.credentials)) {
    ids.set(named, z.object({ id: z.string() }).parse(await api(actors, 'POST', '/credentials', credential)).id);
  }
  for (const [named, workflow] of Object.entries(run.workflows)) ids.set(named, await publish(actors, workflow, ids));
  const own = await publish(actors, file, ids);
  if (run.starter === undefined) return { own, started: { id: own, file } };
  return { own, started: { id: await publish(actors, run.starter, ids.set(OWN, own)), file: run.starter } };
}
