import type { Egress } from '../security/egress/types.ts';
import type { EgressAllowLists } from './egress-allow.ts';

/** The way out for a workspace: nothing goes to hosts that its settings do not allow. */
export type WorkspaceEgress = (workspaceId: string) => Egress;

export function workspaceEgress(egress: Egress, allowLists: EgressAllowLists): WorkspaceEgress {
  return (workspaceId) => async (request, signal) => {
    const workspaceHosts = await allowLists(workspaceId);
    return egress(workspaceHosts === null ? request : { ...request, workspaceHosts }, signal);
  };
}
