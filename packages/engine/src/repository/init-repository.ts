import { randomBytes } from 'node:crypto'
import { access, mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AysError } from '@ays/core'
import { EXAMPLE, EXAMPLE_MAKES } from './example.ts'
import { gitIgnore, type Ignored } from './git-ignore.ts'
import { DEFAULT_STORE, REPOSITORY_FILE } from './repository.ts'

export interface InitOptions {
  /** Without the example. */
  readonly bare?: boolean
}

const IGNORED: readonly Ignored[] = [
  { pattern: '.ays/', why: 'The store, packs, code and the socket of AYS' },
  { pattern: '*.plan', why: 'Plans that were kept: they hold the values of secret fields' },
  { pattern: 'node_modules/', why: 'What npm installs' },
]

/**
 * Makes a folder a repository: ays.yaml with a random id, `blueprints/`, `templates/` with an example
 * unless `bare`, and a .gitignore, or what it lacks. Nothing is written when one of the files is there already
 * (AYS_USAGE names them). Answers with the files that it wrote.
 */
export async function initRepository(
  folder: string,
  { bare = false }: InitOptions = {},
): Promise<string[]> {
  const root = resolve(folder)
  const files = { [REPOSITORY_FILE]: repositoryText(), ...(bare ? {} : EXAMPLE) }
  await refuseExisting(root, Object.keys(files))
  await refuseMarker(root)
  for (const name of ['blueprints', 'templates']) await mkdir(join(root, name), { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text, { flag: 'wx' })
  }
  const ignores = await gitIgnore(root, bare ? IGNORED : [...IGNORED, EXAMPLE_MAKES])
  return [...Object.keys(files), ...(ignores ? ['.gitignore'] : [])]
}

function repositoryText(): string {
  return `# The key prefix in a shared store: keep it when the folder moves or is cloned.
id: ${randomBytes(10).toString('hex')}
store: ${DEFAULT_STORE}
executor: process
packs: []
`
}

async function refuseExisting(root: string, paths: readonly string[]): Promise<void> {
  const there: string[] = []
  for (const path of paths) {
    const found = await access(join(root, path)).then(
      () => true,
      () => false,
    )
    if (found) there.push(path)
  }
  if (there.length === 0) return
  throw new AysError('AYS_USAGE', `${root} already has ${there.join(', ')}`, {
    hint: there.includes(REPOSITORY_FILE)
      ? 'This is a repository already.'
      : 'Leave the example out with: ays init --bare',
  })
}

/** AYS 8.1 marks a repository with a file that has the name of our folder. */
async function refuseMarker(root: string): Promise<void> {
  const found = await stat(join(root, '.ays')).catch(() => undefined)
  if (found === undefined || found.isDirectory()) return
  throw new AysError('AYS_USAGE', `${join(root, '.ays')} is a file: the marker of AYS 8.1`, {
    hint: 'Remove that file: ays.yaml takes its place, and .ays becomes a folder.',
  })
}
