// npm run pack: what npm would publish is what package.json promises, for every package.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publishable } from './packages.mjs'
import { run } from './run.mjs'

for (const folder of publishable) {
  run('publint', ['--strict', folder])
  // A pack is templates: there is nothing in it to import.
  if (!('exports' in JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))) continue
  run('attw', ['--pack', folder, '--profile', 'esm-only', '--no-summary', '--format', 'ascii'])
}
