// What test-stores.mjs and test-nodes.mjs share: their words, and how suites are run.
import { installTools } from './install-tools.mjs'
import { run } from './run.mjs'

/**
 * The words by what they are: a word with a slash or a dot is a file of test/, any other must be one of the known
 * names; all of these when none is named. Ends this process with 2 for another word. Builds what the suites drive.
 */
export function chooseSuites(what, known, words) {
  const files = words.filter((word) => /[./]/.test(word))
  const named = words.filter((word) => !files.includes(word))
  const unknown = named.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    console.error(`No ${what} of the tests: ${unknown.join(' ')}. There are: ${known.join(' ')}`)
    process.exit(2)
  }
  installTools()
  run('turbo', ['run', 'build', '--output-logs=errors-only'])
  return { names: named.length > 0 ? named : known, files }
}

/** Runs the files, or else the suites, with this in the environment. */
export function runSuites(files, suites, env) {
  run('vitest', ['run', '--project', 'e2e', ...(files.length > 0 ? files : suites)], env)
}
