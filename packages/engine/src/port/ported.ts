import type {
  Diagnostic,
  ErrorCode,
  Json,
  Records as Model,
  Schema,
  ServiceAddress,
} from '@ays/core'
import type { ActorView } from '../state/actor-view.ts'
import type { YamlPath } from '../yaml/yaml-document.ts'
import type { ServiceDoc } from './service-doc.ts'

/** Where faults of something that is imported are told. */
export interface Place {
  error(code: ErrorCode, path: YamlPath, summary: string, detail?: string): Diagnostic
}

/** An actor that is to be imported. */
export interface PortedActor {
  readonly view: ActorView
  readonly schema: Schema
  /** By hash. */
  readonly codes: ReadonlyMap<string, Model.Code>
  readonly place: Place
}

/** A service that is to be imported, in its shape and not yet judged. */
export interface PortedService {
  readonly address: ServiceAddress
  readonly doc: ServiceDoc
  readonly data: Readonly<Record<string, Json>>
  readonly place: Place
  readonly dataPlace: Place
}

/** Everything that is to be imported. */
export interface Ported {
  /** By name. */
  readonly actors: ReadonlyMap<string, PortedActor>
  readonly services: readonly PortedService[]
  /** Names of all actors and addresses of all services, also of those that have a fault. */
  readonly names: ReadonlySet<string>
  /** Secret values are there; else they are masked. */
  readonly secrets: boolean
}
