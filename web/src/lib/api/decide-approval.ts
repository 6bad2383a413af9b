import { ApiProblem } from './problem.ts';
import { send } from './send.ts';

type Decision = { readonly approved: boolean; readonly comment: string };

const REFUSALS: { readonly [status: number]: string } = {
  404: 'There is nothing to decide any more.',
  409: 'Somebody else has decided this already.',
  410: 'Its time has passed, or its execution has ended.',
};

/** Decides at the address of an approval, as its own page does. Throws `ApiProblem` when it is not to be decided any more. */
export async function decideApproval(url: string, { approved, comment }: Decision): Promise<void> {
  const body = new URLSearchParams({ decision: approved ? 'approve' : 'reject', comment });
  const response = await send(new URL(url, location.origin).pathname, { method: 'POST', body });
  if (response.ok) return;
  const { status } = response;
  const detail = REFUSALS[status] ?? `It was not decided: the server answered ${status}.`;
  throw new ApiProblem(status, { detail, ...idOf(response) }, null);
}

function idOf(response: Response): { readonly request_id?: string } {
  const id = response.headers.get('x-request-id');
  return id === null ? {} : { request_id: id };
}
