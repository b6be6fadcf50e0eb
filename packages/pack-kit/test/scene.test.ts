import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { differencesOf, readTree } from '../src/scene.ts'

async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ays-scene-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const changes: readonly (readonly [what: string, path: string, change: (at: string) => unknown])[] =
  [
    ['another content', '~/a', (at) => writeFile(`${at}/a`, 'other')],
    ['another mode', '~/a', (at) => chmod(`${at}/a`, 0o600)],
    ['a file that is gone', '~/a', (at) => rm(`${at}/a`)],
    ['a file that is new', '~/sub/b', (at) => writeFile(`${at}/sub/b`, '')],
    ['an empty folder', '~/sub/c', (at) => mkdir(`${at}/sub/c`)],
    ['a link', '~/link', (at) => symlink('a', `${at}/link`)],
  ]

it.each(changes)('%s is a difference', async (_, path, change) => {
  const folder = await tempFolder()
  await mkdir(join(folder, 'sub'))
  await writeFile(join(folder, 'a'), 'text', { mode: 0o644 })
  const before = await readTree(folder, '~/')
  expect(differencesOf(before, await readTree(folder, '~/')).size).toBe(0)
  await change(folder)
  expect([...differencesOf(before, await readTree(folder, '~/')).keys()]).toEqual([path])
})

it('what is to be skipped is skipped at the top only', async () => {
  const folder = await tempFolder()
  for (const path of ['.ays', 'sub', 'sub/.ays']) await mkdir(join(folder, path))
  const tree = await readTree(folder, '', new Set(['.ays']))
  expect([...tree.keys()]).toEqual(['sub', 'sub/.ays'])
})
