import { AppError } from '../shared/errors.ts';

export function workflowOfEndpointNotFound(): AppError {
  return new AppError('workflows.not_found', 404, 'There is no such workflow in this workspace.');
}

export function endpointNotFound(): AppError {
  return new AppError('webhooks.not_found', 404, 'The workflow has no such webhook endpoint.');
}
