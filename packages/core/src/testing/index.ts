/**
 * Contracts for authors of stores, codecs and executors: data, free of any test runner.
 *
 * @packageDocumentation
 */
export { ManualClock } from './manual-clock.ts'
export {
  type ContractCase,
  type ContractHarness,
  registerContract,
  type RegisterTest,
} from './contract.ts'
export {
  type FakeContext,
  fakeContext,
  type FakeContextOptions,
  type FakeProgram,
  type FakeSeen,
  type FakeService,
} from './fake-context.ts'
export {
  ContractSources,
  type ExecutorCase,
  executorContract,
  type ExecutorSubject,
} from './executor-contract/index.ts'
export { hostContract } from './host-contract.ts'
export { codecContract } from './codec-contract/index.ts'
export { storeContract } from './store-contract/index.ts'
