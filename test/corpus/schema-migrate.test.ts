import path from 'node:path'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import { leaveFormat } from '@ays/engine'
import { hrdFormat, leaveHrd } from '@ays/hrd'
import { expect, it } from 'vitest'
import { corpusPath, templateFolders } from './corpus.ts'

const codec = new CapnpCodec()
const TREE = 'ays_jumpscale8/templates'

it.each(templateFolders(TREE))(
  '%s can leave HRD: what replaces it is proven to mean the same',
  async (folder) => {
    const name = path.basename(folder)
    const leaving = await leaveFormat(
      { name, pack: 'corpus', folder: corpusPath(TREE, folder) },
      {
        codec,
        formats: [capnpFormat, hrdFormat],
        format: hrdFormat,
        convert: leaveHrd,
        display: (file) => file,
      },
    )
    expect(leaving.removes.map((file) => path.basename(file))).toContain('schema.hrd')
    expect(leaving.writes.map((file) => path.basename(file.path))).toContain('schema.capnp')
  },
)
