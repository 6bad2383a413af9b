import type { Presentations } from './presentation.ts';

export const LOGIC_PRESENTATIONS: Presentations = {
  'logic.if': { icon: 'split', keywords: ['condition', 'branch', 'else', 'decision', 'boolean'], sample: null },
  'logic.switch': { icon: 'route', keywords: ['case', 'branch', 'router', 'condition', 'cases'], sample: null },
  'logic.filter': { icon: 'funnel', keywords: ['where', 'condition', 'keep', 'remove', 'select'], sample: null },
  'logic.merge': { icon: 'merge', keywords: ['join', 'combine', 'append', 'union', 'sql'], sample: null },
  'logic.compare_datasets': {
    icon: 'diff',
    keywords: ['difference', 'sync', 'changes', 'delta', 'match'],
    sample: null,
  },
  'logic.loop': {
    icon: 'repeat',
    keywords: ['for each', 'batch', 'iterate', 'split in batches', 'while'],
    sample: null,
  },
  'logic.wait': { icon: 'hourglass', keywords: ['delay', 'sleep', 'pause', 'resume', 'until'], sample: null },
  'logic.approval': {
    icon: 'badge-check',
    keywords: ['human', 'review', 'confirm', 'approve', 'reject', 'human in the loop', 'sign off'],
    sample: {
      approval: { approved: true, comment: 'Fine with me.', decided_at: '2026-01-15T09:30:00.000Z', by: 'person' },
    },
  },
  'logic.noop': { icon: 'circle-dot', keywords: ['nothing', 'pass', 'placeholder', 'do nothing'], sample: null },
};
