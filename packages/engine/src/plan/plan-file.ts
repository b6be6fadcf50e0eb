import {
  AysError,
  type Codec,
  type PlanFile,
  type Records as Model,
  type RecordCodec,
} from '@ays/core'
import { createHash } from 'node:crypto'
import { ChangeSet } from '../state/change-set.ts'
import type { PreparedPlan } from './prepared-plan.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

/** A prepared plan as JSON data. */
export function savePlan(prepared: PreparedPlan, repository: string, codec: Codec): PlanFile {
  const { plan, changes, jobs, revisions } = prepared
  const job: RecordCodec<Model.Job> = codec.record('Job')
  const revision: RecordCodec<Model.Revision> = codec.record('Revision')
  const body: Omit<PlanFile, 'digest'> = {
    format: 'ays-plan',
    version: 1,
    repository,
    plan,
    commit: {
      checks: [...changes.checks],
      puts: [...changes.puts].map(([key, value]) => [key, base64(value)]),
      deletes: [...changes.deletes],
      jobs: jobs.map((one) => base64(job.encode(one))),
      revisions: revisions.map((one) => base64(revision.encode(one))),
    },
  }
  return { ...body, digest: digestOf(body) }
}

/**
 * The plan that was saved. AYS_USAGE for a file that is no plan, AYS_PLAN_STALE for one of another
 * repository or one that was edited.
 */
export function loadPlan(file: PlanFile, repository: string, codec: Codec): PreparedPlan {
  const { digest, ...body } = file
  if (body.format !== 'ays-plan' || body.version !== 1) {
    throw new AysError('AYS_USAGE', 'the file is not a plan of this version of AYS', {
      hint: 'Make one with: ays plan --out FILE',
    })
  }
  if (body.repository !== repository) throw stale('the plan was made for another repository')
  if (digest !== digestOf(body)) throw stale('the plan was changed after it was made')
  const changes = new ChangeSet()
  for (const [key, version] of body.commit.checks) changes.read(key, { version })
  for (const [key, value] of body.commit.puts) changes.putBytes(key, bytesOf(value))
  for (const key of body.commit.deletes) changes.delete(key)
  const job: RecordCodec<Model.Job> = codec.record('Job')
  const jobs = body.commit.jobs.map((text) => job.decode(bytesOf(text)))
  const revision: RecordCodec<Model.Revision> = codec.record('Revision')
  const revisions = body.commit.revisions.map((text) => revision.decode(bytesOf(text)))
  return { plan: body.plan, changes, services: [], jobs, revisions, files: [] }
}

function digestOf(body: Omit<PlanFile, 'digest'>): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex')
}

function stale(message: string): AysError {
  return new AysError('AYS_PLAN_STALE', message, { hint: 'Plan again.' })
}
