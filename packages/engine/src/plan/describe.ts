import {
  type FieldChange,
  formatAddress,
  type PlannedJob,
  type RecordData,
  type Records as Model,
  type Schema,
  type ServiceChange,
} from '@ays/core'
import { isDeepStrictEqual } from 'node:util'
import { fieldChanges, linkChanges } from '../state/differences.ts'
import { showField } from '../state/show-data.ts'
import type { ActorView } from '../state/actor-view.ts'
import type { Draft } from '../state/draft.ts'
import { compare } from '../state/draft.ts'
import type { Schemas } from '../state/schemas.ts'
import { reasonText } from '../state/read-reason.ts'
import type { ActionRef } from '../state/action-ref.ts'

type Service = Model.Service

/** What a draft changes, for people, sorted by address; services whose states alone differ are left out. */
export async function describeChanges(
  draft: Draft,
  schemas: Schemas,
  deleted: readonly ActionRef[],
): Promise<ServiceChange[]> {
  const result: ServiceChange[] = []
  const forms = new Map<string, Form>()
  for (const { before, after } of draft.changed()) {
    if (!after) continue
    const form = forms.get(after.actor) ?? formOf(schemas, await draft.actor(after.actor))
    if (!form) continue
    forms.set(after.actor, form)
    const change = describeChange(form, before, after)
    if (change) result.push(change)
  }
  for (const { address, action } of deleted) {
    const service = action === 'delete' ? draft.before(address) : undefined
    if (service) result.push(changeOf('delete', service, [], []))
  }
  return result.toSorted((a, b) => compare(a.service, b.service))
}

/** What the data of an actor's services looks like. */
interface Form {
  readonly schema: Schema
  readonly defaults: RecordData
}

function formOf(schemas: Schemas, actor: ActorView | undefined): Form | undefined {
  const schema = actor && schemas.of(actor)
  return schema && { schema, defaults: schema.decode(schema.encode({})) }
}

function describeChange(
  form: Form,
  before: Service | undefined,
  after: Service,
): ServiceChange | undefined {
  const fields = before
    ? fieldChanges(form.schema, before.data, after.data)
    : givenFields(form, after)
  const links = linkChanges(before?.links ?? [], after.links)
  if (!before) return changeOf('create', after, fields, links)
  if (fields.length + links.length === 0 && before.origin === after.origin) return undefined
  const replaced = after.beforeLinks.length > 0 && before.beforeLinks.length === 0
  return changeOf(replaced ? 'replace' : 'update', after, fields, links)
}

function changeOf(
  kind: ServiceChange['kind'],
  service: Service,
  fields: readonly FieldChange[],
  links: ServiceChange['links'],
): ServiceChange {
  const { blueprint: file, line } = service
  return {
    kind,
    service: formatAddress(service),
    template: service.actor,
    origin: service.origin,
    ...(file === '' ? {} : { source: { file, line, column: 1 } }),
    fields,
    links,
  }
}

/** Of a new service: what was given, and what differs from the default. */
function givenFields({ schema, defaults }: Form, service: Service): FieldChange[] {
  const data = schema.decode(service.data)
  const given = new Set(service.declaredFields)
  return Object.keys(data)
    .filter((field) => given.has(field) || !isDeepStrictEqual(data[field], defaults[field]))
    .map((field) => ({ field, after: showField(schema, field, data[field]) }))
}

/** Job records as core's plain data. */
export function describeJobs(jobs: readonly Model.Job[]): PlannedJob[] {
  return jobs.map((job) => ({
    number: job.number,
    service: formatAddress(job),
    action: job.action,
    step: job.step,
    needs: job.needs,
    reason: reasonText(job.reasonJson),
  }))
}

/** Numbers of the jobs of each step. */
export function describeSteps(jobs: readonly Model.Job[]): number[][] {
  const steps: number[][] = []
  for (const { step, number } of jobs) {
    while (steps.length <= step) steps.push([])
    steps[step]?.push(number)
  }
  return steps
}
