import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findRepository, lookForRepository } from '../../src/repository/find-repository.ts'
import { readRepository } from '../../src/repository/read-repository.ts'
import { tempFolder } from '../support/temp-folder.ts'

const repositoryOf = async (text: string) => readRepository(await tempFolder({ 'ays.yaml': text }))

describe('a repository', () => {
  it('is found from any folder below it', async () => {
    const folder = await tempFolder({ 'ays.yaml': 'id: x\n', 'a/b/c.txt': '' })
    expect(findRepository(join(folder, 'a/b'))).toBe(folder)
    expect(findRepository(folder)).toBe(folder)
  })

  it('is the nearest one', async () => {
    const folder = await tempFolder({ 'ays.yaml': 'id: x\n', 'a/ays.yaml': 'id: y\n' })
    expect(findRepository(join(folder, 'a'))).toBe(join(folder, 'a'))
  })

  it('is not a folder that is named ays.yaml', async () => {
    const folder = await tempFolder({ 'ays.yaml/x': '' })
    const missing = { code: 'AYS_REPOSITORY_MISSING', hint: 'Make a repository with: ays init' }
    expect(() => findRepository(folder)).toThrow(expect.objectContaining(missing))
    expect(lookForRepository(folder)).toBeUndefined()
  })
})

describe('ays.yaml', () => {
  it('needs an id and nothing else', async () => {
    const folder = await tempFolder({ 'ays.yaml': 'id: 3f9c\n' })
    expect(await readRepository(folder)).toEqual({
      folder,
      id: '3f9c',
      store: 'level:.ays/db',
      executor: 'process',
      packs: [],
      retention: { revisions: 100, runs: 90 * 86_400_000 },
    })
  })

  it('says where the store is, what runs actions and which packs there are', async () => {
    const text =
      'id: a\nstore: redis://localhost/3\nexecutor: thread\npacks: [../pack, "@who/pack"]\n'
    expect(await repositoryOf(text)).toMatchObject({
      store: 'redis://localhost/3',
      executor: 'thread',
      packs: ['../pack', '@who/pack'],
    })
  })

  it('says what is kept, one by one', async () => {
    const text = 'id: a\nretention:\n  runs: 30d\n'
    expect((await repositoryOf(text)).retention).toEqual({ revisions: 100, runs: 30 * 86_400_000 })
    expect((await repositoryOf('id: a\nretention: { revisions: 7 }\n')).retention).toEqual({
      revisions: 7,
      runs: 90 * 86_400_000,
    })
  })

  it.each([
    ['no id', 'store: level:x\n', [[1, 'it lacks "id"']]],
    ['nothing', '', [[1, 'it lacks "id"']]],
    ['a list', '- id: x\n', [[1, 'a list is not a mapping']]],
    ['an id that is a number', 'id: 12\n', [[1, 'id: 12 is not an id']]],
    ['an id that would break a key', 'id: "a/b"\n', [[1, 'id: "a/b" is not an id']]],
    ['a key that is misspelt', 'id: x\nstor: y\n', [[2, 'unknown key "stor"']]],
    [
      'a store without a scheme',
      'id: x\nstore: db\n',
      [[2, 'store: "db" is not the URL of a store']],
    ],
    [
      'a retention that is none',
      'id: x\nretention:\n  revisions: 0\n  runs: soon\n',
      [
        [3, 'retention.revisions: 0 is not a whole number from 1 on'],
        [4, 'retention.runs: "soon" is not a duration'],
      ],
    ],
    ['a key that is there twice', 'id: x\nid: y\n', [[2, 'the key "id" is there twice']]],
    [
      'several faults',
      'id: x\nexecutor: fast\npacks: one\n',
      [
        [2, 'executor: "fast" is not one of'],
        [3, 'packs: "one" is not a list'],
      ],
    ],
  ])('is refused with every fault and its line: %s', async (_, text, faults) => {
    await expect(repositoryOf(text)).rejects.toMatchObject({
      code: 'AYS_INPUT_INVALID',
      diagnostics: faults.map(([line, summary]) => ({
        source: { file: 'ays.yaml', line },
        summary: expect.stringContaining(String(summary)),
      })),
    })
  })

  it('that is not there is told apart from one that is wrong', async () => {
    await expect(readRepository(await tempFolder())).rejects.toMatchObject({
      code: 'AYS_REPOSITORY_MISSING',
    })
  })
})
