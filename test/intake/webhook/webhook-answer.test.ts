import { describe, expect, it } from 'vitest';
import { endedAnswer, respondedAnswer } from '../../../src/intake/webhook/answers/webhook-answer.ts';
import { webhookConfigSchema } from '../../../src/nodes/triggers/webhook.ts';

const ID = '019a0000-0000-7000-8000-00000000000e';
const config = webhookConfigSchema.parse({ respond: 'last_node' });

describe('respondedAnswer', () => {
  it('puts every page in a sandbox with its own origin', () => {
    const { headers } = respondedAnswer(ID, { status: 200, headers: { 'content-type': 'text/html' }, body: '' });
    expect(headers.get('content-security-policy')).toMatch(/^sandbox /);
    expect(headers.get('content-security-policy')).not.toContain('allow-same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['image/svg+xml', ' IMAGE/SVG+XML; charset=utf-8'])('lets no script run in a picture: %s', (type) => {
    const { headers } = respondedAnswer(ID, { status: 200, headers: { 'content-type': type }, body: '' });
    expect(headers.get('content-security-policy')).toBe("sandbox; script-src 'none'");
  });

  it('keeps the sandbox when the workflow sets a policy', () => {
    const own = { 'content-security-policy': "sandbox allow-same-origin; default-src 'self'" };
    const { headers } = respondedAnswer(ID, { status: 200, headers: own, body: '' });
    const [first, second] = headers.get('content-security-policy')?.split(', ') ?? [];
    expect(first).toBe(own['content-security-policy']);
    expect(second).not.toContain('allow-same-origin');
  });
});

describe('endedAnswer', () => {
  const ended = { status: 'failed', outputData: null, errorMessage: 'The server answered 500: its secrets' };

  it('hides internal errors from the caller', () => {
    const answer = (): Response => endedAnswer(config, ID, { ...ended, errorCode: 'http.server_error' });
    expect(answer).toThrow(expect.objectContaining({ code: 'executions.failed', message: 'The execution failed.' }));
  });

  it('tells the caller the message that the workflow wrote itself', () => {
    const stopped = { ...ended, errorCode: 'workflow.stopped', errorMessage: 'No lines' };
    expect(() => endedAnswer(config, ID, stopped)).toThrow('The execution failed: No lines.');
  });
});
