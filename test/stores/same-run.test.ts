import { CapnpCodec } from '@ays/capnp-codec'
import type { ApplyReport, Plan, PlanRequest, Records, Store } from '@ays/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openAt } from '../harness/care.ts'
import { openTestEngine } from '../harness/engine.ts'
import { type PostgresServer, startPostgres } from '../harness/postgres.ts'
import { type RedisServer, startRedis } from '../harness/redis.ts'
import { createRepository, type TemplateFiles } from '../harness/temp-repository.ts'

const INSTALL = 'export const install = () => undefined\n'
// What was started can be stopped.
const DOWN =
  'export const start = () => undefined\nexport const stop = () => undefined\nexport const uninstall = () => undefined\n'

/** Every kind of field; fields that actions own; autos, parents and services made on the way. */
const TEMPLATES: Readonly<Record<string, TemplateFiles>> = {
  host: {
    schema: 'label = type:str default:\'Ünïcode, "quoted"\'\nratio = type:float default:0.1',
    actions: `${INSTALL}${DOWN}
      export const init = ({ service, ensure }) => ensure('disk', service.name, { size: 7 })`,
  },
  disk: { schema: 'size = type:int default:1\nfast = type:bool', actions: INSTALL + DOWN },
  app: {
    schema:
      'host = type:str parent:host auto\ndisk = type:str list consume:disk:1\n' +
      'ports = type:int list\nfound = type:str\nload = type:float',
    actions: `${DOWN}
      export const install = ({ service }) => ({ found: service.name + '☃', load: 1 / 3 })
      export const processChange = ({ ensure }) => ensure('disk', 'late', { fast: false })`,
  },
}

const SITE = 'host__one:\n  ratio: 0.3\napp__web:\n  ports: [80, 443]\n  disk: [one]\n'

/** What is asked for, one after the other. */
const REQUESTS: readonly PlanRequest[] = [
  blueprint(SITE),
  blueprint(SITE),
  blueprint(`${SITE.replace('80, ', '8080, ')}app__api:\n  disk: one\n  host: one\n`),
  { kind: 'do', action: 'stop', role: 'host' },
  { kind: 'do', action: 'install', role: 'app', force: true },
]

function blueprint(text: string): PlanRequest {
  return { kind: 'blueprint', files: [{ file: 'blueprints/site.yaml', text }] }
}

/** What is the same whoever keeps it: everything but ids and times. */
interface Told {
  readonly plan: Omit<Plan, 'id' | 'created'>
  readonly jobs: readonly string[]
  readonly state: string | undefined
}

interface Kept {
  readonly schema: string
  readonly data: string
  readonly declared: string
  readonly links: readonly string[]
  readonly actions: readonly string[]
}

let redis: RedisServer
let postgres: PostgresServer

beforeAll(async () => {
  redis = await startRedis()
  postgres = await startPostgres()
})
afterAll(async () => {
  await redis[Symbol.asyncDispose]()
  await postgres[Symbol.asyncDispose]()
})

it('one blueprint gives the same plans, runs and bytes on every store', async () => {
  const memory = await live('memory:')
  // The reference itself: what is compared is not empty, and has gone all the way.
  expect(memory.told.map(({ state }) => state)).toEqual(['ok', undefined, 'ok', 'ok', 'ok'])
  expect([...memory.kept.keys()]).toEqual([
    'svc/app/api',
    'svc/app/web',
    'svc/disk/late',
    'svc/disk/one',
    'svc/host/one',
  ])
  for (const url of ['level:.ays/db', redis.url, 'lmdb:.ays/lmdb', postgres.url]) {
    expect(await live(url), url).toEqual(memory)
  }
})

/** Lives through all requests on this store, and tells what was told and what is kept. */
async function live(url: string): Promise<{ told: Told[]; kept: Map<string, Kept> }> {
  await using repository = await createRepository({ templates: TEMPLATES })
  await using store = await openAt(repository, url)
  await using engine = await openTestEngine(repository.folder, store)
  const told: Told[] = []
  for (const request of REQUESTS) {
    const plan = await engine.api.plan(request)
    told.push(tell(plan, await engine.api.apply({ plan: plan.id })))
  }
  return { told, kept: await keep(store) }
}

function tell({ id: _id, created: _created, ...plan }: Plan, { run }: ApplyReport): Told {
  const jobs = run?.steps.flat() ?? []
  return {
    plan,
    jobs: jobs.map(({ number, service, action, step, needs, state, reason }) =>
      JSON.stringify({ number, service, action, step, needs, state, reason }),
    ),
    state: run?.state,
  }
}

async function keep(store: Store): Promise<Map<string, Kept>> {
  const codec = new CapnpCodec().record<Records.Service>('Service')
  const kept = new Map<string, Kept>()
  for await (const { key, value } of store.scan({ prefix: 'svc/' })) {
    const { schema, data, declared, links, actions } = codec.decode(value)
    kept.set(key, {
      schema,
      data: Buffer.from(data).toString('hex'),
      declared: Buffer.from(declared).toString('hex'),
      links: links.map(({ role, name, argname, parent, named }) =>
        JSON.stringify({ role, name, argname, parent, named }),
      ),
      actions: actions.map(({ name, status, code }) => JSON.stringify({ name, status, code })),
    })
  }
  return kept
}
