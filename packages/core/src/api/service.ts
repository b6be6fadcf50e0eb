import type { Json } from '../executor/action.ts'
import type { Reason } from '../model/reason.ts'
import type { Diagnostic } from '../errors/diagnostic.ts'
import type { SchemaLock } from '../schema/schema-format.ts'
import type { SchemaModel, FieldModel } from '../schema/schema-model.ts'
import type { ActionOptions, EventFilter, Recurring, TemplateLinks } from '../model/template.ts'

export type ActionStatus = 'new' | 'changed' | 'scheduled' | 'ok' | 'error' | 'disabled' | 'running'

export interface ServiceInfo {
  readonly address: string
  readonly role: string
  readonly name: string
  readonly uid: string
  readonly template: string
  readonly origin: 'blueprint' | 'auto' | 'ensured'
  readonly parent?: string
  readonly actions: Readonly<Record<string, ActionStatus>>
}

export interface ServiceDetail extends ServiceInfo {
  /** Secret fields are "(secret)" unless they were asked for. */
  readonly data: Readonly<Record<string, Json>>
  readonly producers: readonly LinkInfo[]
  readonly consumers: readonly string[]
  readonly children: readonly string[]
  readonly states: readonly ActionStateInfo[]
  readonly blueprint?: string
  readonly line?: number
  readonly ensuredBy?: string
  /** Nothing of it recurs. */
  readonly paused: boolean
  /** Another one whenever the stored record of the service is; none comes twice. */
  readonly version: string
  readonly schema: string
  readonly created: number
  readonly updated: number
}

export interface LinkInfo {
  readonly argname: string
  readonly to: string
  readonly parent: boolean
  readonly named: boolean
}

export interface ActionStateInfo {
  readonly action: string
  readonly status: ActionStatus
  readonly reason?: string
  readonly because?: Reason
  readonly lastRun?: number
  /** When it recurs next, as things are. */
  readonly due?: number
  readonly run?: string
  readonly job?: number
}

/** What a change of a service hangs on. */
export interface ServicePrecondition {
  /** The `version` that was looked at: AYS_SERVICE_CHANGED, and nothing is done, when it is another one now. */
  readonly ifVersion?: string
}

/** Sets the state of an action by hand. */
export interface StateChange extends ServicePrecondition {
  readonly action: string
  readonly status: Exclude<ActionStatus, 'running'>
  /** For the history. */
  readonly who?: string
}

/** Which services to list: all that everything given is true of. */
export interface ServiceFilter {
  readonly role?: string
  readonly name?: string
  readonly template?: string
  readonly parent?: string
  readonly consumes?: string
  /** Some action is in one of these states. */
  readonly states?: readonly ActionStatus[]
  /** At most so many. */
  readonly limit?: number
  /** Only what comes behind this address: the next page. */
  readonly after?: string
}

export interface TemplateInfo {
  readonly name: string
  readonly role: string
  readonly pack: string
  readonly folder: string
  readonly goal: string | undefined
  /** Names of the actions it exports. */
  readonly actions: readonly string[]
  readonly fields: readonly FieldModel[]
  readonly links: TemplateLinks
}

export interface TemplateDetail extends TemplateInfo {
  readonly schema: SchemaModel
  readonly capnp: string
  /** What schema.lock.json should hold; absent when the ordinals are the author's. */
  readonly lock?: SchemaLock
  readonly options: Readonly<Record<string, ActionOptions>>
  readonly recurring: readonly Recurring[]
  readonly events: readonly EventFilter[]
  readonly onChange: Readonly<Record<string, readonly string[]>>
}

export interface TemplateList {
  readonly templates: readonly TemplateInfo[]
  /** Of templates that could not be loaded, and warnings of others. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface GraphInfo {
  readonly nodes: readonly {
    readonly id: string
    readonly label: string
    readonly state?: string
    readonly group?: string
  }[]
  /** From what needs to what is needed. */
  readonly edges: readonly {
    readonly from: string
    readonly to: string
    readonly kind: 'parent' | 'consumes' | 'needs'
  }[]
}

/** Whether what recurs of a service does so. */
export interface PauseChange extends ServicePrecondition {
  readonly paused: boolean
}
