import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionCall, ActionEvent } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { callOf } from './support/calls.ts'
import { connectDebugger } from './support/debugger.ts'
import { poolSubject } from './support/executors.ts'

type Subject = ReturnType<typeof poolSubject>

const ACTION = `async ({ log }) => {
  const here = 'in the action'
  log.info(here)
}`

/** Runs a call that is inspected; the URL comes while it waits. */
function inspect(
  { executor, sources }: Subject,
  action: string,
  changes: Partial<ActionCall> = {},
  signal = new AbortController().signal,
) {
  const texts: string[] = []
  const call = callOf(sources, action, { inspect: true, ...changes })
  const heard = new EventEmitter<{ url: [string] }>()
  const url = once(heard, 'url').then(([first]) => String(first))
  const on = (event: ActionEvent) => {
    if (event.type === 'inspector') heard.emit('url', event.url)
    if (event.type === 'log') texts.push(event.text)
  }
  return { url, texts, outcome: executor.execute(call, { signal, on }) }
}

describe('an inspected call', () => {
  it.each(['process', 'thread'] as const)(
    'in a pool of kind %s waits for a debugger, then runs to its end; its log holds only its own lines',
    async (kind) => {
      await using subject = open({ kind })
      const { url, texts, outcome } = inspect(subject, ACTION)
      await using tool = await connectDebugger(await url)
      await tool.send('Runtime.runIfWaitingForDebugger')
      expect(await outcome).toMatchObject({ status: 'ok' })
      expect(texts).toEqual(['in the action'])
    },
  )

  it('stops one step before the first line of its author', async () => {
    await using subject = open()
    const { url, outcome } = inspect(subject, ACTION)
    await using tool = await connectDebugger(await url)
    await tool.send('Debugger.enable')
    // As editors do.
    await tool.send('Debugger.setBlackboxPatterns', { patterns: ['^node:'] })
    await tool.send('Runtime.runIfWaitingForDebugger')
    await tool.next('Debugger.paused')
    await tool.send('Debugger.stepOver')
    await tool.next('Debugger.paused')
    await tool.send('Debugger.stepInto')
    expect(await tool.next('Debugger.paused')).toMatchObject({
      callFrames: expect.arrayContaining([expect.objectContaining({ functionName: 'default' })]),
    })
    await tool.send('Debugger.resume')
    expect(await outcome).toMatchObject({ status: 'ok' })
  })

  it('has no deadline, and holds up no other call', async () => {
    await using subject = open()
    const { executor, sources } = subject
    const { url, outcome } = inspect(subject, ACTION, { timeout: 50 })
    await url
    for (const at of [1, 2, 3]) {
      const other = callOf(sources, `() => { ${at} }`)
      expect(await executor.execute(other)).toMatchObject({ status: 'ok' })
    }
    await sleep(400)
    await using tool = await connectDebugger(await url)
    await tool.send('Runtime.runIfWaitingForDebugger')
    expect(await outcome).toMatchObject({ status: 'ok' })
  })

  it('ends when it is cancelled while it waits', async () => {
    await using subject = open()
    const stop = new AbortController()
    const { url, outcome } = inspect(subject, ACTION, {}, stop.signal)
    await url
    stop.abort()
    expect(await outcome).toMatchObject({ status: 'error', error: { code: 'AYS_CANCELLED' } })
  })
})

it('a pool that is closed while a call waits for a debugger leaves nothing', async () => {
  const subject = open()
  const { url, outcome } = inspect(subject, ACTION)
  const address = await url
  await subject[Symbol.asyncDispose]()
  expect(await outcome).toMatchObject({ status: 'error', error: { code: 'AYS_CANCELLED' } })
  await expect(connectDebugger(address)).rejects.toThrow('ECONNREFUSED')
})

function open({ kind }: { readonly kind?: 'process' | 'thread' } = {}): Subject & AsyncDisposable {
  const subject = poolSubject({ workers: 1, ...(kind && { kind }) })
  return { ...subject, [Symbol.asyncDispose]: () => subject.executor[Symbol.asyncDispose]() }
}
