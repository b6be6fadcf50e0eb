/**
 * Bundles actions and runs them in warm worker processes.
 *
 * @packageDocumentation
 */
export { EsbuildBundler, type EsbuildBundlerOptions } from './bundler/esbuild-bundler.ts'
export { loadHost } from './load-host.ts'
export type { PoolExecutorOptions } from './pool/options.ts'
export { PoolExecutor } from './pool-executor.ts'
export { runProgram } from './run-program.ts'
export { TscTypeChecker, type TscTypeCheckerOptions } from './types/tsc-type-checker.ts'
