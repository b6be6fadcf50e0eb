import type { CareOptions, CareProgress } from '@ays/engine'
import { createLogUpdate } from 'log-update'
import { formatBytes } from '../render/text.ts'

export interface CareProgressOptions {
  readonly signal: AbortSignal
  /** Shows nothing where there is no terminal. */
  readonly quiet: boolean
  /** stderr, unless told. */
  readonly stream?: NodeJS.WriteStream
}

const FRAME = 100
const HEARTBEAT = 10_000

const DOING: Readonly<Record<CareProgress['phase'], string>> = {
  wait: 'Waiting for another process, or for the time of one that was killed',
  copy: 'Copying',
  compare: 'Comparing',
  read: 'Reading',
  write: 'Writing',
  verify: 'Verifying',
}

/** Shows how far `run` is until it has settled: a moving line on a terminal, elsewhere a line for each phase and every ten seconds. */
export async function withCareProgress<T>(
  { signal, quiet, stream = process.stderr }: CareProgressOptions,
  run: (options: Required<CareOptions>) => Promise<T>,
): Promise<T> {
  if (quiet && !stream.isTTY) return run({ signal, on: () => undefined })
  const view = stream.isTTY ? liveView(stream) : plainView(stream)
  try {
    return await run({ signal, on: view.show })
  } finally {
    view.end()
  }
}

interface View {
  readonly show: (progress: CareProgress) => void
  readonly end: () => void
}

function liveView(stream: NodeJS.WriteStream): View {
  const update = createLogUpdate(stream)
  let shown = 0
  return {
    show(progress) {
      if (Date.now() - shown < FRAME) return
      shown = Date.now()
      update(lineOf(progress))
    },
    end() {
      update.clear()
      update.done()
    },
  }
}

function plainView(stream: NodeJS.WriteStream): View {
  let phase = ''
  let shown = 0
  return {
    show(progress) {
      if (progress.phase === phase && Date.now() - shown < HEARTBEAT) return
      phase = progress.phase
      shown = Date.now()
      stream.write(`${lineOf(progress)}\n`)
    },
    end: () => undefined,
  }
}

function lineOf({ phase, entries, bytes, total }: CareProgress): string {
  if (phase === 'wait') return DOING[phase]
  const of = total === undefined ? '' : ` of ${total}`
  return `${DOING[phase]}: ${entries}${of} entries, ${formatBytes(bytes)}`
}
