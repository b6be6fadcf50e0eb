import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followPage, readBlocks } from '../harness/follow-page.ts'
import { type Block, type Step, stepsOf } from '../harness/markdown-blocks.ts'
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
  const [readme, tutorial] = await Promise.all([README, TUTORIAL].map(readBlocks))
  expect(filesOf(readme).length).toBeGreaterThan(0)
  expect(filesOf(tutorial)).toEqual(expect.arrayContaining(filesOf(readme)))
  expect(runBy(tutorial)).toEqual(expect.arrayContaining(runBy(readme)))
})

it.each(['init', 'plan', 'apply', 'why', 'service history', 'destroy'])(
  'the README shows a newcomer ays %s',
  async (command) => {
    const lines = runBy(await readBlocks(README)).map(({ line }) => line)
    expect(lines.join('\n')).toMatch(new RegExp(`^ays ${command}\\b`, 'm'))
  },
)

function runBy(blocks: readonly Block[] = []): Step[] {
  return blocks.flatMap(({ language, text }) => (language === 'console' ? stepsOf(text) : []))
}

function filesOf(blocks: readonly Block[] = []): Block[] {
  const files = blocks.filter(({ language }) => language !== 'console')
  return files.map((file) => ({ ...file, line: 0 }))
}
