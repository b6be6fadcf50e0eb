import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type AysApi, MemoryStore, type RunEvent } from '@ays/core'
import { expect, it } from 'vitest'
import { openTestEngine } from '../harness/engine.ts'
import { createRepository } from '../harness/temp-repository.ts'

it('whoever follows a run hears what was logged before, and then all that comes, once each', async () => {
  await using repository = await createRepository()
  const gate = path.join(repository.folder, 'gate')
  await repository.write('templates/talker/schema.hrd', '')
  await repository.write(
    'templates/talker/actions.ts',
    `import { existsSync } from 'node:fs'
export const install = async ({ log }) => {
  log.debug('before')
  while (!existsSync(${JSON.stringify(gate)})) await new Promise((resolve) => setTimeout(resolve, 10))
  log.warn('after')
}`,
  )
  await repository.write('blueprints/a.yaml', 'talker__one:\n')
  await using store = new MemoryStore()
  await using engine = await openTestEngine(repository.folder, store)
  const { api } = engine
  const files = [{ file: 'a.yaml', text: 'talker__one:\n' }]
  const { id } = await api.plan({ kind: 'blueprint', files })
  const applied = api.apply({ plan: id })
  // Stored, so that only who hears of the past hears it.
  while ((await loggedSoFar(api)) === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  const heard: string[] = []
  const followed = api.watchRun(undefined, {
    past: true,
    on: (event: RunEvent) => {
      if (event.type !== 'action' || event.event.type !== 'log') return
      heard.push(event.event.text)
      void writeFile(gate, '')
    },
  })
  await followed
  expect(existsSync(gate)).toBe(true)
  expect(heard).toEqual(['before', 'after'])
  const { run } = await applied
  const lines = await api.logs(run?.id ?? '', { level: 'warn' })
  expect(lines.map(({ text }) => text)).toEqual(['after'])
})

async function loggedSoFar(api: AysApi): Promise<number> {
  const [run] = await api.listRuns()
  return run === undefined ? 0 : (await api.logs(run.id)).length
}
