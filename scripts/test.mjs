// npm test: everything that the tests need, then the tests. Arguments go to vitest.
import { installTools } from './install-tools.mjs'
import { run } from './run.mjs'

installTools()
run('turbo', ['run', 'build', '--output-logs=errors-only'])
run('vitest', ['run', ...process.argv.slice(2)])
