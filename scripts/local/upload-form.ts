import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** How workerd loads a part, by the type it is uploaded with. Other parts, such as source maps, are no modules. */
const TYPES = {
  'application/javascript+module': 'ESModule',
  'application/javascript': 'CommonJS',
  'text/plain': 'Text',
  'application/octet-stream': 'Data',
  'application/wasm': 'CompiledWasm',
} as const;

type UploadedModule = {
  readonly name: string;
  readonly type: (typeof TYPES)[keyof typeof TYPES];
  readonly contents: Uint8Array;
};

const metadataSchema = z.object({ main_module: z.string() });

/** Reads the modules from the form that `wrangler deploy` would upload, the main one first. */
export async function readUploadForm(file: string): Promise<UploadedModule[]> {
  const body = await readFile(file);
  const boundary = body.subarray(2, body.indexOf('\r\n')).toString('latin1');
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const form = await new Response(body, { headers }).formData();
  const { main_module: main } = metadataSchema.parse(JSON.parse(String(form.get('metadata'))));
  const modules: UploadedModule[] = [];
  for (const [name, part] of form) {
    const type = typeof part === 'string' ? undefined : Object.entries(TYPES).find(([one]) => one === part.type)?.[1];
    if (typeof part === 'string' || type === undefined) continue;
    modules.push({ name, type, contents: await part.bytes() });
  }
  return modules.sort((a, b) => Number(b.name === main) - Number(a.name === main));
}
