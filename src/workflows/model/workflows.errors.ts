import { MOST_FAULTS } from '../../engine/graph/graph-fault.ts';
import { AppError, type Fault } from '../../shared/errors.ts';

export function workflowNotFound(): AppError {
  return new AppError('workflows.not_found', 404, 'There is no such workflow in this workspace.');
}

export function versionNotFound(version: number): AppError {
  return new AppError('workflows.version_not_found', 404, `The workflow has no version ${version}.`);
}

export function preconditionRequired(): AppError {
  const message = 'Send If-Match with the ETag of the workflow that you edited, so that no edit is lost.';
  return new AppError('workflows.precondition_required', 428, message);
}

export function staleWorkflow(): AppError {
  return new AppError('workflows.stale', 412, 'Somebody else has changed the workflow since you read it.');
}

export function changedMeanwhile(): AppError {
  return new AppError('workflows.changed_meanwhile', 409, 'The workflow was changed at the same moment; try again.');
}

export function archivedWorkflow(): AppError {
  return new AppError('workflows.archived', 409, 'The workflow is archived; unarchive it first.');
}

export function invalidGraph(faults: readonly Fault[]): AppError {
  return new AppError('workflows.invalid_graph', 422, `The workflow has ${howMany(faults.length)}`, {
    faults: faults.slice(0, MOST_FAULTS),
  });
}

/** Some webhook could not admit anybody, so its workflow isn't activated. */
export function webhookNotReady(faults: readonly Fault[]): AppError {
  const message = 'A webhook of the workflow could not check who calls; it was not published.';
  return new AppError('workflows.webhook_not_ready', 422, message, { faults: faults.slice(0, MOST_FAULTS) });
}

/** Whoever runs a drawing of their own draws it. */
export function drawingDenied(): AppError {
  return new AppError('permissions.denied', 403, 'To run a drawing that is not saved needs workflows:write as well.');
}

function howMany(faults: number): string {
  if (faults > MOST_FAULTS) {
    return `more than ${MOST_FAULTS} faults; nothing was stored. The first ${MOST_FAULTS} are told.`;
  }
  return `${faults} ${faults === 1 ? 'fault' : 'faults'}; nothing was stored.`;
}

export function graphTooLarge(limit: number): AppError {
  return new AppError('workflows.too_large', 413, `Nodes, connections and settings exceed ${limit} bytes of JSON.`);
}

export function credentialUseDenied(faults: readonly Fault[]): AppError {
  const message =
    'The workflow names credentials: to change it, or to run what is not published, needs credentials:use as well.';
  return new AppError('workflows.credential_use_denied', 403, message, { faults });
}
