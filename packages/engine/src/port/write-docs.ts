import {
  type EventFilter,
  formatAddress,
  type Json,
  type Reason,
  type Records as Model,
  type Schema,
  type SchemaModel,
} from '@ays/core'
import type { ActorView } from '../state/actor-view.ts'
import { parseJson } from '../state/json.ts'
import { recordToJson } from '../state/record-json.ts'
import { hideSecrets, SECRET } from '../state/show-data.ts'
import type { ActorDoc } from './actor-doc.ts'
import type { ActionDoc, LinkDoc, ServiceDoc } from './service-doc.ts'

type JsonObject = Readonly<Record<string, Json>>

/** Writes records as documents. Whatever would be empty in one is left out of it. */
export class DocWriter {
  /** Secret values that were met. */
  secrets = 0
  readonly #shown: boolean

  /** Secret values are shown, or masked. */
  constructor(shown: boolean) {
    this.#shown = shown
  }

  actor({ record, links, actions, onChange, recurring, events }: ActorView): ActorDoc {
    const { pack, version, goal, concurrency } = record
    return {
      pack,
      ...(version !== '' && { version }),
      ...(goal !== '' && { goal }),
      ...(concurrency > 0 && { concurrency }),
      links,
      actions: Object.fromEntries(
        [...actions.values()].map(({ name, code, inputs, options }) => [
          name,
          { code, inputs, ...(Object.keys(options).length > 0 && { options }) },
        ]),
      ),
      ...(Object.keys(onChange).length > 0 && { onChange }),
      ...(recurring.length > 0 && { recurring }),
      ...(events.length > 0 && { events: this.#events(events) }),
    }
  }

  service(service: Model.Service, actor: ActorView, schema: Schema): ServiceDoc {
    const { uid, origin, blueprint, line, ensuredBy, madeFor, revision, paused } = service
    const events = parseJson<EventFilter[]>(service.eventsJson, [])
    return {
      actor: service.actor,
      uid,
      origin,
      ...(blueprint !== '' && { blueprint, line }),
      ...(ensuredBy !== '' && { ensuredBy }),
      ...(madeFor !== '' && { madeFor }),
      created: new Date(service.created).toISOString(),
      updated: new Date(service.updated).toISOString(),
      revision,
      ...(paused && { paused }),
      ...(service.links.length > 0 && { links: service.links.map(toLinkDoc) }),
      actions: Object.fromEntries(
        service.actions.map((state) => [state.name, this.#action(state, actor, schema.model)]),
      ),
      ...(events.length > 0 && { events: this.#events(events) }),
      declared: { fields: service.declaredFields, data: this.data(schema, service.declared) },
      ...(service.beforeLinks.length > 0 && {
        before: {
          links: service.beforeLinks.map(toLinkDoc),
          data: this.data(schema, service.beforeData),
        },
      }),
    }
  }

  data(schema: Schema, bytes: Uint8Array): JsonObject {
    return this.#hide(schema.model, recordToJson(schema.decode(bytes)))
  }

  #action(
    { name, status, lastRun, period, argsJson, reasonJson }: Model.ActionState,
    actor: ActorView,
    model: SchemaModel,
  ): ActionDoc {
    const args = parseJson<JsonObject>(argsJson, {})
    const reason = parseJson<Reason | undefined>(reasonJson, undefined)
    const root = actor.actions.get(name)?.options.args ?? ''
    return {
      status,
      ...(lastRun > 0 && { lastRun: new Date(lastRun).toISOString() }),
      ...(period > 0 && { period }),
      ...(argsJson !== '' && { args: this.#hide({ ...model, root }, args) }),
      ...(reason && { reason }),
    }
  }

  #hide(model: SchemaModel, data: JsonObject): JsonObject {
    return hideSecrets(model, data, (value) => this.#mask(value))
  }

  #events(events: readonly EventFilter[]): EventFilter[] {
    return events.map((filter) => ({
      ...filter,
      secrets: filter.secrets.map((secret) => this.#mask(secret)),
    }))
  }

  #mask<T>(value: T): T | typeof SECRET {
    this.secrets += 1
    return this.#shown ? value : SECRET
  }
}

function toLinkDoc({ argname, parent, named, ...address }: Model.Link): LinkDoc {
  return {
    to: formatAddress(address),
    argname,
    ...(parent && { parent }),
    ...(named && { named }),
  }
}
