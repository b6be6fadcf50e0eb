/** What is looked at in each life of a service. */
export type LifePromise = 'install' | 'check' | 'repeat' | 'uninstall'

/** What a template promises. */
export type PackPromise = LifePromise | 'resume' | 'upgrade'

/** Every promise as a sentence, in the order in which they are tested. */
export const PROMISES: Readonly<Record<PackPromise, string>> = {
  install: 'installs with any data that its schema allows',
  check: 'its check agrees after install',
  repeat: 'installed twice is as installed once',
  uninstall: 'leaves nothing behind',
  resume: 'goes on where it was killed',
  upgrade: 'takes over what an older version installed',
}

/** What became of a promise. */
export interface CheckedPromise {
  readonly template: string
  readonly promise: PackPromise
  /** The older version that the promise is about. */
  readonly version?: string
  readonly status: 'kept' | 'skipped' | 'broken'
  /** Why it was skipped, or how it was broken. */
  readonly reason?: string
  /** The services with which it was broken, as a blueprint: the smallest that were found. */
  readonly blueprint?: Readonly<Record<string, unknown>>
}
