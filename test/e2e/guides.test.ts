import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { fakeContext } from '@ays/core/testing'
import { parse } from 'yaml'
import { followPage, readBlocks } from '../harness/follow-page.ts'
import { stepsOf } from '../harness/markdown-blocks.ts'
import { startRedis } from '../harness/redis.ts'

const CI = 'docs/guides/ci.md'
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
    'docs/guides/history.md',
    'docs/guides/store-care.md',
    'docs/guides/why.md',
    'docs/guides/recurring.md',
    'docs/guides/events.md',
    'docs/guides/queue.md',
    'docs/reference/blueprint.md',
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

describe('a pull request is planned, and its merge applies that plan', () => {
  it('with clones of one git repository that share one Redis', { timeout: 900_000 }, async () => {
    await using redis = await startRedis('--appendonly', 'yes', '--appendfsync', 'always')
    const env = { ...identity('AUTHOR'), ...identity('COMMITTER'), STORE: redis.url }
    await expect(followPage(CI, { env })).resolves.toBeUndefined()
  })

  it('by the lines that the guide has run', async () => {
    const blocks = await readBlocks(CI)
    const workflow = blocks.find(({ info }) => info[0]?.startsWith('.github/workflows/'))
    const lines = linesOf(parse(workflow?.text ?? '')).filter((line) => /^(ays|sh) /.test(line))
    expect(new Set(lines).size).toBe(3)
    const shown = blocks.filter(({ language }) => language === 'console')
    const run = shown.flatMap(({ text }) => stepsOf(text).map(({ line }) => line))
    expect(run).toEqual(expect.arrayContaining(lines))
  })
})

function identity(role: 'AUTHOR' | 'COMMITTER'): Record<string, string> {
  return { [`GIT_${role}_NAME`]: 'Joe', [`GIT_${role}_EMAIL`]: 'joe@example.org' }
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>
}

/** What the steps of all jobs run. */
function linesOf({ jobs }: Workflow): string[] {
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  return steps.flatMap(({ run }) => run?.trimEnd().split('\n') ?? [])
}
