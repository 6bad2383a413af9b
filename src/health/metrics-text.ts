import type { Figures } from './read-figures.ts';

/** One metric in Prometheus' text format 0.0.4. A value that is not there has no line. */
type Metric = {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly samples: readonly { readonly labels?: string; readonly value: number | null }[];
};

function gauge(name: string, help: string, value: number | null): Metric {
  return { name: `linkflow_${name}`, help, type: 'gauge', samples: [{ value }] };
}

function metricsOf(figures: Figures, created: number): readonly Metric[] {
  return [
    gauge('queue_age_seconds', 'How long the oldest execution that never ran has been due.', figures.queueAge),
    gauge('schedule_lag_seconds', 'How late the schedule is that is due the longest.', figures.scheduleLag),
    gauge('poll_lag_seconds', 'How late the poll is that is due the longest.', figures.pollLag),
    gauge('tick_age_seconds', 'Since the last tick that came to its end.', figures.tickAge),
    gauge('mails_due', 'Mails of the platform that are due.', figures.mailsDue),
    {
      name: 'linkflow_executions_open',
      help: 'Executions that have not ended.',
      type: 'gauge',
      samples: Object.entries(figures.open).map(([status, value]) => ({ labels: `status="${status}"`, value })),
    },
    {
      name: 'linkflow_executions_created_total',
      help: 'Executions that were created, of the workflows that exist; some minutes late.',
      type: 'counter',
      samples: [{ value: created }],
    },
  ];
}

function linesOf({ name, help, type, samples }: Metric): string[] {
  const values = samples.flatMap(({ labels, value }) =>
    value === null ? [] : [`${name}${labels === undefined ? '' : `{${labels}}`} ${value}`],
  );
  return values.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...values];
}

/** What `/metrics` answers. `created`: executions so far. */
export function metricsText(figures: Figures, created: number): string {
  return `${metricsOf(figures, created).flatMap(linesOf).join('\n')}\n`;
}
