import type { StoredFile } from '../../engine/item.ts';
import { NodeError } from '../node-error.ts';

/** The failure of a node that names a file in the bucket which its execution does not hold, or which is gone. */
export function fileNotFound({ file_name, file_id }: StoredFile): NodeError {
  const name = file_name ?? file_id;
  return new NodeError(
    'file.not_found',
    `The file ${name} is not one that this execution holds, or is not kept any more`,
  );
}

/** Opens no file: for runs that are not of an execution. */
export function openNoFile(file: StoredFile): Promise<never> {
  return Promise.reject(fileNotFound(file));
}
