import { execFile } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCli } from '../harness/run-cli.ts'

const run = promisify(execFile)
const MADE = [
  '.gitignore',
  'ays.yaml',
  'blueprints/1_hello.yaml',
  'templates/folder/actions.ts',
  'templates/folder/schema.hrd',
  'templates/page/actions.ts',
  'templates/page/schema.hrd',
]
/** A working tree of git, with a file of somebody. */
let folder: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'ays-init-')))
  await run('git', ['init', '--quiet'], { cwd: folder })
  await writeFile(path.join(folder, 'README.md'), 'Ours\n')
})

afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

it('of a repository that was made in a working tree of git, git sees what people write', async () => {
  const made = await ays('init', '--json')
  expect(made.exitCode).toBe(0)
  expect(made.json()).toMatchObject({ folder, files: expect.arrayContaining(MADE) })
  expect(await seenByGit()).toEqual([...MADE, 'README.md'].toSorted())
})

it('and what belongs to it after its example was applied: no state, no plan, nothing it makes', async () => {
  await ays('init')
  expect((await ays('plan', '--out', 'site.plan')).exitCode).toBe(0)
  expect((await ays('apply', 'site.plan', '--yes')).exitCode).toBe(0)
  expect(await readFile(path.join(folder, 'public/index.html'), 'utf8')).toContain('Hello')
  expect(await seenByGit()).toEqual([...MADE, 'README.md'].toSorted())
})

it('a second init changes nothing and says that there is one', async () => {
  await ays('init')
  const before = await readFile(path.join(folder, 'ays.yaml'), 'utf8')
  const again = await ays('init')
  expect(again).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('This is a repository already.'),
  })
  expect(await readFile(path.join(folder, 'ays.yaml'), 'utf8')).toBe(before)
  expect(await seenByGit()).toEqual([...MADE, 'README.md'].toSorted())
})

function ays(...args: string[]) {
  return runCli(args, { cwd: folder })
}

async function seenByGit(): Promise<string[]> {
  const args = ['status', '--porcelain', '--untracked-files=all']
  const { stdout } = await run('git', args, { cwd: folder })
  return Array.from(stdout.matchAll(/^\?\? (.+)$/gm), ([, file = '']) => file).toSorted()
}
