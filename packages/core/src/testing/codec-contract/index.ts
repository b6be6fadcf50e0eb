import type { Codec } from '../../schema/codec.ts'
import type { ContractCase } from '../contract.ts'
import { checkingCases } from './checking.ts'
import { codingCases } from './coding.ts'
import { compilingCases } from './compiling.ts'
import { evolvingCases } from './evolving.ts'
import { patchingCases } from './patching.ts'

/** What every codec promises: a case for every sentence of the port. */
export const codecContract: readonly ContractCase<Codec>[] = [
  ...compilingCases,
  ...codingCases,
  ...patchingCases,
  ...checkingCases,
  ...evolvingCases,
]
