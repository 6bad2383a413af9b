import { describe, expect, it } from 'vitest';
import { deliveryLine } from '../../../web/src/lib/runs/deliveries.ts';

const at = '2026-01-01T00:00:00.000Z';
const label = (status: string): string => status.toUpperCase();

describe('a call of a webhook', () => {
  it('that was accepted tells what became of it, and can be let in once more', () => {
    const call = { created_at: at, method: 'POST', path: '/orders', execution_id: 'e1' } as const;
    expect(deliveryLine({ type: 'accepted', status: 'completed', error_code: null, ...call }, label)).toEqual({
      key: 'e1',
      at,
      call: 'POST /orders',
      text: 'COMPLETED',
      isRefused: false,
      execution: 'e1',
    });
    const failed = deliveryLine({ type: 'accepted', status: 'failed', error_code: 'http.timeout', ...call }, label);
    expect(failed.text).toBe('FAILED: http.timeout');
  });

  it('that was refused tells why, and how many more there were', () => {
    const refused = {
      type: 'refused',
      id: 'd1',
      http_status: 401,
      code: 'webhooks.unauthorized',
      message: 'The signature is wrong.',
      created_at: at,
      method: null,
      path: null,
    } as const;
    expect(deliveryLine({ ...refused, unwritten: 0 }, label)).toMatchObject({
      call: 'Call',
      text: 'Refused (401): The signature is wrong.',
      execution: null,
    });
    expect(deliveryLine({ ...refused, unwritten: 3 }, label).text).toContain('And 3 more');
  });
});
