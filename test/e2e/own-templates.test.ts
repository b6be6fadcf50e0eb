import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const PATIENCE = 900_000
const demo = fileURLToPath(new URL('../../plugins/pack-demo', import.meta.url))

/** What `ays pack test` finds broken in a folder, and the templates of which everything that has to be is kept. */
async function tested(repository: TempRepository, folder: string) {
  const result = await repository.ays(
    'pack',
    'test',
    folder,
    '--runs',
    '1',
    '--seed',
    '3',
    '--json',
  )
  const { promises } = documentOf(result, 'packTest')
  const of = (wanted: string) => promises.filter(({ status }) => status === wanted)
  const installed = of('kept').filter(({ promise }) => promise === 'resume')
  return { broken: of('broken'), sound: installed.map(({ template }) => template) }
}

it('the pack of the demo passes ays pack test', { timeout: PATIENCE }, async () => {
  await using repository = await createRepository()
  expect(await tested(repository, demo)).toEqual({
    broken: [],
    sound: ['config', 'healthcheck', 'page', 'site', 'webserver'],
  })
})

it('the example of ays init passes it, too', { timeout: PATIENCE }, async () => {
  await using repository = await createRepository()
  await repository.ays('init', 'example')
  expect(await tested(repository, path.join('example', 'templates'))).toEqual({
    broken: [],
    sound: ['folder', 'page'],
  })
})

it('and what ays template new makes, of either language', { timeout: PATIENCE }, async () => {
  await using repository = await createRepository()
  await repository.ays('template', 'new', 'one')
  await repository.ays('template', 'new', 'two', '--schema', 'capnp')
  expect(await tested(repository, 'templates')).toEqual({ broken: [], sound: ['one', 'two'] })
})
