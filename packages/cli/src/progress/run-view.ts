import { stripVTControlCharacters } from 'node:util'
import { isLogged, type LogLevel, type RunEvent } from '@ays/core'
import { renderFrame, renderHeld, renderInspector, renderJob } from '../render/progress.ts'
import type { Screen } from '../render/screen.ts'
import { wrap } from '../render/text.ts'
import { hasEnded, RunTracker } from './run-tracker.ts'

/** The state of a run as text: lines that stay, and a frame that moves. */
export class RunView {
  readonly #tracker = new RunTracker()
  readonly #begun = Date.now()
  readonly #screen: Screen
  readonly #level: LogLevel
  readonly #lines: string[] = []

  /** Log lines of jobs stay from `level` on. */
  constructor(screen: Screen, level: LogLevel) {
    this.#screen = screen
    this.#level = level
  }

  /** Takes the next event of the run. */
  apply(event: RunEvent): void {
    this.#tracker.apply(event, Date.now())
    if (event.type === 'job' && hasEnded(event.job)) {
      this.say(renderJob(event.job, this.#screen))
    }
    if (event.type === 'action') this.#act(event)
    if (event.type === 'held') this.say(renderHeld(event))
  }

  /** Adds a line that stays. */
  say(line: string): void {
    this.#lines.push(`${wrap(line, this.#screen.width)}\n`)
  }

  /** The lines since the last call, each ended; empty when there are none. */
  takeLines(): string {
    return this.#lines.splice(0).join('')
  }

  /** What is running at this moment, and the counts. */
  frame(): string {
    const now = Date.now()
    return renderFrame(this.#tracker, now - this.#begun, now, this.#screen)
  }

  #act({ job, event }: Extract<RunEvent, { type: 'action' }>): void {
    const known = this.#tracker.job(job)
    const who = known ? `${known.service} ${known.action}` : `job ${job}`
    if (event.type === 'inspector') this.say(renderInspector(who, event.url))
    if (event.type !== 'log' || !isLogged(event.level, this.#level)) return
    // Only the text: what else a program sends to a terminal would move the frame.
    const text = stripVTControlCharacters(event.text)
    this.say(`  ${this.#screen.paint.dim(`${who} |`)} ${text}`)
  }
}
