import { AysError } from '@ays/core'
import type { Listen } from '@ays/daemon'
import { Flags } from '@oclif/core'

/** Where a daemon listens to who has a token, and how often each may ask. */
export const remoteFlags = {
  listen: Flags.string({
    helpValue: 'HOST:PORT',
    summary: 'Serve others over TCP too; each request needs a token',
  }),
  'rate-limit': Flags.string({
    helpValue: 'N/min',
    summary:
      'Requests of each token over TCP, or of each address without one; 6000/min unless told',
    dependsOn: ['listen'],
  }),
}

interface RemoteValues {
  readonly listen?: string | undefined
  readonly 'rate-limit'?: string | undefined
}

/** The same flags for the command line of another process. */
export function remoteArgs({ listen, 'rate-limit': rate }: RemoteValues): string[] {
  return [
    ...(listen === undefined ? [] : ['--listen', listen]),
    ...(rate === undefined ? [] : ['--rate-limit', rate]),
  ]
}

/** What these flags ask of a daemon. AYS_USAGE. */
export function parseRemote({ listen, 'rate-limit': rate }: RemoteValues) {
  return {
    ...(listen !== undefined && { listen: parseListen(listen) }),
    ...(rate !== undefined && { rateLimit: parseRate(rate) }),
  }
}

function parseRate(text: string): number {
  const rate = Number(/^(\d{1,9})\/min$/.exec(text)?.[1])
  if (rate > 0) return rate
  throw new AysError('AYS_USAGE', `"${text}" is no number of requests a minute`, {
    hint: 'Write it as in: --rate-limit 600/min',
  })
}

/** HOST:PORT, with an IPv6 host in brackets. AYS_USAGE. */
function parseListen(text: string): Listen {
  const [, bracketed, plain, port = ''] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  if (host !== undefined && Number(port) < 65_536) return { host, port: Number(port) }
  throw new AysError('AYS_USAGE', `"${text}" is no address to listen at`, {
    hint: 'Write HOST:PORT, such as 127.0.0.1:8731 or [::1]:8731.',
  })
}
