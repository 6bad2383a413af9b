import { AppError } from '../../shared/errors.ts';
import type { SolelyOwned } from './deletion.repository.ts';

export function soleOwner(workspaces: readonly SolelyOwned[]): AppError {
  const code = 'accounts.sole_owner';
  return new AppError(code, 409, 'Others are in workspaces that only you own: make one of them an owner first.', {
    faults: workspaces.map(({ id, name }) => ({ code, message: `The workspace ${id} (${name}).` })),
  });
}
