import { type MetricName, METRICS, type Metrics } from '@ays/core'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Seconds: a read of the store takes less than the first, a job may take longer than the last. */
const BUCKETS = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120, 600]

type Labels = Readonly<Record<string, string>>
type Recorder = (value: number, labels: Labels) => void

/** Metrics as Prometheus reads them, with those of the process. */
export class PromMetrics implements Metrics {
  readonly #registry = new Registry()
  readonly #recorders = new Map<string, Recorder>()

  constructor() {
    collectDefaultMetrics({ register: this.#registry })
    for (const [name, metric] of Object.entries(METRICS)) {
      this.#recorders.set(name, createRecorder(name, metric, this.#registry))
    }
  }

  record(name: MetricName, value: number, labels: Labels): void {
    this.#recorders.get(name)?.(value, labels)
  }

  /** All of them, as text. */
  async text(): Promise<{ readonly type: string; readonly text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() }
  }
}

function createRecorder(
  name: string,
  { kind, help, labels }: (typeof METRICS)[MetricName],
  registry: Registry,
): Recorder {
  const config = { name, help, labelNames: [...labels], registers: [registry] }
  switch (kind) {
    case 'counter': {
      const counter = new Counter(config)
      return (value, given) => counter.inc(given, value)
    }
    case 'gauge': {
      const gauge = new Gauge(config)
      return (value, given) => gauge.set(given, value)
    }
    case 'histogram': {
      const histogram = new Histogram({ ...config, buckets: BUCKETS })
      return (value, given) => histogram.observe(given, value)
    }
  }
}
