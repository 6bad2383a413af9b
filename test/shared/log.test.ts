import { describe, expect, it, vi } from 'vitest';
import { consoleLog } from '../../src/shared/log.ts';

describe('consoleLog', () => {
  it('writes one line of JSON, errors with their cause', () => {
    const write = vi.spyOn(console, 'error').mockReturnValue();
    consoleLog({ level: 'error', message: 'internal.unexpected', error: new Error('a', { cause: new Error('b') }) });
    expect(JSON.parse(write.mock.calls[0]?.[0])).toMatchObject({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      message: 'internal.unexpected',
      error: { message: 'a', cause: { message: 'b' } },
    });
    write.mockRestore();
  });

  it('lets no text begin a line of its own', () => {
    const write = vi.spyOn(console, 'info').mockReturnValue();
    consoleLog({ level: 'info', message: 'x', path: '/a\n{"level":"error"}\r\u2028' });
    expect(write.mock.calls[0]?.[0]).not.toMatch(/[\n\r]/);
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
