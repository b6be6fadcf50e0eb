import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActionEvent, ActionOutcome, ExecuteOptions, Json } from '@ays/core'
import { ContractSources, type ExecutorSubject } from '@ays/core/testing'
import { PoolExecutor, type PoolExecutorOptions } from '@ays/executor'
import { afterAll } from 'vitest'
import { callOf } from './calls.ts'
import { codec } from './codec.ts'

const root = await mkdtemp(join(tmpdir(), 'ays-executor-'))
afterAll(() => rm(root, { recursive: true, force: true }))

/** A pool over sources of its own. All pools of a test file share one cache folder. */
export function poolSubject(options: Partial<PoolExecutorOptions> = {}): ExecutorSubject {
  const sources = new ContractSources()
  const codecUrl = new URL('codec.ts', import.meta.url).href
  const defaults = { folder: root, codecUrl, sources, workers: 2, heapMegabytes: 64, grace: 500 }
  return { executor: new PoolExecutor({ ...defaults, ...options }), codec, sources }
}

/** Runs an action to its end and keeps what it said. */
export async function execute(
  { executor, sources }: ExecutorSubject,
  action: string,
  args: Readonly<Record<string, Json>> = {},
  options: ExecuteOptions = {},
): Promise<{ outcome: ActionOutcome; texts: readonly string[] }> {
  const texts: string[] = []
  const on = (event: ActionEvent) => {
    if (event.type === 'log') texts.push(event.text)
    options.on?.(event)
  }
  const call = callOf(sources, action, { args })
  return { outcome: await executor.execute(call, { ...options, on }), texts }
}
