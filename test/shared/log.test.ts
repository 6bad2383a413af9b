import { describe, expect, it, vi } from 'vitest';
import { consoleLog } from '../../src/shared/log.ts';

describe('consoleLog', () => {
  it('writes one line of JSON, errors with their cause', () => {
    const write = vi.spyOn(console, 'error').mockReturnValue();
    consoleLog({ level: 'error', message: 'internal.unexpected', error: new Error('a', { cause: new Error('b') }) });
    expect(JSON.parse(write.mock.calls[0]?.[0])).toMatchObject({
      message: 'internal.unexpected',
      error: { message: 'a', cause: { message: 'b' } },
    });
    write.mockRestore();
  });

  it("hides a failed statement's parameters", () => {
    const write = vi.spyOn(console, 'error').mockReturnValue();
    consoleLog({ level: 'error', message: 'x', error: new Error('Failed query: select $1\nparams: s3cret\nmore') });
    expect(write.mock.calls[0]?.[0]).not.toContain('s3cret');
    expect(write.mock.calls[0]?.[0]).toContain('select $1');
    write.mockRestore();
  });
});
