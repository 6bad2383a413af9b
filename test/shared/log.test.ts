import { format } from 'node:util';
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

  it('is one readable line in a terminal, and the same data to a machine', () => {
    const write = vi.spyOn(console, 'warn').mockReturnValue();
    const path = '/a\u0007\u001b[2Jb\u009b2Jc\u2028d\u2029e\u202ef\u2066g\u0085h';
    consoleLog({ level: 'warn', message: 'x', path });
    expect(write).toHaveBeenCalledTimes(1);
    const line = String(write.mock.calls[0]?.[0]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', message: 'x', path });
    write.mockRestore();
  });

  // `wrangler tail --format pretty` prints `(level)` and the arguments of a call; more of them would be no JSON any more
  it.each(['info', 'warn', 'error'] as const)('gives the console one text, at its own level: %s', (level) => {
    const write = vi.spyOn(console, level).mockReturnValue();
    consoleLog({ level, message: 'execution.failed', execution: 'e', error_code: 'a%sb' });
    const printed = format(`  (${level})`, ...(write.mock.calls[0] ?? []));
    expect(printed).toMatch(
      new RegExp(`^  \\(${level}\\) \\{"time":"[^"]+","level":"${level}","message":"execution.failed",`),
    );
    expect(printed.split('\n')).toHaveLength(1);
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
