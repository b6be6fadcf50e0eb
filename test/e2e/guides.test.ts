import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { fakeContext } from '@ays/core/testing'
import { followPage } from '../harness/follow-page.ts'

const ACTION = 'reference/action.md'

describe('every file and every command of the page does what the page says', () => {
  it.each([
    'guides/write-a-template.md',
    'guides/use-packs.md',
    'guides/write-a-host.md',
    'guides/write-a-command.md',
    'guides/write-a-pack.md',
    'guides/write-a-store.md',
    'guides/export-and-import.md',
    'guides/coming-from-ays.md',
    ACTION,
  ])('%s', { timeout: 900_000 }, async (page) => {
    await expect(followPage(page)).resolves.toBeUndefined()
  })
})

it('the reference of actions has a section for each member of their argument', async () => {
  const page = await readFile(new URL(`../../docs/${ACTION}`, import.meta.url), 'utf8')
  const { seen: _seen, ...members } = fakeContext({ data: {} })
  const sections = Array.from(page.matchAll(/^## (\w+)$/gm), ([, name]) => name)
  expect(new Set(sections)).toEqual(new Set([...Object.keys(members), 'getExecutor']))
})
