import { gzipSync } from 'node:zlib'
import { Header, type HeaderData } from 'tar'

const BLOCK = 512

/** An entry of a tarball, harmless or not. */
export interface TarballEntry extends Pick<HeaderData, 'path' | 'type' | 'linkpath'> {
  readonly text?: string
}

/** Files below `package/`, as npm packs them. */
export function packTarball(files: Readonly<Record<string, string>>): Buffer {
  return rawTarball(
    Object.entries(files).map(([path, text]) => ({ path: `package/${path}`, text })),
  )
}

/** Exactly these entries, whatever npm would say of them. */
export function rawTarball(entries: readonly TarballEntry[]): Buffer {
  const blocks = entries.flatMap(({ text = '', type = 'File', ...entry }) => {
    const content = Buffer.from(text)
    const header = new Header({
      ...entry,
      type,
      mode: 0o644,
      size: content.length,
      mtime: new Date(0),
    })
    header.encode()
    return [header.block ?? Buffer.alloc(0), content, padding(content.length)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]))
}

function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)
}
