import { parseNetworks } from './addresses.ts';
import { checkUrl } from './check-url.ts';
import { createDohResolver } from './doh-resolver.ts';
import { createEgress, type EgressOptions } from './guard.ts';
import type { Egress, Transport } from './types.ts';

/** The settings of the way out, each empty for none: networks in CIDR notation, ports, and a resolver's JSON endpoint. */
type EgressSettings = {
  readonly EGRESS_ALLOWED_NETWORKS: string;
  readonly EGRESS_DENIED_PORTS: readonly number[];
  readonly DOH_ENDPOINT: string;
};

function rulesOf({ EGRESS_ALLOWED_NETWORKS, EGRESS_DENIED_PORTS }: EgressSettings) {
  return { allowedNetworks: parseNetworks(EGRESS_ALLOWED_NETWORKS), deniedPorts: EGRESS_DENIED_PORTS };
}

/**
 * Judges an address that is only to be stored, by its text alone: it is judged again whenever something is sent there. `workspaceHosts`:
 * as in a request; `null`: any. Throws `EgressError`.
 */
export function judgeAddress(settings: EgressSettings, url: string, workspaceHosts: readonly string[] | null): void {
  checkUrl(url, { ...rulesOf(settings), ...(workspaceHosts !== null && { workspaceHosts }) });
}

/** The way out as the settings want it: with names looked up first where a resolver is configured. `limits` as the guard has them. */
export function openEgress(
  settings: EgressSettings,
  transport: Transport,
  limits: Pick<EgressOptions, 'maxBytes'> = {},
): Egress {
  const options = {
    ...limits,
    transport,
    ...rulesOf(settings),
  };
  const endpoint = settings.DOH_ENDPOINT;
  return createEgress(endpoint === '' ? options : { ...options, resolve: createDohResolver({ endpoint, transport }) });
}
