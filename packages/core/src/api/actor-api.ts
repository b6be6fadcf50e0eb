import type { Break } from '../schema/codec.ts'
import type { FieldModel } from '../schema/schema-model.ts'
import type { Diagnostic } from '../errors/diagnostic.ts'
import type { ActionOptions, TemplateLinks } from '../model/template.ts'
import type { SignalOption } from '../store/store.ts'
import type { ActorChange } from './plan.ts'

/** How an actor stands to the template that it was made of. */
export type ActorState =
  | 'current'
  /** The template is another now, and can be taken up. */
  | 'behind'
  /** The template has faults, or would misread what is stored. */
  | 'broken'
  /** There is no template of this name any more. */
  | 'gone'

/** A template as the repository has taken it up: what its services are made of, whatever the files say by now. */
export interface ActorInfo {
  readonly name: string
  readonly role: string
  readonly pack: string
  /** Of the pack, where that has one. */
  readonly version?: string
  readonly state: ActorState
  readonly services: number
  /** When it was taken up. */
  readonly updated: number
}

export interface ActorDetail extends ActorInfo {
  readonly folder: string
  readonly fields: readonly FieldModel[]
  readonly links: TemplateLinks
  readonly actions: readonly {
    readonly name: string
    readonly code: string
    readonly options: ActionOptions
  }[]
  /** What taking up the template would change. */
  readonly change?: ActorChange
  /** What the template would misread. */
  readonly breaks: readonly Break[]
  /** What is wrong with the template. */
  readonly diagnostics: readonly Diagnostic[]
}

/** What AysApi answers of actors. */
export interface ActorApi {
  /** Sorted by name. */
  listActors(options?: SignalOption): Promise<ActorInfo[]>
  /** AYS_ACTOR_UNKNOWN. */
  showActor(name: string, options?: SignalOption): Promise<ActorDetail>
}
