import {
  type Diagnostic,
  describeReason,
  formatAddress,
  type Json,
  type Reason,
  type Records as Model,
  roleOf,
  type Schema,
  type ServiceAddress,
} from '@ays/core'
import { stepsOf } from '../blueprint/read-fields.ts'
import type { ActorView } from '../state/actor-view.ts'
import { formatJson } from '../state/json.ts'
import { recordFromJson } from '../state/record-json.ts'
import type { YamlPath } from '../yaml/yaml-document.ts'
import type { Place, PortedService } from './ported.ts'
import { toAddress } from './read-services.ts'
import type { ActionDoc, LinkDoc, ServiceDoc } from './service-doc.ts'
import { Unmasker } from './unmask.ts'
import { DocWriter } from './write-docs.ts'

/** What a service is judged with. */
export interface ServiceContext {
  readonly actor: ActorView
  readonly schema: Schema
  /** The service that has this address already. */
  readonly stored: Model.Service | undefined
  readonly masked: boolean
  /** The uid of a service that is there, or is imported, too. */
  readonly uidOf: (address: ServiceAddress) => string | undefined
}

const NO_BYTES = new Uint8Array(0)
const DECLARED = ['declared', 'data']

/** The record of a service; `faults` gets everything that is wrong with it, and then it is not to be used. */
export function toService(
  ported: PortedService,
  context: ServiceContext,
  faults: Diagnostic[],
): Model.Service {
  return new ServiceReader(ported, context, faults).read()
}

class ServiceReader {
  readonly #ported: PortedService
  readonly #context: ServiceContext
  readonly #faults: Diagnostic[]
  readonly #unmasker: Unmasker

  constructor(ported: PortedService, context: ServiceContext, faults: Diagnostic[]) {
    this.#ported = ported
    this.#context = context
    this.#faults = faults
    this.#unmasker = new Unmasker(context.masked, faults)
  }

  read(): Model.Service {
    const { address, doc, data, place, dataPlace } = this.#ported
    const { actor, schema, stored } = this.#context
    const writer = new DocWriter(true)
    const before = stored && writer.service(stored, actor, schema)
    const storedData = stored && writer.data(schema, stored.data)
    if (roleOf(doc.actor) !== address.role) {
      this.#fault(['actor'], `${doc.actor} has not the role of ${formatAddress(address)}`)
    }
    return {
      ...this.#origin(),
      ...this.#before(before),
      data: this.#encode(data, storedData, dataPlace, []),
      declared: this.#encode(doc.declared.data, before?.declared.data, place, DECLARED),
      links: this.#links(doc.links ?? []),
      actions: Object.entries(doc.actions).map(([name, action]) =>
        this.#action(name, action, before?.actions[name]),
      ),
      eventsJson: formatJson(this.#unmasker.events(doc.events, before?.events, place)),
    }
  }

  /** What is taken as it is. */
  #origin() {
    const { address, doc } = this.#ported
    const { blueprint = '', line = 0, ensuredBy = '', madeFor = '', paused = false } = doc
    return {
      ...address,
      uid: doc.uid,
      actor: doc.actor,
      schema: this.#context.actor.record.schema,
      declaredFields: [...doc.declared.fields],
      origin: doc.origin,
      blueprint,
      line,
      ensuredBy,
      madeFor,
      paused,
      created: this.#time(['created'], doc.created),
      updated: this.#time(['updated'], doc.updated),
      revision: doc.revision,
    }
  }

  /** What an unfinished replace takes down with: its producers may be gone. */
  #before(stored: ServiceDoc | undefined) {
    const { doc, place } = this.#ported
    if (!doc.before) return { beforeData: NO_BYTES, beforeLinks: [] }
    const { links, data } = doc.before
    return {
      beforeData: this.#encode(data, stored?.before?.data, place, ['before', 'data']),
      beforeLinks: links.map((link) => ({ ...this.#link(link), uid: this.#link(link).uid ?? '' })),
    }
  }

  #fault(path: YamlPath, summary: string, code: Diagnostic['code'] = 'AYS_INPUT_INVALID'): void {
    this.#faults.push(this.#ported.place.error(code, path, summary))
  }

  #encode(
    json: Readonly<Record<string, Json>>,
    stored: Readonly<Record<string, Json>> | undefined,
    place: Place,
    at: YamlPath,
  ): Uint8Array {
    const { schema } = this.#context
    const count = this.#faults.length
    const open = this.#unmasker.data(schema.model, json, { stored, place, at })
    if (this.#faults.length > count) return NO_BYTES
    const record = recordFromJson(open, schema.model)
    const faults = schema.check(record).map((fault) => {
      const summary = `${fault.path}: ${fault.message}`
      return place.error('AYS_FIELD_INVALID', [...at, ...stepsOf(fault)], summary)
    })
    this.#faults.push(...faults)
    return faults.length > 0 ? NO_BYTES : schema.encode(record)
  }

  #links(links: readonly LinkDoc[]): Model.Link[] {
    if (links.filter(({ parent }) => parent).length > 1)
      this.#fault(['links'], 'it has two parents')
    return links.map((link, at) => {
      const found = this.#link(link)
      if (found.uid === undefined) {
        this.#fault(['links', at, 'to'], `there is no service ${link.to}`, 'AYS_LINK_UNKNOWN')
      }
      return { ...found, uid: found.uid ?? '' }
    })
  }

  #link({ to, argname, parent = false, named = false }: LinkDoc) {
    const address = toAddress(to)
    const uid = address && this.#context.uidOf(address)
    return { role: '', name: '', ...address, uid, argname, parent, named }
  }

  #action(name: string, doc: ActionDoc, stored: ActionDoc | undefined): Model.ActionState {
    const { status, lastRun, period = 0, args, reason } = doc
    const { actor, schema } = this.#context
    const at = ['actions', name]
    if (actor.actions.size > 0 && !actor.actions.has(name) && name !== 'delete') {
      this.#fault(at, `${actor.name} has no action ${name}`, 'AYS_ACTION_UNKNOWN')
    }
    if (reason && !isReason(reason)) {
      this.#fault([...at, 'reason'], `"${reason.kind}" is no kind of reason, or lacks something`)
    }
    const root = actor.actions.get(name)?.options.args ?? ''
    const place = { stored: stored?.args, place: this.#ported.place, at: [...at, 'args'] }
    return {
      name,
      status,
      code: '',
      reasonJson: formatJson(reason),
      argsJson: formatJson(args && this.#unmasker.data({ ...schema.model, root }, args, place)),
      run: '',
      job: 0,
      lastRun: lastRun === undefined ? 0 : this.#time([...at, 'lastRun'], lastRun),
      period,
      due: 0,
    }
  }

  #time(path: YamlPath, text: string): number {
    const time = Date.parse(text)
    if (!Number.isNaN(time)) return time
    this.#fault(path, `${text} is no time`)
    return 0
  }
}

/** True for what can be told in words. */
function isReason(reason: Reason): boolean {
  try {
    return describeReason(reason) !== ''
  } catch {
    return false
  }
}
