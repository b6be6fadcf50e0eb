import type { Store } from '../../store/store.ts'
import type { ContractCase } from '../contract.ts'
import { commitIdCases } from './commit-ids.ts'
import { committingCases } from './committing.ts'
import { concurrencyCases } from './concurrency.ts'
import { fenceCases } from './fences.ts'
import { leaseCases } from './leases.ts'
import { lifecycleCases } from './lifecycle.ts'
import { readingCases } from './reading.ts'
import { scanningCases } from './scanning.ts'
import { watchingCases } from './watching.ts'

/** What every store promises: a case for every sentence of the port. */
export const storeContract: readonly ContractCase<Store>[] = [
  ...readingCases,
  ...scanningCases,
  ...committingCases,
  ...commitIdCases,
  ...concurrencyCases,
  ...leaseCases,
  ...fenceCases,
  ...watchingCases,
  ...lifecycleCases,
]
