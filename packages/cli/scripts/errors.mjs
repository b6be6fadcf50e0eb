// Writes docs/reference/errors.md from the codes of core, the exit codes of ays and the statuses of the daemon. With
// --check it writes nothing and fails when the page is not what they say.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { REMEDIES } from './error-remedies.mjs'

const page = new URL('../../../docs/reference/errors.md', import.meta.url)
const { AysError, ERROR_CODES, exitCodeOf, statusOf } = await load(`
export { AysError, ERROR_CODES } from '@ays/core'
export { exitCodeOf } from './src/exit-codes.ts'
export { statusOf } from '../daemon/src/status-of.ts'
`)
const faults = [
  ...without(ERROR_CODES, REMEDIES).map(
    (code) => `error-remedies.mjs does not say what to do about ${code}`,
  ),
  ...without(REMEDIES, ERROR_CODES).map((code) => `error-remedies.mjs: there is no code ${code}`),
]
const text = await renderPage()

if (faults.length > 0) fail(faults.join('\n'))
else if (!process.argv.includes('--check')) await writeFile(page, text)
else if ((await readFile(page, 'utf8').catch(() => '')) !== text) {
  fail('docs/reference/errors.md is stale. Write it with: npm run docs')
}

/** The exports of these lines, with the sources of all packages. */
async function load(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    conditions: ['@ays/source'],
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${code}`)
}

async function renderPage() {
  return `# Errors

Generated from the codes themselves. Every error that AYS throws on purpose has a code, which keeps its meaning for good; a
message, which says what is wrong here; and mostly a hint, which says what to do. \`--json\` has them in
\`{ "error": { "code": … } }\` ([documents](json.md)), the [HTTP API](api.md) in its problems. Faults of what you wrote have
codes, too, each with file, line and column; a command that ends for them exits with 2, whatever the code.

${(await groups()).map(renderGroup).join('\n')}`
}

/** The codes by the comments that stand over them. */
async function groups() {
  const source = new URL('../../core/src/errors/codes.ts', import.meta.url)
  const lines = await readFile(source, 'utf8')
  return lines
    .split(/^ {2}\/\/ /m)
    .slice(1)
    .map((part) => ({
      title: part.slice(0, part.indexOf('\n')),
      codes: Array.from(part.matchAll(/^ {2}(AYS_\w+):/gm), ([, code]) => code),
    }))
}

function renderGroup({ title, codes }) {
  return `## ${capital(title)}\n\n${codes.map(renderCode).join('\n')}`
}

function renderCode(code) {
  const error = new AysError(code, '')
  return `### ${code}

${capital(ERROR_CODES[code])}.

- To do: ${REMEDIES[code]}
- Exit code ${exitCodeOf(error)}, HTTP status ${statusOf(error)}
`
}

function capital(sentence) {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function without(codes, others) {
  return Object.keys(codes).filter((code) => !Object.hasOwn(others, code))
}

function fail(message) {
  console.error(message)
  process.exitCode = 1
}
