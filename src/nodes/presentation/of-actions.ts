import type { Presentations } from './presentation.ts';

export const ACTION_PRESENTATIONS: Presentations = {
  'action.http': {
    icon: 'globe',
    keywords: ['api', 'rest', 'request', 'fetch', 'curl', 'get', 'post', 'download', 'upload', 'call'],
    sample: { id: 42, name: 'Ada Lovelace' },
  },
  'action.graphql': {
    icon: 'waypoints',
    keywords: ['api', 'query', 'mutation', 'request'],
    sample: { data: { viewer: { id: '42', name: 'Ada Lovelace' } } },
  },
  'action.set': {
    icon: 'pencil',
    keywords: ['edit', 'field', 'map', 'assign', 'variable', 'transform', 'value', 'json'],
    sample: null,
  },
  'action.code': {
    icon: 'code-xml',
    keywords: ['javascript', 'script', 'function', 'custom', 'js', 'program'],
    sample: null,
  },
  'action.respond': {
    icon: 'reply',
    keywords: ['answer', 'response', 'webhook', 'return', 'redirect', 'http'],
    sample: null,
  },
  'action.execute_workflow': {
    icon: 'workflow',
    keywords: ['sub-workflow', 'subworkflow', 'call', 'child', 'function', 'reuse'],
    sample: null,
  },
  'action.stop_error': { icon: 'octagon-x', keywords: ['fail', 'throw', 'exception', 'abort', 'stop'], sample: null },
  'action.execution_data': {
    icon: 'tag',
    keywords: ['metadata', 'label', 'search', 'find', 'annotate'],
    sample: null,
  },
  'action.send_email': {
    icon: 'mail',
    keywords: ['email', 'smtp', 'message', 'notify', 'send', 'attachment'],
    sample: null,
  },
  'action.rss_read': {
    icon: 'rss',
    keywords: ['feed', 'atom', 'news', 'blog', 'podcast'],
    sample: {
      title: 'A new post',
      link: 'https://example.com/posts/1',
      isoDate: '2026-01-15T09:30:00.000Z',
      contentSnippet: 'What it says.',
      guid: 'https://example.com/posts/1',
      categories: [],
    },
  },
  'action.date_time': {
    icon: 'calendar-days',
    keywords: ['time', 'format', 'timezone', 'parse', 'add', 'difference', 'now'],
    sample: null,
  },
  'action.crypto': {
    icon: 'lock',
    keywords: ['hash', 'hmac', 'sign', 'sha', 'md5', 'uuid', 'random', 'encrypt'],
    sample: null,
  },
  'action.jwt': {
    icon: 'key-round',
    keywords: ['token', 'sign', 'verify', 'decode', 'bearer', 'claims'],
    sample: null,
  },
  'action.totp': {
    icon: 'smartphone',
    keywords: ['2fa', 'mfa', 'one-time', 'password', 'authenticator', 'otp'],
    sample: { token: '492039', secondsRemaining: 17 },
  },
};
