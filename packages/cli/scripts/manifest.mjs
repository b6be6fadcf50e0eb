// Writes oclif.manifest.json: with it, `ays --help` and every start load no command that is not run.
import { writeFile } from 'node:fs/promises'
import { Plugin } from '@oclif/core'

const root = new URL('..', import.meta.url).pathname
const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true })
await plugin.load()
// The file system lists commands in any order; equal sources give an equal manifest.
const commands = Object.fromEntries(
  Object.entries(plugin.manifest.commands).toSorted(([a], [b]) => (a < b ? -1 : 1)),
)
const manifest = { ...plugin.manifest, commands }
await writeFile(`${root}/oclif.manifest.json`, `${JSON.stringify(manifest, undefined, 2)}\n`)
