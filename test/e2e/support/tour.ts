import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/support/paths.ts';

const WORKFLOW = 'scripts/demo/announce-pushes.json';

export type TourPlace = { readonly url: string; readonly chatPort: number; readonly workflowFile: string };

/** The commands of the README's tour, for another server and another port of the chat. */
export async function readTour({ url, chatPort, workflowFile }: TourPlace): Promise<string> {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```sh tour\n(.*?)^```/gms)].map(([, commands]) => commands ?? '');
  return blocks
    .join('')
    .replace('http://127.0.0.1:8787', url)
    .replace('9099', String(chatPort))
    .replace(WORKFLOW, workflowFile);
}

/** The tour's workflow, posting to another port. */
export async function readTourWorkflow(chatPort: number): Promise<string> {
  const text = await readFile(join(ROOT, WORKFLOW), 'utf8');
  return text.replace('9099', String(chatPort));
}
