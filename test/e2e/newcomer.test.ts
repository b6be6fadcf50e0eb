import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followPage, readBlocks } from '../harness/follow-page.ts'
import { stepsOf } from '../harness/markdown-blocks.ts'
import { installPackedCli, type PackedCli } from '../harness/packed-cli.ts'

const TUTORIAL = 'docs/tutorial.md'
const README = 'README.md'

describe('a newcomer with an installed ays, in an empty folder, sees every line that the page shows', () => {
  let cli: PackedCli

  beforeAll(async () => {
    cli = await installPackedCli()
  }, 300_000)

  afterAll(() => cli[Symbol.asyncDispose]())

  it.each([README, TUTORIAL])('%s', { timeout: 300_000 }, async (page) => {
    await expect(followPage(page, { bin: cli.bin, exact: true })).resolves.toBeUndefined()
  })
})

it('what the README shows is shown by the tutorial, line by line', async () => {
  const shown = await seenIn(README)
  expect(shown.length).toBeGreaterThan(10)
  expect(await seenIn(TUTORIAL)).toEqual(expect.arrayContaining(shown))
})

it.each(['init', 'plan', 'apply', 'why', 'service history', 'destroy'])(
  'a newcomer gets to know ays %s',
  async (command) => {
    const lines = (await seenIn(README)).map((seen) => ('line' in seen ? seen.line : ''))
    expect(lines.join('\n')).toMatch(new RegExp(`^ays ${command}\\b`, 'm'))
  },
)

/** The files and the steps of a page. */
async function seenIn(page: string) {
  const blocks = await readBlocks(page)
  return blocks.flatMap((block) => {
    const { language, info, text } = block
    return language === 'console' ? stepsOf(text) : [{ file: info[0], text }]
  })
}
