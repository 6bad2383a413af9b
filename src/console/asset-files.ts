import { noSuchRoute } from '../http/http.errors.ts';

/** The files that the build of `web/` made. Absent in a process that serves no pages. */
export type AssetFiles = Pick<Fetcher, 'fetch'> | undefined;

/** Reads one of them, by its path from the root. Throws 404 for one that is not there. */
export async function readAsset(files: AssetFiles, path: string): Promise<Response> {
  const found = await files?.fetch(new Request(`https://assets.invalid${path}`));
  if (found?.status !== 200) {
    await found?.body?.cancel();
    throw noSuchRoute();
  }
  return found;
}
