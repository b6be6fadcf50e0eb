import type { ErrorCode, Json } from '@ays/core'

/**
 * What real blueprints must give, derived by hand from the texts before the code first ran on them.
 * `because` names the section of the behaviour reference that decides (`1.5.5`: point 5 of section 1.5),
 * or of the design where ours differs (`design 7`).
 */
export interface ExpectedLink {
  readonly argname: string
  readonly to: string
  readonly parent: boolean
  /** The blueprint, or who ensured the service, names it. */
  readonly named: boolean
  readonly because: string
}

export interface ExpectedService {
  readonly address: string
  readonly template: string
  readonly origin: 'blueprint' | 'auto' | 'ensured'
  /** File and line of the key that declares it; absent when no blueprint does. */
  readonly declared?: { readonly file: string; readonly line: number }
  /** The parent included. */
  readonly producers: readonly ExpectedLink[]
  /** Every field of the schema, by its Cap'n Proto name. */
  readonly data: Readonly<Record<string, Json>>
  readonly because: string
}

/** One fault that must be reported, and where. */
export interface ExpectedFault {
  readonly file: string
  /** Of the key at fault. */
  readonly line: number
  /** Last line on which it may be reported as well, where the value stands below its key. */
  readonly until?: number
  readonly code: ErrorCode
  readonly because: string
}

/** A folder of blueprints that applies. */
export interface ExpectedBlueprints {
  /** Below the blueprints of the corpus. */
  readonly folder: string
  readonly services: readonly ExpectedService[]
  /** Addresses whose `install` may run at the same time, in the order of the steps. */
  readonly installs: readonly (readonly string[])[]
}
