import type { Diagnostic, SourcePosition } from '../errors/diagnostic.ts'
import type { Json } from '../executor/action.ts'

/** A blueprint as text: who asks reads the files, so that a remote AYS needs none of them. */
export interface BlueprintFile {
  /** As diagnostics shall name it. */
  readonly file: string
  readonly text: string
}

/** Values of fields by the address of their service: a blueprint could have said the same. */
export type Answers = Readonly<Record<string, Readonly<Record<string, Json>>>>

/** What to plan. */
export type PlanRequest =
  | {
      readonly kind: 'blueprint'
      readonly files: readonly BlueprintFile[]
      /** Removes services that these blueprints declared before and no longer do. */
      readonly prune?: boolean
      /** The files are all there are: prune also what vanished files declared. */
      readonly whole?: boolean
      /** Only jobs of these services, and what they need. */
      readonly targets?: readonly string[]
      /** What the blueprints leave out, by the address of the service and the name of the field. */
      readonly answers?: Answers
    }
  | {
      readonly kind: 'do'
      readonly action: string
      readonly role?: string
      readonly name?: string
      /** Also when the action is ok. */
      readonly force?: boolean
      readonly args?: Readonly<Record<string, Json>>
    }
  /** Everything that is scheduled, changed or in error. */
  | { readonly kind: 'pending'; readonly targets?: readonly string[] }
  /** These services, what is below them and what they ensured, through stop, uninstall and delete. */
  | { readonly kind: 'delete'; readonly services: readonly string[] }
  /** Every service through stop, uninstall and delete. */
  | { readonly kind: 'destroy' }
  /** These actors, or all, follow their templates, and their services with them; no blueprint is read. */
  | { readonly kind: 'actors'; readonly actors?: readonly string[] }

/** What an apply would change and run. Plain data, safe to print. */
export interface Plan {
  /** For apply(), by the same AYS. */
  readonly id: string
  readonly created: number
  readonly command: string
  /** Nothing would change and nothing would run. */
  readonly empty: boolean
  readonly changes: readonly ServiceChange[]
  readonly actors: readonly ActorChange[]
  readonly jobs: readonly PlannedJob[]
  /** Points that only order, numbered from `jobs.length` on: the numbers each of them waits for. */
  readonly gates: readonly (readonly number[])[]
  /** Numbers of the jobs of each step. */
  readonly steps: readonly (readonly number[])[]
  /** Jobs that follow only if a job before them changes data. */
  readonly ifChanged: readonly {
    readonly service: string
    readonly action: string
    readonly producer: string
  }[]
  /** What cannot be done because of a disabled action. */
  readonly blocked: readonly {
    readonly service: string
    readonly action: string
    readonly by: string
  }[]
  readonly warnings: readonly Diagnostic[]
}

export interface ServiceChange {
  readonly kind: 'create' | 'update' | 'replace' | 'delete'
  readonly service: string
  readonly template: string
  readonly origin: 'blueprint' | 'auto' | 'ensured'
  readonly source?: SourcePosition
  readonly fields: readonly FieldChange[]
  readonly links: readonly LinkChange[]
}

export interface FieldChange {
  readonly field: string
  /** Absent for a service that is created; "(secret)" for a secret field. */
  readonly before?: Json
  readonly after?: Json
}

export interface LinkChange {
  readonly kind: 'add' | 'remove'
  readonly argname: string
  readonly to: string
  readonly parent: boolean
}

export interface ActorChange {
  readonly kind: 'create' | 'update'
  readonly actor: string
  /** Actions whose reachable code changed. */
  readonly actions: readonly string[]
  readonly schema: boolean
  /** What else differs, of an update. */
  readonly differences: readonly ActorDifference[]
  /** How many services follow. */
  readonly services: number
}

/** One part of an actor, as people write it: `port :Int64`. New without `before`, gone without `after`. */
export interface ActorDifference {
  readonly part: 'pack' | 'field' | 'action' | 'link'
  readonly before?: string
  readonly after?: string
}

export interface PlannedJob {
  readonly number: number
  readonly service: string
  readonly action: string
  readonly step: number
  /** Numbers of the jobs and gates it waits for. */
  readonly needs: readonly number[]
  readonly reason: string
}

/** A plan that outlives its process: holds the whole commit, reads no blueprint again. */
export interface PlanFile {
  readonly format: 'ays-plan'
  readonly version: 1
  readonly repository: string
  readonly plan: Plan
  /** Checks, puts and deletes; values as base64. */
  readonly commit: {
    readonly checks: readonly (readonly [key: string, version: string])[]
    readonly puts: readonly (readonly [key: string, base64: string])[]
    readonly deletes: readonly string[]
    /** The Job records, as base64. */
    readonly jobs: readonly string[]
    /** The Revision records, as base64. */
    readonly revisions: readonly string[]
  }
  /** sha256 over all of the above: a file that was edited is refused. */
  readonly digest: string
}
