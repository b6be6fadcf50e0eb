// Writes docs/reference/cli.md from the manifest that the build made. With --check it writes nothing and
// fails when the page is not what the commands say.
import { readFile, writeFile } from 'node:fs/promises'

const page = new URL('../../../docs/reference/cli.md', import.meta.url)
const manifest = JSON.parse(
  await readFile(new URL('../oclif.manifest.json', import.meta.url), 'utf8'),
)
const commands = Object.values(manifest.commands).filter(({ hidden }) => !hidden)
const text = renderPage()

if (!process.argv.includes('--check')) await writeFile(page, text)
else if ((await readFile(page, 'utf8').catch(() => '')) !== text) {
  console.error('docs/reference/cli.md is stale. Write it with: npm run docs')
  process.exit(1)
}

function renderPage() {
  const globals = Object.values(commands[0]?.flags ?? {}).filter(isGlobal)
  return `# Commands

Generated from the commands themselves. \`ays COMMAND --help\` says the same.

${commands.map(({ id, summary }) => `- [\`${words(id)}\`](#${words(id).replaceAll(' ', '-')}) ${summary}`).join('\n')}

Everywhere:

${globals.map(renderFlag).join('\n')}

| exit code | |
| --- | --- |
| 0 | done, or nothing to do |
| 1 | a run or a command failed |
| 2 | wrong usage, or input with faults |
| 3 | the plan has changes (\`--detailed-exitcode\`) |
| 130 | cancelled |

\`--json\` prints one document on stdout and nothing else, \`{ "error": … }\` when the command fails. Logs and
progress go to stderr.

${commands.map(renderCommand).join('\n')}`
}

function renderCommand({ id, summary, description, args, flags, examples = [] }) {
  const own = Object.values(flags).filter((flag) => !isGlobal(flag))
  const usage = ['ays', words(id), ...Object.values(args).map(usageOf)]
  return [
    `## ${words(id)}`,
    `${summary}.${description ? ` ${description}` : ''}`,
    `    ${[...usage, ...(own.length > 0 ? ['[FLAGS]'] : [])].join(' ')}`,
    [...Object.values(args).map(renderArg), ...own.map(renderFlag)].join('\n'),
    examples.map((example) => `    ${expand(example, id)}`).join('\n'),
  ]
    .filter(Boolean)
    .map((part) => `${part}\n`)
    .join('\n')
}

function usageOf(arg) {
  const label = `${arg.name.toUpperCase()}${arg.multiple ? '…' : ''}`
  return arg.required ? label : `[${label}]`
}

function renderArg(arg) {
  return `- \`${arg.name.toUpperCase()}\` ${arg.description}`
}

function renderFlag(flag) {
  const { name, char, type, helpValue, options, description, summary = description } = flag
  const taken = options?.join('|') ?? helpValue ?? name.toUpperCase()
  const label = `--${name}${type === 'option' ? ` ${taken}` : ''}`
  const usual =
    type === 'option' && flag.default !== undefined ? ` (${flag.default} by default)` : ''
  return `- \`${char ? `-${char}, ` : ''}${label}\` ${summary}${usual}`
}

function isGlobal({ helpGroup }) {
  return helpGroup === 'GLOBAL'
}

function words(id) {
  return id.replaceAll(':', ' ')
}

function expand(example, id) {
  return example.replaceAll('<%= config.bin %>', 'ays').replaceAll('<%= command.id %>', words(id))
}
