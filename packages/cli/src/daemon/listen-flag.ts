import { AysError } from '@ays/core'
import type { Listen } from '@ays/daemon'
import { Flags } from '@oclif/core'

/** Where a daemon listens to who has a token. AYS_USAGE unless it is HOST:PORT. */
export const listen = Flags.string({
  helpValue: 'HOST:PORT',
  summary: 'Serve others over TCP too; each request needs a token',
})

/** HOST:PORT, with an IPv6 host in brackets. AYS_USAGE. */
export function parseListen(text: string): Listen {
  const [, bracketed, plain, port = ''] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  if (host !== undefined && Number(port) < 65_536) return { host, port: Number(port) }
  throw new AysError('AYS_USAGE', `"${text}" is no address to listen at`, {
    hint: 'Write HOST:PORT, such as 127.0.0.1:8731 or [::1]:8731.',
  })
}
