import { z } from 'zod';

/** How large the body of a call of an endpoint may be at most, in bytes. */
export const MAX_ENDPOINT_BODY = 10 * 1024 * 1024;

/** Networks in CIDR notation, or single addresses, from which an endpoint takes calls. */
export const allowedAddressesSchema = z
  .array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], 'Expected an address or a network such as 192.0.2.0/24'))
  .max(1000)
  .default([])
  .meta({
    title: 'Allowed addresses',
    description: 'Addresses and networks (192.0.2.0/24, 2001:db8::/32) that may call it. None: all may.',
  });

/** The largest body that an endpoint takes. */
export const maxBodySchema = z.number().int().min(1).max(MAX_ENDPOINT_BODY).default(MAX_ENDPOINT_BODY).meta({
  title: 'Largest body',
  description: 'The bytes that the body of a call may have; a longer one is refused with 413.',
});
