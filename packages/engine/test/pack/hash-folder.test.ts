import { rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashFolder } from '../../src/pack/hash-folder.ts'
import { tempFolder } from '../support/temp-folder.ts'

const FILES = {
  'templates/web/actions.ts': 'a',
  'templates/web/schema.hrd': 'b',
  'package.json': 'c',
}

describe('the content of a folder', () => {
  it('is the same wherever it lies, and whatever npm and git put beside it', async () => {
    const one = await tempFolder(FILES)
    const other = await tempFolder({ ...FILES, 'node_modules/x/index.js': '', '.git/HEAD': '' })
    expect(await hashFolder(one)).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/)
    expect(await hashFolder(other)).toBe(await hashFolder(one))
  })

  const changes: readonly [string, (folder: string) => Promise<void>][] = [
    ['a byte', (folder) => writeFile(join(folder, 'package.json'), 'd')],
    ['a file more', (folder) => writeFile(join(folder, 'README.md'), '')],
    ['a file less', (folder) => rm(join(folder, 'templates/web/schema.hrd'))],
    ['a name', (folder) => rename(join(folder, 'templates/web'), join(folder, 'templates/db'))],
    ['where a link leads', (folder) => symlink('package.json', join(folder, 'link'))],
  ]

  it.each(changes)('is another with another: %s', async (_, change) => {
    const folder = await tempFolder(FILES)
    const before = await hashFolder(folder)
    await change(folder)
    expect(await hashFolder(folder)).not.toBe(before)
  })
})
