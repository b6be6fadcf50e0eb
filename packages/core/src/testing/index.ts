/**
 * Contracts for authors of stores, codecs and executors: data, free of any test runner.
 *
 * @packageDocumentation
 */
export {
  type ContractCase,
  type ContractHarness,
  registerContract,
  type RegisterTest,
} from './contract.ts'
export { storeContract } from './store-contract/index.ts'
