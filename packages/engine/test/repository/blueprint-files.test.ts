import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { blueprintFiles } from '../../src/repository/blueprint-files.ts'
import { tempFolder } from '../support/temp-folder.ts'

const FILES = {
  'blueprints/2_b.yaml': 'b',
  'blueprints/1_a.yml': 'a',
  'blueprints/_off.yaml': 'off',
  'blueprints/readme.md': 'text',
  'blueprints/inner/deep.yaml': 'deep',
  'elsewhere/x.yaml': 'x',
}

const namesOf = (files: readonly { readonly file: string }[]) => files.map(({ file }) => file)

describe('the blueprints of a repository', () => {
  it('are the active files of blueprints/, by name', async () => {
    const folder = await tempFolder(FILES)
    expect(blueprintFiles({ folder })).toEqual([
      { file: 'blueprints/1_a.yml', text: 'a' },
      { file: 'blueprints/2_b.yaml', text: 'b' },
    ])
  })

  it('are none without the folder', async () => {
    expect(blueprintFiles({ folder: await tempFolder() })).toEqual([])
  })

  it('are those that were asked for: files in their order, and what is in folders', async () => {
    const folder = await tempFolder(FILES)
    const names = [join(folder, 'elsewhere'), 'blueprints/inner', '2_b.yaml']
    expect(namesOf(blueprintFiles({ folder }, names))).toEqual([
      'elsewhere/x.yaml',
      'blueprints/inner/deep.yaml',
      'blueprints/2_b.yaml',
    ])
  })

  it('are read once, and a disabled one when it is asked for by name', async () => {
    const folder = await tempFolder(FILES)
    const names = ['_off.yaml', 'blueprints/_off.yaml']
    expect(namesOf(blueprintFiles({ folder }, names))).toEqual(['blueprints/_off.yaml'])
  })

  it('go by an absolute path outside of the repository', async () => {
    const [folder, other] = [await tempFolder(), await tempFolder({ 'x.yaml': 'x' })]
    const path = join(other, 'x.yaml')
    expect(namesOf(blueprintFiles({ folder }, [path]))).toEqual([path])
  })

  it('that are not there are a wrong usage, all of them at once', async () => {
    const folder = await tempFolder(FILES)
    const read = () => blueprintFiles({ folder }, ['nobody.yaml', '2_b.yaml', 'nothing'])
    const message = 'there is no blueprint "nobody.yaml", "nothing"'
    expect(read).toThrow(expect.objectContaining({ code: 'AYS_USAGE', message }))
  })
})
