import { parseNetworks } from './addresses.ts';
import { createDohResolver } from './doh-resolver.ts';
import { createEgress, type EgressOptions } from './guard.ts';
import type { Egress, Transport } from './types.ts';

/** The settings of the way out, each empty for none: networks in CIDR notation, ports, and a resolver's JSON endpoint. */
type EgressSettings = {
  readonly EGRESS_ALLOWED_NETWORKS: string;
  readonly EGRESS_DENIED_PORTS: readonly number[];
  readonly DOH_ENDPOINT: string;
};

/** The way out as the settings want it: with names looked up first where a resolver is configured. `limits` as the guard has them. */
export function openEgress(
  settings: EgressSettings,
  transport: Transport,
  limits: Pick<EgressOptions, 'maxBytes'> = {},
): Egress {
  const options = {
    ...limits,
    transport,
    allowedNetworks: parseNetworks(settings.EGRESS_ALLOWED_NETWORKS),
    deniedPorts: settings.EGRESS_DENIED_PORTS,
  };
  const endpoint = settings.DOH_ENDPOINT;
  return createEgress(endpoint === '' ? options : { ...options, resolve: createDohResolver({ endpoint, transport }) });
}
