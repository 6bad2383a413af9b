import type { Presentations } from './presentation.ts';

const MOMENT = '2026-01-15T09:30:00.000Z';

export const TRIGGER_PRESENTATIONS: Presentations = {
  'trigger.manual': {
    icon: 'mouse-pointer-click',
    keywords: ['start', 'run', 'test', 'button', 'by hand', 'input'],
    sample: {},
  },
  'trigger.webhook': {
    icon: 'webhook',
    keywords: ['http', 'api', 'endpoint', 'callback', 'request', 'receive', 'hook', 'rest'],
    sample: {
      method: 'POST',
      path: '',
      headers: { 'content-type': 'application/json' },
      query: {},
      raw_query: '',
      params: {},
      body: { id: 42, email: 'ada@example.com' },
      raw_body: null,
      raw_body_encoding: null,
    },
  },
  'trigger.form': {
    icon: 'clipboard-list',
    keywords: ['survey', 'questionnaire', 'page', 'upload', 'contact', 'input'],
    sample: { name: 'Ada Lovelace', email: 'ada@example.com', submitted_at: MOMENT, form_mode: 'production' },
  },
  'trigger.schedule': {
    icon: 'calendar-clock',
    keywords: ['cron', 'timer', 'interval', 'every', 'daily', 'hourly', 'weekly', 'recurring'],
    sample: {
      timestamp: MOMENT,
      schedule_id: '019a0000-0000-7000-8000-000000000001',
      schedule_name: 'Each morning',
      scheduled_for: MOMENT,
      reason: 'schedule',
    },
  },
  'trigger.rss': {
    icon: 'rss',
    keywords: ['feed', 'atom', 'news', 'blog', 'poll', 'podcast'],
    sample: {
      title: 'A new post',
      link: 'https://example.com/posts/1',
      pubDate: 'Thu, 15 Jan 2026 09:30:00 GMT',
      isoDate: MOMENT,
      content: 'What it says.',
      contentSnippet: 'What it says.',
      guid: 'https://example.com/posts/1',
      categories: [],
    },
  },
  'trigger.workflow': {
    icon: 'workflow',
    keywords: ['sub-workflow', 'subworkflow', 'called', 'child', 'function'],
    sample: {},
  },
  'trigger.error': {
    icon: 'siren',
    keywords: ['failure', 'exception', 'alert', 'catch', 'error workflow'],
    sample: {
      execution: {
        id: '019a0000-0000-7000-8000-000000000002',
        error: {
          code: 'http.client_error',
          message: 'The request failed.',
          node: { id: 'http', name: 'HTTP request' },
        },
        lastNodeExecuted: 'HTTP request',
        mode: 'webhook',
        retry_of: null,
      },
      workflow: { id: '019a0000-0000-7000-8000-000000000001', name: 'Orders', version: 3 },
    },
  },
};
