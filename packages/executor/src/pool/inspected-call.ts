import type { ActionEvent } from '@ays/core'
import { PendingCall } from './pending-call.ts'

/** What Node says of an inspector on stderr. */
const SAID =
  /^(?:Debugger listening on (?<url>ws:\S+)|For help, see: https:.*|Debugger (?:attached\.|ending on ws:\S+)|Waiting for the debugger to disconnect\.\.\.)$/

/**
 * Node listens a moment before it waits: a debugger that came in between would be overlooked, and waited for
 * for ever. Milliseconds.
 */
const MOMENT = 500

/** A call whose worker waits for a debugger: what Node says of that is an event, and no line of its log. */
export class InspectedCall extends PendingCall {
  override emit(event: ActionEvent): void {
    if (event.type !== 'log' || event.from !== 'stderr') return super.emit(event)
    const lines = event.text.split('\n')
    for (const line of lines) this.#hear(SAID.exec(line)?.groups?.['url'])
    const own = lines.filter((line) => !SAID.test(line))
    if (own.length > 0) super.emit({ ...event, text: own.join('\n') })
  }

  #hear(url: string | undefined): void {
    if (url === undefined) return
    setTimeout(() => super.emit({ type: 'inspector', url }), MOMENT).unref()
  }
}
