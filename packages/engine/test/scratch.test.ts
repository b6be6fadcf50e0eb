import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { it } from 'vitest'
import { formatDiagnostic } from '@ays/core'
import { readBlueprints } from '../src/blueprint/read-blueprints.ts'
import { openLibrary } from './support/open-library.ts'
import { tempFolder } from './support/temp-folder.ts'
const corpus = '/work/shared/corpus'
it.each(['ays_jumpscale8', 'ays9'])('%s', async (tree) => {
  const folder = await tempFolder()
  const library = await openLibrary(folder, { named: [join(corpus, tree)] })
  let s = performance.now()
  const { templates, diagnostics } = await library.list()
  console.log(tree, templates.length, library.names.length, performance.now() - s)
  for (const d of diagnostics) console.log(formatDiagnostic(d).replaceAll(corpus, ''))
  if (tree === 'ays9')
    for (const t of templates.slice(0, 12))
      console.log(
        t.name,
        JSON.stringify(t.links),
        JSON.stringify(t.recurring),
        JSON.stringify(t.docs),
      )
  const files = (await readdir(join(corpus, 'blueprints'), { recursive: true })).filter((f) =>
    f.endsWith('.yaml'),
  )
  if (tree === 'ays_jumpscale8')
    for (const file of files.toSorted()) {
      const text = await readFile(join(corpus, 'blueprints', file), 'utf8')
      const r = await readBlueprints([{ file, text }], { templates: library })
      console.log('##', file, r.services.length, r.actions?.length)
      for (const d of r.diagnostics) console.log('   ', formatDiagnostic(d), '|', d.detail)
    }
})
