/**
 * Blueprints, templates, graph, plan, state and runs of AYS, over the ports of core.
 *
 * @packageDocumentation
 */
export { openEngine } from './api/engine.ts'
export { blueprintFiles } from './repository/blueprint-files.ts'
export { findRepository } from './repository/find-repository.ts'
export { initRepository } from './repository/init-repository.ts'
export { readRepository } from './repository/read-repository.ts'
export type { Repository } from './repository/repository.ts'
export { didYouMean } from './yaml/suggest.ts'
