import type { Diagnostic } from '../errors/diagnostic.ts'

/** What was found wrong with templates. */
export interface TemplateCheck {
  /** Names of those that were looked at, sorted. */
  readonly templates: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  /** Why faults of types were not looked for; absent when they were, or when there was nothing to look at. */
  readonly untyped?: string
}

export interface TypesRequest {
  /** Which templates; all of the repository's own when there are none. */
  readonly names: readonly string[]
  /** Writes nothing. */
  readonly check?: boolean
}

/** The file of types of each template. */
export interface TypesReport {
  readonly files: readonly {
    readonly template: string
    /** Relative to the repository. */
    readonly file: string
    /** `stale`: it should be written and was not, for only a check was asked for. */
    readonly state: 'same' | 'written' | 'stale'
  }[]
  /** Templates with errors have no types. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface NewTemplate {
  readonly name: string
  /** Extension of the schema file, without the dot; `hrd` unless told. */
  readonly schema?: 'hrd' | 'capnp'
}

/** What was written for a new template. */
export interface NewTemplateReport {
  /** Relative to the repository. */
  readonly folder: string
  /** Names of the files in it. */
  readonly files: readonly string[]
}
