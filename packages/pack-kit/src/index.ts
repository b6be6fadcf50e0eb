/**
 * Tests actor packs: installs services with random data of their schemas, kills AYS while it does, takes them
 * away, upgrades them, and tells which promise a template breaks.
 *
 * @packageDocumentation
 */
export { newPack, type NewPackOptions, type NewPackReport } from './new-pack.ts'
export type { OpenAys, OpenedAys, OpenOptions } from './open-ays.ts'
export { type CheckedPromise, type LifePromise, type PackPromise, PROMISES } from './promises.ts'
export type { SearchOptions } from './search.ts'
export { type PackVersion, testPack, type TestPackOptions } from './test-pack.ts'
