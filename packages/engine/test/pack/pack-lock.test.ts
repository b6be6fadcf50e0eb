import { describe, expect, it } from 'vitest'
import { readPackLock, writePackLock } from '../../src/pack/pack-lock.ts'
import { tempFolder } from '../support/temp-folder.ts'

const integrity = `sha512-${'A'.repeat(86)}==`
const packs = {
  './b': { name: 'b', version: '', integrity },
  'a@^1.0.0': { name: 'a', version: '1.2.0', integrity, packages: { 'node_modules/a': {} } },
}

describe('ays.lock.json', () => {
  it('holds what was written, sorted', async () => {
    const folder = await tempFolder({})
    expect(await readPackLock(folder)).toEqual({})
    await writePackLock(folder, packs)
    expect(await readPackLock(folder)).toEqual(packs)
    expect(Object.keys(await readPackLock(folder))).toEqual(['./b', 'a@^1.0.0'])
  })

  it.each([
    ['is no JSON', '{ "version": 1,\n<<<<<<< HEAD', 2],
    ['is of a newer AYS', '{ "version": 2,\n"packs": {} }', 1],
    ['has a name that leads elsewhere', pinned({ name: '../../x' }), 3],
    ['has a version that leads elsewhere', pinned({ version: '1/../..' }), 3],
    ['has an integrity that says nothing', pinned({ integrity: 'sha512-' }), 3],
  ])('with a fault is refused with the line: it %s', async (_, text, line) => {
    const folder = await tempFolder({ 'ays.lock.json': text })
    await expect(readPackLock(folder)).rejects.toMatchObject({
      code: 'AYS_INPUT_INVALID',
      diagnostics: [{ source: { file: 'ays.lock.json', line } }],
    })
  })
})

function pinned(fault: object): string {
  const pack = JSON.stringify({ name: 'a', version: '1.0.0', integrity, ...fault })
  return `{ "version": 1, "packs": {\n"a":\n${pack} } }`
}
