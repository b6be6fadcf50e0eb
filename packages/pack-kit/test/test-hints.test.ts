import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readHints } from '../src/test-hints.ts'

async function folderWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ays-hints-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'test.json'), text)
  return folder
}

it('a template without test.json has no hints', async () => {
  expect(await readHints(tmpdir())).toEqual({ fields: {}, own: [] })
})

it('test.json gives values, and names what the actions set', async () => {
  const folder = await folderWith('{ "fields": { "image": ["a", "b"] }, "own": ["size"] }')
  expect(await readHints(folder)).toEqual({ fields: { image: ['a', 'b'] }, own: ['size'] })
})

it.each([
  '{',
  '[]',
  '{ "field": {} }',
  '{ "own": "size" }',
  '{ "fields": { "a": [] } }',
  '{ "fields": { "a": 1 } }',
])('%s is no test.json', async (text) => {
  await expect(readHints(await folderWith(text))).rejects.toMatchObject({
    code: 'AYS_INPUT_INVALID',
  })
})
