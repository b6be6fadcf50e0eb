import { once } from 'node:events'
import { Wake } from '@ays/core'
import { WebSocket } from 'ws'

/** A debugger that is connected to an inspector, as an editor would be. */
export interface Debugger extends AsyncDisposable {
  /** Sends a command of the protocol; resolves to its result, or to nothing when the inspector goes away. */
  send(method: string, params?: object): Promise<unknown>
  /** The next event with this name, also when it came already. */
  next(method: string): Promise<unknown>
}

/** Connects to the URL of an inspector. */
export async function connectDebugger(url: string): Promise<Debugger> {
  const socket = new WebSocket(url)
  await once(socket, 'open')
  const closed = once(socket, 'close')
  const answers = new Map<number, (result?: unknown) => void>()
  const events: { readonly method: string; readonly params: unknown }[] = []
  const news = new Wake()
  socket.on('message', (bytes: Buffer) => {
    const { id, result, method, params } = JSON.parse(bytes.toString())
    if (id !== undefined) return answers.get(id)?.(result)
    events.push({ method, params })
    news.fire()
  })
  socket.on('close', () => answers.forEach((answer) => answer()))
  return {
    send: (method, params = {}) =>
      new Promise((resolve) => {
        const id = answers.size
        answers.set(id, resolve)
        socket.send(JSON.stringify({ id, method, params }))
      }),
    async next(method) {
      for (;;) {
        const at = events.findIndex((event) => event.method === method)
        if (at >= 0) return events.splice(at, 1)[0]?.params
        await news.wait(undefined)
      }
    },
    async [Symbol.asyncDispose]() {
      socket.terminate()
      await closed
    },
  }
}
