import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'

/** Stands between a client and a server, and loses what it is told to lose. */
export interface Proxy extends AsyncDisposable {
  /** The socket to connect to. */
  readonly socket: string
  /** Passes requests that hold this text on, then cuts the connection instead of answering; so many times. */
  loseAnswersTo(text: string, times: number): void
  /** Refuses new connections and cuts those there are, until heal(). */
  cut(): void
  heal(): void
}

export async function startProxy(server: string): Promise<Proxy> {
  const socket = `${server}.proxy`
  const ends = new Set<Socket>()
  let lose = { text: '', times: 0 }
  let refusing = false

  const isToLose = (request: Buffer) => {
    if (lose.times === 0 || !request.includes(lose.text)) return false
    lose = { ...lose, times: lose.times - 1 }
    return true
  }
  const accept = (client: Socket) => {
    if (refusing) client.destroy()
    else for (const end of join(client, createConnection(server), isToLose)) ends.add(end)
  }
  const cut = () => {
    refusing = true
    for (const end of ends) end.destroy()
    ends.clear()
  }

  const listener = createServer(accept).listen(socket)
  await once(listener, 'listening')
  return {
    socket,
    loseAnswersTo: (text, times) => (lose = { text, times }),
    cut,
    heal: () => (refusing = false),
    [Symbol.asyncDispose]: async () => {
      cut()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}

function join(client: Socket, server: Socket, isToLose: (request: Buffer) => boolean): Socket[] {
  let losing = false
  client.on('data', (request: Buffer) => {
    server.write(request)
    losing ||= isToLose(request)
  })
  server.on('data', (answer) => {
    if (losing) client.destroy()
    else client.write(answer)
  })
  for (const [end, other] of [
    [client, server],
    [server, client],
  ] as const) {
    end.on('error', () => undefined)
    end.on('close', () => other.destroy())
  }
  return [client, server]
}
