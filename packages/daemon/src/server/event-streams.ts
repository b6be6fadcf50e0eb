import type { ServerResponse } from 'node:http'
import { EventStream } from './event-stream.ts'
import { whenClosed } from './when-closed.ts'

/** Bytes that one reader may leave unread. */
const MOST = 16 << 20
/** Bytes that all readers of a server together may leave unread. */
const TOTAL = 256 << 20

/** The readers of server-sent events: however many and slow they are, memory stays bounded. */
export class EventStreams {
  readonly #total: number
  #open = 0

  /** Each may leave its share of these bytes unread, and one event more. */
  constructor(total: number = TOTAL) {
    this.#total = total
  }

  /** Begins to answer with events. */
  open(response: ServerResponse, headers: Readonly<Record<string, string>>): EventStream {
    this.#open += 1
    whenClosed(response, () => {
      this.#open -= 1
    })
    return new EventStream(response, headers, () => Math.min(MOST, this.#total / this.#open))
  }
}
