import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import type { LogLevel, RunEvent } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { withProgress } from '../../src/progress/progress.ts'
import { jobInfo } from '../samples.ts'

const ended: RunEvent = { type: 'job', job: jobInfo({ number: 3 }) }
const said = (level: LogLevel, text: string): RunEvent => ({
  type: 'action',
  job: 3,
  event: { type: 'log', at: 0, level, text, from: 'log' },
})

interface Shown {
  readonly isTTY?: boolean
  readonly level?: LogLevel
  readonly signal?: AbortSignal
  readonly quiet?: boolean
}

/** What a stream gets while these events come. */
async function show(
  events: readonly RunEvent[],
  {
    isTTY = false,
    level = 'warn',
    signal = new AbortController().signal,
    quiet = false,
  }: Shown = {},
): Promise<string> {
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    columns: 80,
    rows: 24,
    hasColors: () => false,
  })
  // A PassThrough with the members of a terminal: all that is used of one.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const terminal = stream as unknown as NodeJS.WriteStream
  await withProgress({ level, signal, quiet, stream: terminal }, async (on) => events.forEach(on))
  stream.end()
  return Buffer.concat(await stream.toArray()).toString()
}

describe('progress', () => {
  it.each([true, false])('has a line for every job that ended (terminal: %s)', async (isTTY) => {
    const text = stripVTControlCharacters(await show([ended], { isTTY }))
    expect(text).toContain('✓ site!blog install\n')
  })

  it('shows the log of jobs from the wanted level on, with who said it', async () => {
    const events = [ended, said('info', 'quiet'), said('warn', 'loud')]
    expect(await show(events)).toBe('✓ site!blog install\n  site!blog install | loud\n')
    expect(await show(events, { level: 'info' })).toContain('| quiet\n')
  })

  it('that is quiet shows only on a terminal', async () => {
    expect(await show([ended], { quiet: true })).toBe('')
    expect(await show([ended], { quiet: true, isTTY: true })).toContain('site!blog install')
  })

  it('tells who waits for a debugger, also when it is quiet', async () => {
    const waiting: RunEvent = {
      type: 'action',
      job: 3,
      event: { type: 'inspector', url: 'ws://127.0.0.1:9229/x' },
    }
    expect(await show([ended, waiting])).toContain(
      'site!blog install waits for a debugger: ws://127.0.0.1:9229/x\n',
    )
    expect(await show([ended, waiting], { quiet: true })).toBe(
      'job 3 waits for a debugger: ws://127.0.0.1:9229/x\n',
    )
  })

  it('lets no program move the cursor', async () => {
    expect(await show([said('error', 'up\u001B[2A!')])).toBe('  job 3 | up!\n')
  })

  it('says that it stops when it was asked to', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const stream = show([ended], { signal })
    controller.abort()
    expect(await stream).toContain('Stopping')
  })

  it('passes on what the run gives, and how it fails', async () => {
    const options = { level: 'warn', signal: new AbortController().signal } as const
    expect(await withProgress(options, async () => 7)).toBe(7)
    const failure = new Error('broken')
    await expect(withProgress(options, () => Promise.reject(failure))).rejects.toBe(failure)
  })
})
