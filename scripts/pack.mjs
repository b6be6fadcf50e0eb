// npm run pack: what npm would publish is what package.json promises, for every package.
import { publishable } from './packages.mjs'
import { run } from './run.mjs'

for (const folder of publishable) {
  run('publint', ['--strict', folder])
  run('attw', ['--pack', folder, '--profile', 'esm-only', '--no-summary', '--format', 'ascii'])
}
