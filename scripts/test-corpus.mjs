// npm run test:corpus: the tests over real templates, schemas and blueprints of AYS 8.1 and 9.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { installTools } from './install-tools.mjs'
import { root, run } from './run.mjs'

const corpus = resolve(process.env.AYS_CORPUS ?? resolve(root, '../shared/corpus'))
if (!existsSync(resolve(corpus, 'schemas.expected.json'))) {
  console.error(`There is no corpus in ${corpus}. Set AYS_CORPUS to the folder that holds it.`)
  process.exit(1)
}
installTools()
run('turbo', ['run', 'build', '--output-logs=errors-only'])
run('vitest', ['run', '--project', 'corpus', ...process.argv.slice(2)], { AYS_CORPUS: corpus })
