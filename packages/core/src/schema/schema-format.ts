import type { Diagnostic } from '../errors/diagnostic.ts'
import type { SchemaModel } from './schema-model.ts'
import type { TemplateLinks } from '../model/template.ts'

/** Where a text stands and what is known of it. */
export interface SchemaSource {
  /** For diagnostics. */
  readonly file: string
  /** Name of the pack; with the template it makes the id of an HRD schema. */
  readonly pack: string
  readonly template: string
  /** What schema.lock.json held, if there is one. */
  readonly lock?: SchemaLock
  /** What AYS 8.1 silently ignored or misread is an error instead of a warning. */
  readonly strict?: boolean
}

/** schema.lock.json: which ordinal a field has for ever. Append-only. */
export interface SchemaLock {
  readonly id: string
  readonly fields: readonly LockedField[]
}

export interface LockedField {
  readonly ordinal: number
  /** The capnp name; `obsolete<N>Name` once it is dropped. */
  readonly name: string
  /** The capnp type as text: `List(Text)`. */
  readonly type: string
  /** As JSON; absent for the zero value. It never changes. */
  readonly default?: unknown
  readonly dead?: true
}

/** What a format made of a text. The model is absent when there are errors. */
export interface SchemaReading {
  readonly model?: SchemaModel
  /** The same as Cap'n Proto text that the C++ compiler takes. */
  readonly capnp?: string
  /** What schema.lock.json should hold now; absent for formats whose ordinals are the author's. */
  readonly lock?: SchemaLock
  /** Relations that the text itself declares. */
  readonly links: TemplateLinks
  readonly diagnostics: readonly Diagnostic[]
}

/** A way to write schemas. Reading never throws for bad text: every fault is a diagnostic. */
export interface SchemaFormat {
  /** With the dot: `.hrd`. */
  readonly extension: string
  read(text: string, source: SchemaSource): SchemaReading
  /** Reads the template's other file of this format, such as actor.hrd. */
  readActor?(text: string, file: string): ActorReading
}

/** What actor.hrd says, in the words of actor.yaml. */
export interface ActorReading {
  readonly actor: Readonly<Record<string, unknown>>
  readonly diagnostics: readonly Diagnostic[]
}
