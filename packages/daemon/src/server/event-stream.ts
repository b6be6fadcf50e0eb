import type { ServerResponse } from 'node:http'
import { whenClosed } from './when-closed.ts'

/** Above this part of what may be unread, what can be read again later is left out. */
const SLOW = 1 / 16
/** Milliseconds between signs of life: without any, a reader that is lost is never noticed. */
const HEARTBEAT = 15_000

/** Server-sent events to one reader; however slow that is, memory stays bounded. */
export class EventStream {
  readonly #response: ServerResponse
  readonly #unread: () => number
  readonly #heartbeat: NodeJS.Timeout

  /** Above so many bytes that are unread, the reader is given up. */
  constructor(
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
    unread: () => number,
  ) {
    this.#response = response
    this.#unread = unread
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    })
    // The reader learns at once that it is heard.
    response.write(':\n\n')
    this.#heartbeat = setInterval(() => this.#write(':\n\n'), HEARTBEAT).unref()
    whenClosed(response, () => clearInterval(this.#heartbeat))
  }

  send(event: string, data: unknown): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  /** An event that is left out when the reader is slow. */
  sendIfRead(event: string, data: unknown): void {
    if (this.#response.writableLength <= this.#unread() * SLOW) this.send(event, data)
  }

  /** A reader that was lost gives the id when it comes back. */
  mark(id: string, event: string, data: unknown): void {
    this.#write(`id: ${id}\n`)
    this.send(event, data)
  }

  /** The last event. */
  end(event: string, data: unknown): void {
    this.send(event, data)
    clearInterval(this.#heartbeat)
    this.#response.end()
  }

  #write(text: string): void {
    if (this.#response.destroyed || this.#response.writableEnded) return
    if (this.#response.writableLength > this.#unread()) this.#response.destroy()
    else this.#response.write(text)
  }
}
