import { AppError } from '../shared/errors.ts';

export function workflowHidden(): AppError {
  const message = 'With the data of an execution, expressions read its workflow: this needs workflows:read, too.';
  return new AppError('permissions.denied', 403, message);
}

export function nodeRunNotFound(): AppError {
  return new AppError('expressions.node_run_not_found', 404, 'The node has no such run in this execution.');
}

export function itemNotFound(count: number): AppError {
  return new AppError('expressions.item_not_found', 404, `The node received ${count} items, and none of this index.`);
}

export function dataCut(): AppError {
  return new AppError(
    'expressions.data_cut',
    409,
    'History has not kept what the node received: it was too large. Give the data instead.',
  );
}
