import {
  type FieldChange,
  formatAddress,
  type LinkChange,
  type PlannedJob,
  type Records as Model,
  type Schema,
  type ServiceChange,
} from '@ays/core'
import { isDeepStrictEqual } from 'node:util'
import { SECRET } from '../state/show-data.ts'
import type { Draft } from '../state/draft.ts'
import { compare } from '../state/draft.ts'
import type { Schemas } from '../state/schemas.ts'
import { toJson } from '../state/to-json.ts'
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
  for (const { before, after } of draft.changed()) {
    if (!after) continue
    const actor = await draft.actor(after.actor)
    if (!actor) continue
    const change = describeChange(schemas.of(actor), before, after)
    if (change) result.push(change)
  }
  for (const { address, action } of deleted) {
    const service = action === 'delete' ? draft.before(address) : undefined
    if (service) result.push({ ...head('delete', service), fields: [], links: [] })
  }
  return result.toSorted((a, b) => compare(a.service, b.service))
}

function describeChange(
  schema: Schema,
  before: Service | undefined,
  after: Service,
): ServiceChange | undefined {
  const fields = before ? fieldChanges(schema, before, after) : givenFields(schema, after)
  const links = linkChanges(before?.links ?? [], after.links)
  if (!before) return { ...head('create', after), fields, links }
  if (fields.length + links.length === 0 && before.origin === after.origin) return undefined
  const replaced = after.beforeLinks.length > 0 && before.beforeLinks.length === 0
  return { ...head(replaced ? 'replace' : 'update', after), fields, links }
}

function head(kind: ServiceChange['kind'], service: Service) {
  const { blueprint: file, line } = service
  return {
    kind,
    service: formatAddress(service),
    template: service.actor,
    origin: service.origin,
    ...(file === '' ? {} : { source: { file, line, column: 1 } }),
  }
}

/** Of a new service: what was given, and what differs from the default. */
function givenFields(schema: Schema, service: Service): FieldChange[] {
  const data = schema.decode(service.data)
  const defaults = schema.decode(schema.encode({}))
  const given = new Set(service.declaredFields)
  return Object.keys(data)
    .filter((field) => given.has(field) || !isDeepStrictEqual(data[field], defaults[field]))
    .map((field) => ({ field, after: show(schema, field, data[field]) }))
}

function fieldChanges(schema: Schema, before: Service, after: Service): FieldChange[] {
  if (before.data === after.data) return []
  const old = schema.decode(before.data)
  const now = schema.decode(after.data)
  return Object.keys(now)
    .filter((field) => !isDeepStrictEqual(old[field], now[field]))
    .map((field) => ({
      field,
      before: show(schema, field, old[field]),
      after: show(schema, field, now[field]),
    }))
}

function show(schema: Schema, field: string, value: unknown) {
  const secret = schema.fields.find(({ name }) => name === field)?.rules?.secret
  return secret ? SECRET : toJson(value)
}

function linkChanges(before: readonly Model.Link[], after: readonly Model.Link[]): LinkChange[] {
  const old = new Map(before.map((link) => [idOf(link), link]))
  const now = new Map(after.map((link) => [idOf(link), link]))
  return [
    ...[...old].filter(([id]) => !now.has(id)).map(([, link]) => linkChange('remove', link)),
    ...[...now].filter(([id]) => !old.has(id)).map(([, link]) => linkChange('add', link)),
  ]
}

function linkChange(kind: LinkChange['kind'], link: Model.Link): LinkChange {
  return { kind, argname: link.argname, to: formatAddress(link), parent: link.parent }
}

function idOf(link: Model.Link): string {
  return `${link.argname} ${formatAddress(link)} ${link.parent}`
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
