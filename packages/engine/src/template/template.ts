import type {
  ActionCode,
  ActionOptions,
  Diagnostic,
  EventFilter,
  Recurring,
  Schema,
  SchemaLock,
  TemplateLinks,
} from '@ays/core'

/** The pack of the templates that a repository has itself. */
export const OWN_PACK = 'local'

/** An actor template, loaded: what a service can be made of. */
export interface Template {
  /** The name of its folder: `node.docker`. */
  readonly name: string
  /** The name up to the first dot. */
  readonly role: string
  readonly pack: string
  /** Of the pack; empty where that has none. */
  readonly version: string
  /** Absolute. */
  readonly folder: string
  readonly schema: Schema
  /** The schema as Cap'n Proto text. */
  readonly capnp: string
  /** What schema.lock.json should hold; absent when the ordinals are the author's. */
  readonly lock?: SchemaLock
  /**
   * Set when schema.lock.json beside one of the repository's own templates is not as the lock says: to
   * write when a plan is applied. Of other templates the Actor record keeps the lock.
   */
  readonly lockFile?: TextFile
  readonly links: TemplateLinks
  /** The action that creating a service schedules, when the author says which. */
  readonly goal?: string
  /** At most so many jobs of all its services at once. */
  readonly concurrency?: number
  /** What it exports, by name, sorted. */
  readonly actions: ReadonlyMap<string, TemplateAction>
  /** The bundle of an action by its hash. */
  code(hash: string): ActionCode | undefined
  /** Field to the actions that its change schedules. */
  readonly onChange: Readonly<Record<string, readonly string[]>>
  readonly recurring: readonly Recurring[]
  readonly events: readonly EventFilter[]
  /** Field to what its author says of it. */
  readonly docs: Readonly<Record<string, string>>
  /** Warnings: a template with errors is not loaded. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface TemplateAction {
  readonly name: string
  /** sha256 of the bundle. */
  readonly hash: string
  /** sha256 over the files that it was made of. */
  readonly inputs: string
  readonly options: ActionOptions
}

/** A file that should be written, absolute path and all. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

/** What became of a template: absent when it has errors. */
export interface TemplateReading {
  readonly template?: Template
  readonly diagnostics: readonly Diagnostic[]
}

/** Where templates come from. */
export interface Templates {
  /** Every name in reach, sorted. */
  readonly names: readonly string[]
  /** Of finding them: duplicates, packs that are not there. */
  readonly diagnostics: readonly Diagnostic[]
  /** Reads a template once; undefined when there is none of this name. */
  read(name: string): Promise<TemplateReading | undefined>
}
