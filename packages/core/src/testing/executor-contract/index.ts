import { argumentCases } from './argument.ts'
import { endingCases } from './ending.ts'
import { hostCases } from './hosts.ts'
import { isolationCases } from './isolation.ts'
import { orderCases } from './order.ts'
import { programCases } from './programs.ts'
import { resultCases } from './results.ts'
import type { ExecutorCase } from './subject.ts'

export { ContractSources, type ExecutorCase, type ExecutorSubject } from './subject.ts'

/** What every executor keeps, as far as its isolation reaches. */
export const executorContract: readonly ExecutorCase[] = [
  ...argumentCases,
  ...resultCases,
  ...orderCases,
  ...endingCases,
  ...isolationCases,
  ...programCases,
  ...hostCases,
]
