import type { ServerResponse } from 'node:http'

/** Above so many bytes that nobody reads, what can be read again later is left out. */
const SLOW = 1 << 20
/** Above so many, the reader is given up. */
const DEAD = 16 << 20
/** Milliseconds between signs of life: without any, a reader that is lost is never noticed. */
const HEARTBEAT = 15_000

/** Server-sent events to one reader; however slow that is, memory stays bounded. */
export class EventStream {
  readonly #response: ServerResponse
  readonly #heartbeat: NodeJS.Timeout

  constructor(response: ServerResponse, headers: Readonly<Record<string, string>>) {
    this.#response = response
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    })
    // The reader learns at once that it is heard.
    response.write(':\n\n')
    this.#heartbeat = setInterval(() => this.#write(':\n\n'), HEARTBEAT).unref()
    response.once('close', () => clearInterval(this.#heartbeat))
  }

  send(event: string, data: unknown, canMiss = false): void {
    if (canMiss && this.#response.writableLength > SLOW) return
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  /** The last event. */
  end(event: string, data: unknown): void {
    this.send(event, data)
    clearInterval(this.#heartbeat)
    this.#response.end()
  }

  #write(text: string): void {
    if (this.#response.destroyed || this.#response.writableEnded) return
    if (this.#response.writableLength > DEAD) this.#response.destroy()
    else this.#response.write(text)
  }
}
