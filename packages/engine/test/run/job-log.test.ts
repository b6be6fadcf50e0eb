import { CapnpCodec } from '@ays/capnp-codec'
import { type ActionEvent, type Commit, MemoryStore } from '@ays/core'
import { expect, it, onTestFinished } from 'vitest'
import { readLogs } from '../../src/api/read-logs.ts'
import { JobLog } from '../../src/run/job-log.ts'
import { Records } from '../../src/state/records.ts'

const MB = 1 << 20

it('keeps every line of a short log, in order, with level, source and facts', async () => {
  const { log, read } = await open()
  log.add(line('one', { level: 'debug' }))
  log.add(line('two', { from: 'stderr', level: 'warn' }))
  log.add(line('three', { fields: { size: 3 } }))
  expect(await log.close()).toBe(1)
  expect((await read()).map(({ severity, source, text }) => [severity, source, text])).toEqual([
    ['debug', 'log', 'one'],
    ['warn', 'stderr', 'two'],
    ['info', 'log', 'three {"size":3}'],
  ])
})

it('is stored in chunks of about 64 KB, while the job still talks', async () => {
  const { log, read, sizes } = await open()
  for (let number = 0; number < 3000; number++) log.add(line(`${number} `.padEnd(100, 'x')))
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(await read()).toHaveLength(3000)
  await log.close()
  expect(sizes.length).toBe(5)
  expect(Math.max(...sizes)).toBeLessThan(100 * 1024)
})

it('of a long log the first and the last 4 MB stay, and a line tells of the gap', async () => {
  const { log, read, store } = await open()
  const count = 20_000
  for (let number = 0; number < count; number++) log.add(line(`${number} `.padEnd(1024, 'x')))
  await log.close()
  const lines = await read()
  const numbers = lines.map(({ text }) => Number.parseInt(text, 10))
  const gap = numbers.findIndex(Number.isNaN)
  expect(lines[gap]?.text).toMatch(/about \d+ KB were left out/)
  expect(numbers.slice(0, gap)).toEqual(Array.from({ length: gap }, (_, at) => at))
  const rest = numbers.slice(gap + 1)
  expect(rest).toEqual(Array.from({ length: rest.length }, (_, at) => count - rest.length + at))
  expect(gap * 1024).toBeGreaterThanOrEqual(4 * MB)
  expect(rest.length * 1024).toBeGreaterThan(3.9 * MB)
  let stored = 0
  for await (const { value } of store.scan({})) stored += value.length
  expect(stored).toBeLessThan(10 * MB)
})

it('a line of many megabytes is stored in pieces that every store takes', async () => {
  const { log, read, sizes } = await open()
  log.add(line('y'.repeat(3 * MB)))
  await log.close()
  expect((await read()).map(({ text }) => text).join('')).toBe('y'.repeat(3 * MB))
  expect(Math.max(...sizes)).toBeLessThan(100 * 1024)
})

it('goes on behind the chunks of an earlier try', async () => {
  const { log, again, read } = await open()
  log.add(line('first try'))
  const next = again(await log.close())
  next.add(line('second try'))
  expect(await next.close()).toBe(2)
  expect((await read()).map(({ text }) => text)).toEqual(['first try', 'second try'])
})

it('tells who closes it that the store did not take it', async () => {
  const { log, store } = await open()
  await store[Symbol.asyncDispose]()
  log.add(line('lost'))
  await expect(log.close()).rejects.toMatchObject({ code: 'AYS_STORE_NOT_OPEN' })
})

function line(
  text: string,
  more: Partial<Extract<ActionEvent, { type: 'log' }>> = {},
): ActionEvent {
  return { type: 'log', at: 1, level: 'info', text, from: 'log', ...more }
}

async function open() {
  const store = new SpyStore()
  await store.open()
  onTestFinished(() => store[Symbol.asyncDispose]())
  const records = new Records(store, new CapnpCodec())
  const again = (chunk: number) =>
    new JobLog(store, records.codecs.log, { run: 'r', job: 0, chunk })
  return { store, log: again(0), again, sizes: store.sizes, read: () => readLogs(records, 'r', {}) }
}

class SpyStore extends MemoryStore {
  readonly sizes: number[] = []

  override commit(commit: Commit) {
    for (const { value } of commit.puts ?? []) this.sizes.push(value.length)
    return super.commit(commit)
  }
}
