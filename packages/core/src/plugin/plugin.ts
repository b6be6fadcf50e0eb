import type { Bundler, Executor, ActionSources } from '../executor/executor.ts'
import type { HostFactory } from '../executor/host.ts'
import type { TypeChecker } from '../executor/type-checker.ts'
import type { SchemaFormat } from '../schema/schema-format.ts'
import type { Codec } from '../schema/codec.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'

/**
 * What the module of a store exports as `openStore`; nothing is opened before Store.open(). The URL as
 * ays.yaml has it: text, for the class URL knows one host only. AYS_STORE_URL.
 */
export type StoreFactory = (url: string, options: StoreFactoryOptions) => Store

/**
 * What the module of a store may export as `eraseStore`: removes all of a repository, also what the
 * store keeps beside the entries. Without it, `ays store check` deletes the entries.
 */
export type StoreEraser = (url: string, options: StoreFactoryOptions) => Promise<void>

/**
 * What the module of a store may export as `repairStore`: makes a store that answers AYS_STORE_DAMAGED usable again
 * with what can still be read, and tells `onWarning` what is lost. What was saved may not fit together: indexes are
 * rebuilt afterwards. AYS_STORE_LOCKED, AYS_STORE_UNREACHABLE.
 */
export type StoreRepairer = (url: string, options: StoreFactoryOptions) => Promise<void>

export interface StoreFactoryOptions {
  /** The repository's folder: relative paths of the URL start here. */
  readonly folder: string
  /** The repository's id: the key prefix in a shared store. */
  readonly repository: string
  /** Gets what people should know of this store, one sentence each; a warning of the process without it. */
  readonly onWarning?: (text: string) => void
}

/** The `ays` block of a plugin's package.json: declarative, so that nothing is loaded before its use. */
export interface PluginManifest {
  /** URL scheme to a module that exports `openStore: StoreFactory`. */
  readonly stores?: Readonly<Record<string, string>>
  /** Kind of host to a module that exports `createHost: HostFactory`; it is loaded in workers. */
  readonly hosts?: Readonly<Record<string, string>>
  /** File extension to a module that exports `format: SchemaFormat`. */
  readonly schemaFormats?: Readonly<Record<string, string>>
  /** Folders of templates. */
  readonly packs?: readonly string[]
}

/** Types of what the modules export by name. */
export interface PluginModules {
  readonly openStore: StoreFactory
  readonly eraseStore?: StoreEraser
  readonly repairStore?: StoreRepairer
  readonly format: SchemaFormat
  readonly createHost: HostFactory
}

/** A folder of templates and the name it goes by. */
export interface PackFolder {
  readonly name: string
  /** Of its package, where that has one. */
  readonly version?: string
  readonly folder: string
}

/** How a process that stays, such as a daemon, ends before its runs have: it hands them back. */
export interface Leave {
  /** Aborted when it is going to end: no job starts any more. */
  readonly drain: AbortSignal
  /** Aborted when it waits no longer: what still runs is ended, and starts again where the run is gone on with. */
  readonly abandon: AbortSignal
  /** Gets each run that is driven, which settles when it has ended or was handed back. */
  readonly hold: (driven: Promise<void>) => void
}

/** The ports an engine is made of. */
export interface EnginePorts {
  readonly store: Store
  readonly codec: Codec
  readonly formats: readonly SchemaFormat[]
  readonly bundler: Bundler
  /** Without one, faults of types are not looked for. */
  readonly typeChecker?: TypeChecker
  /** Packs of installed plugins, beside those that ays.yaml names. */
  readonly packs: readonly PackFolder[]
  /** The clock of this machine when absent. */
  readonly clock?: Clock
  /** Made at first use: a command that runs nothing starts no worker. */
  readonly executor: (sources: ActionSources) => Executor
  /** Of a process that stays; templates are then read again for every call that plans or looks at them. */
  readonly leave?: Leave
}
