import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

/** What npm asks of a registry, for packages of one's own. */
export interface NpmRegistry extends AsyncDisposable {
  readonly url: string
  /** Under a name and version that are there already: other bytes in their place. */
  publish(name: string, version: string, tarball: Buffer): void
}

/** A registry on this machine. */
export async function startRegistry(): Promise<NpmRegistry> {
  const packages = new Map<string, Map<string, Buffer>>()
  const server = createServer(({ url: path = '' }, response) => {
    const [name = '', version] = decodeURIComponent(path).slice(1).split('/-/')
    const versions = packages.get(name)
    const tarball = version === undefined ? undefined : versions?.get(version)
    if (tarball) response.end(tarball)
    else if (versions && version === undefined)
      response.end(JSON.stringify(describe(name, versions)))
    else response.writeHead(404).end('{}')
  })
  const describe = (name: string, versions: ReadonlyMap<string, Buffer>) => ({
    name,
    'dist-tags': { latest: [...versions.keys()].at(-1) },
    versions: Object.fromEntries(
      [...versions].map(([version, bytes]) => {
        const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
        const dist = { tarball: `${url}/${name}/-/${version}`, integrity }
        return [version, { name, version, dist }]
      }),
    ),
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    publish(name, version, tarball) {
      const versions = packages.get(name) ?? new Map<string, Buffer>()
      packages.set(name, versions.set(version, tarball))
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
