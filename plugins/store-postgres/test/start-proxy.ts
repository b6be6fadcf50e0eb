import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import type { PostgresServer } from './start-postgres.ts'

/** Stands between a client and a server, and loses what it is told to lose. */
export interface Proxy extends AsyncDisposable {
  /** The database behind it, as a URL of the store. */
  readonly url: string
  /** Passes requests that hold this text on, then cuts the connection instead of answering; so many times. */
  loseAnswersTo(text: string, times: number): void
  /** Refuses new connections and cuts those there are, until heal(). */
  cut(): void
  heal(): void
}

export interface ProxyOptions {
  /** What the server gets in place of a request: as many bytes. */
  readonly alter?: (request: Buffer) => Buffer
  /** Is told of every answer. */
  readonly onAnswer?: (answer: Buffer) => void
}

/** The name that the socket of a server must have. */
const SOCKET = '.s.PGSQL.5432'

export async function startProxy(
  { folder, url }: PostgresServer,
  { alter = (request) => request, onAnswer = () => undefined }: ProxyOptions = {},
): Promise<Proxy> {
  const own = join(folder, 'proxy')
  await mkdir(own, { recursive: true })
  const ends = new Set<Socket>()
  let lose = { text: '', times: 0 }
  let refusing = false

  const isToLose = (request: Buffer) => {
    if (lose.times === 0 || !request.includes(lose.text)) return false
    lose = { ...lose, times: lose.times - 1 }
    return true
  }
  const way: Way = { isToLose, alter, onAnswer }
  const listener = createServer((client) => {
    if (refusing) client.destroy()
    else for (const end of connect(client, join(folder, SOCKET), way)) ends.add(end)
  })
  const cut = () => {
    refusing = true
    for (const end of ends) end.destroy()
    ends.clear()
  }
  listener.listen(join(own, SOCKET))
  await once(listener, 'listening')
  return {
    url: url.replace(encodeURIComponent(folder), encodeURIComponent(own)),
    loseAnswersTo: (text, times) => (lose = { text, times }),
    cut,
    heal: () => (refusing = false),
    [Symbol.asyncDispose]: async () => {
      cut()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}

interface Way extends Required<ProxyOptions> {
  readonly isToLose: (request: Buffer) => boolean
}

/** Both ends of a connection through the proxy. */
function connect(client: Socket, server: string, { isToLose, alter, onAnswer }: Way): Socket[] {
  const upstream = createConnection(server)
  let losing = false
  client.on('data', (request: Buffer) => {
    upstream.write(alter(request))
    losing ||= isToLose(request)
  })
  upstream.on('data', (answer: Buffer) => {
    onAnswer(answer)
    if (losing) client.destroy()
    else client.write(answer)
  })
  for (const [end, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    end.on('error', () => undefined)
    end.on('close', () => other.destroy())
  }
  return [client, upstream]
}
