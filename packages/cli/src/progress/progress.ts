import type { LogLevel, RunEvent } from '@ays/core'
import { createLogUpdate } from 'log-update'
import { renderInspector } from '../render/progress.ts'
import { screenOf } from '../render/screen.ts'
import { RunView } from './run-view.ts'

export interface ProgressOptions {
  /** Log lines of the jobs from this level on are shown too. */
  readonly level: LogLevel
  /** Says so when it is aborted: the run may take its time to end. */
  readonly signal: AbortSignal
  /** Shows only who waits for a debugger where there is no terminal: what runs the command reads its document. */
  readonly quiet?: boolean
  /** stderr, unless told. */
  readonly stream?: NodeJS.WriteStream
}

const FRAME = 100
const HEARTBEAT = 10_000

/**
 * Shows what `run` reports until it has settled. On a terminal: a line for every job that ended, and
 * below them the running ones, moving. Elsewhere the same lines, and the running jobs every ten seconds.
 */
export async function withProgress<T>(
  { level, signal, quiet = false, stream = process.stderr }: ProgressOptions,
  run: (on: (event: RunEvent) => void) => Promise<T>,
): Promise<T> {
  if (quiet && !stream.isTTY) return run((event) => tellInspector(event, stream))
  const view = new RunView(screenOf(stream), level)
  const stopping = () => view.say('Stopping; once more to stop at once.')
  signal.addEventListener('abort', stopping, { once: true })
  const stop = stream.isTTY ? showLive(view, stream) : showPlain(view, stream)
  try {
    return await run((event) => view.apply(event))
  } finally {
    signal.removeEventListener('abort', stopping)
    stop()
  }
}

/** Without it nobody could come, and the run would not end. */
function tellInspector(event: RunEvent, stream: NodeJS.WriteStream): void {
  if (event.type !== 'action' || event.event.type !== 'inspector') return
  stream.write(`${renderInspector(`job ${event.job}`, event.event.url)}\n`)
}

function showLive(view: RunView, stream: NodeJS.WriteStream): () => void {
  const update = createLogUpdate(stream)
  const timer = setInterval(() => {
    const lines = view.takeLines()
    if (lines !== '') {
      update.clear()
      stream.write(lines)
    }
    update(view.frame())
  }, FRAME)
  return () => {
    clearInterval(timer)
    update.clear()
    stream.write(view.takeLines())
    update.done()
  }
}

function showPlain(view: RunView, stream: NodeJS.WriteStream): () => void {
  const heartbeat = setInterval(() => stream.write(`${view.frame()}\n`), HEARTBEAT)
  const timer = setInterval(() => {
    const lines = view.takeLines()
    if (lines === '') return
    heartbeat.refresh()
    stream.write(lines)
  }, FRAME)
  return () => {
    clearInterval(heartbeat)
    clearInterval(timer)
    stream.write(view.takeLines())
  }
}
