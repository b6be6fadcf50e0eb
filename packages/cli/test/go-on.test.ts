import type { RunEvent } from '@ays/core'
import { expect, it } from 'vitest'
import { noteRun } from '../src/go-on.ts'
import { runInfo } from './samples.ts'

it('the run that a call drives is noted, not those that it waits for or goes on with first', () => {
  const told: string[] = []
  const noted = noteRun({ on: ({ type }) => void told.push(type) })
  const events: RunEvent[] = [
    { type: 'held', by: 'other', services: ['db!main'], resumed: true },
    { type: 'run', run: runInfo({ id: 'other' }) },
  ]
  for (const event of events) noted.options.on?.(event)
  expect(noted.run).toBeUndefined()
  noted.options.on?.({ type: 'run', run: runInfo({ id: 'own' }) })
  expect(noted.run).toBe('own')
  expect(told).toEqual(['held', 'run', 'run'])
})
