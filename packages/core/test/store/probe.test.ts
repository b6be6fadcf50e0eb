import { writeFileSync } from 'node:fs'
import { it } from 'vitest'
import { committingFaults } from './committing-faults.ts'
import { concurrencyFaults } from './concurrency-faults.ts'
import { failingCases } from './fault.ts'
import { idFaults } from './id-faults.ts'
import { leaseFaults } from './lease-faults.ts'
import { lifecycleFaults } from './lifecycle-faults.ts'
import { readingFaults } from './reading-faults.ts'
import { scanningFaults } from './scanning-faults.ts'
import { watchingFaults } from './watching-faults.ts'
it('x', async () => {
  const all = [
    ...committingFaults,
    ...concurrencyFaults,
    ...idFaults,
    ...leaseFaults,
    ...lifecycleFaults,
    ...readingFaults,
    ...scanningFaults,
    ...watchingFaults,
  ]
  const out: Record<string, unknown> = {}
  for (const f of all) {
    const r = await Promise.race([
      failingCases(f),
      new Promise<string[]>((r) => setTimeout(() => r(['HANGS']), 15000)),
    ])
    if (r.toSorted().join() !== f.fails.toSorted().join()) out[f.name] = r
    writeFileSync('/tmp/faults.json', JSON.stringify(out, null, 1))
  }
}, 600000)
