import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { fakeContext } from '@ays/core/testing'
import { followPage } from '../harness/follow-page.ts'

const ACTION = 'docs/reference/action.md'

describe('every file and every command of the page does what the page says', () => {
  it.each([
    'docs/guides/write-a-template.md',
    'docs/guides/use-packs.md',
    'docs/guides/write-a-host.md',
    'docs/guides/write-a-command.md',
    'docs/guides/write-a-pack.md',
    'docs/guides/write-a-store.md',
    'docs/guides/export-and-import.md',
    'docs/guides/coming-from-ays.md',
    ACTION,
  ])('%s', { timeout: 900_000 }, async (page) => {
    await expect(followPage(page)).resolves.toBeUndefined()
  })
})

it('the reference of actions has a section for each member of their argument', async () => {
  const page = await readFile(new URL(`../../${ACTION}`, import.meta.url), 'utf8')
  const { seen: _seen, ...members } = fakeContext({ data: {} })
  const sections = Array.from(page.matchAll(/^## (\w+)$/gm), ([, name]) => name)
  expect(new Set(sections)).toEqual(new Set([...Object.keys(members), 'getExecutor']))
})
