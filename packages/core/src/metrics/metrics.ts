interface Metric {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly labels: readonly string[]
}

/** All that AYS counts and measures, as data: whatever collects it is made of this. Times are seconds. */
export const METRICS = {
  ays_http_seconds: {
    kind: 'histogram',
    help: 'Requests of the HTTP API, by operation and status',
    labels: ['operation', 'status'],
  },
  ays_job_seconds: {
    kind: 'histogram',
    help: 'Jobs that ended, by how',
    labels: ['template', 'action', 'state'],
  },
  ays_leader: { kind: 'gauge', help: '1 where this daemon leads, else 0', labels: ['repository'] },
  ays_queue_runs: {
    kind: 'gauge',
    help: 'Submitted runs that have not started',
    labels: ['repository'],
  },
  ays_runs_total: { kind: 'counter', help: 'Runs that ended, by how', labels: ['state'] },
  ays_store_seconds: {
    kind: 'histogram',
    help: 'Calls of the store, by method',
    labels: ['method'],
  },
  ays_timer_late_seconds: {
    kind: 'histogram',
    help: 'From when recurring work was due to when it was committed',
    labels: [],
  },
  ays_events_total: { kind: 'counter', help: 'Events, by what became of them', labels: ['state'] },
} as const satisfies Readonly<Record<string, Metric>>

/** The name of something counted or measured. */
export type MetricName = keyof typeof METRICS

type Labels<N extends MetricName> = Readonly<Record<(typeof METRICS)[N]['labels'][number], string>>

/** Where it is told: a counter grows by the value, a gauge has it from now on, a histogram gets one more. */
export interface Metrics {
  record<N extends MetricName>(name: N, value: number, labels: Labels<N>): void
}

/** Nobody collects anything. */
export const silentMetrics: Metrics = { record() {} }
