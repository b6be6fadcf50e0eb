import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import { type AysApi, type ExportReport, MemoryStore, type PlanRequest } from '@ays/core'
import { verifyStore } from '@ays/engine'
import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  bigInt,
  boolean,
  constantFrom,
  double,
  integer,
  nat,
  option,
  record,
  string,
} from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../harness/engine.ts'
import { isSoaking } from '../harness/soak.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const RUNS = { numRuns: isSoaking() ? 3000 : 40 }
const TIME = 3_600_000

/** Every type that data can have, secrets at several depths, and links of all kinds. */
const SCHEMA = `@0xa1b2c3d4e5f60718;
annotation secret @0xa1b2c3d4e5f60719 (field) :Void;
annotation bigint @0xa1b2c3d4e5f6071a (field) :Void;
enum Colour { red @0; green @1; }
struct Disk { size @0 :UInt32; key @1 :Text $secret; label @2 :Text; }
struct Restart { why @0 :Text $secret; }
struct Schema {
  text @0 :Text;
  phrase @1 :Text $secret;
  number @2 :Float64;
  big @3 :UInt64 $bigint;
  bytes @4 :Data;
  disks @5 :List(Disk);
  colour @6 :Colour;
  net :group { port @7 :UInt16; word @8 :Text $secret; }
  union { none @9 :Void; mirror @10 :Disk; }
  on @11 :List(Text);
  under @12 :Text;
  fails @13 :Bool;
}
`
const ACTIONS = `export const install = ({ service }) => {
  if (service.data.fails) throw new Error('it fails: ' + service.data.text)
  return { text: service.data.text + '!' }
}
export const start = () => undefined
export const monitor = () => undefined
export const stop = () => undefined
export const uninstall = () => undefined
export const restart = () => undefined
`
const ACTOR = `actions:
  restart: {args: Restart}
links:
  parent: {role: root, argname: under, optional: true}
  consume: [{role: cell, argname: on}]
recurring: [{action: monitor, period: 1h}]
events: [{channel: alarm, command: fire, actions: [start], secrets: [hush]}]
`

interface RandomCell {
  readonly data: Readonly<Record<string, unknown>>
  readonly on: readonly number[]
  readonly under: number
  /** Gets the other root as its parent. */
  readonly moves: boolean
  readonly asks: string | null
  readonly paused: boolean
  readonly hand:
    | readonly ['install' | 'start' | 'monitor', 'new' | 'changed' | 'error' | 'disabled']
    | null
}

const unicode = string({ unit: 'binary', maxLength: 8 })
const disk = record({ size: nat(), key: unicode, label: unicode })
const cell: Arbitrary<RandomCell> = record({
  data: record(
    {
      text: unicode,
      phrase: unicode,
      number: double({ noNaN: true, noDefaultInfinity: true }),
      big: bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
      disks: array(disk, { maxLength: 2 }),
      colour: constantFrom('red', 'green'),
      net: record({ port: integer({ min: 0, max: 65_535 }), word: unicode }),
      mirror: disk,
      fails: boolean(),
    },
    { requiredKeys: [] },
  ),
  on: array(nat({ max: 5 }), { maxLength: 3 }),
  under: nat({ max: 3 }),
  moves: boolean(),
  asks: option(unicode),
  paused: boolean(),
  hand: option(
    record({
      action: constantFrom('install' as const, 'start' as const, 'monitor' as const),
      status: constantFrom(
        'new' as const,
        'changed' as const,
        'error' as const,
        'disabled' as const,
      ),
    }).map(({ action, status }) => [action, status] as const),
  ),
})

/** JSON is YAML; what a cell links to stands before it. Of two roots, none is meant where none is named. */
function blueprintOf(cells: readonly RandomCell[]): string {
  const blocks = cells.map(({ data, on, under }, at) => {
    const links = [...new Set(on)].filter((one) => one < at).map((one) => `c${one}`)
    return [
      `cell__c${at}`,
      { ...data, on: links, ...((under === 0 || under === 1) && { under: `r${under}` }) },
    ]
  })
  const all = { root__r0: {}, root__r1: {}, ...Object.fromEntries(blocks) }
  return JSON.stringify(all).replaceAll(NO_YAML, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** Letters that JSON takes as they are, and YAML does not. */
const NO_YAML = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

async function lay(api: AysApi, request: PlanRequest, noRun: boolean): Promise<void> {
  const { id } = await api.plan(request)
  await api.apply({ plan: id, noRun })
}

const blueprint = (cells: readonly RandomCell[]): PlanRequest => ({
  kind: 'blueprint',
  files: [{ file: 'blueprints/all.yaml', text: blueprintOf(cells) }],
})

/** All are up; then some get another parent, some are asked for something, and nothing of that is run. */
async function fill(api: AysApi, cells: readonly RandomCell[]): Promise<void> {
  await lay(api, blueprint(cells), false)
  const moved = cells.map((one) => (one.moves ? { ...one, under: 1 - one.under } : one))
  await lay(api, blueprint(moved), true)
  for (const [at, { asks }] of cells.entries()) {
    if (asks === null) continue
    const asked = { kind: 'do', action: 'restart', name: `c${at}`, args: { why: asks } } as const
    await lay(api, asked, true)
  }
  for (const [at, { paused, hand }] of cells.entries()) {
    if (paused) await api.pauseService(`cell!c${at}`, { paused })
    if (hand) await api.setServiceState(`cell!c${at}`, { action: hand[0], status: hand[1] })
  }
}

function law(holds: (cells: readonly RandomCell[]) => Promise<void>): () => Promise<void> {
  const cells = array(cell, { minLength: 1, maxLength: 6 })
  return () => assert(asyncProperty(cells, holds), RUNS)
}

const pendingOf = async (api: AysApi) => (await api.plan({ kind: 'pending' })).jobs

describe('over random repositories', () => {
  let repository: TempRepository
  const opened: AsyncDisposable[] = []

  beforeAll(async () => {
    repository = await createRepository()
    await repository.write('templates/cell/schema.capnp', SCHEMA)
    await repository.write('templates/cell/actions.ts', ACTIONS)
    await repository.write('templates/cell/actor.yaml', ACTOR)
    await repository.write('templates/root/schema.hrd', 'size = type:int\n')
    await repository.write('templates/root/actions.ts', 'export const install = () => undefined\n')
  })

  afterAll(() => repository[Symbol.asyncDispose]())

  async function open(): Promise<TestEngine & { readonly store: MemoryStore }> {
    const store = new MemoryStore()
    const engine = await openTestEngine(repository.folder, store)
    opened.push(engine)
    return { ...engine, store, [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose]() }
  }

  it(
    'an export that is imported elsewhere is exported the same there, and is the same to run',
    law(async (cells) => {
      await using first = await open()
      await using second = await open()
      await fill(first.api, cells)
      const out: ExportReport = await first.api.exportServices({ secrets: true })
      const report = await second.api.importServices({ files: out.files })
      expect(report).toMatchObject({ actors: ['cell', 'root'], unchanged: 0, left: [] })
      expect(report.services.length).toBe(cells.length + 2)
      expect(await second.api.exportServices({ secrets: true })).toEqual(out)
      expect(await pendingOf(second.api)).toEqual(await pendingOf(first.api))
      const { faults } = await verifyStore({
        repository: repository.id,
        codec: new CapnpCodec(),
        formats: [capnpFormat],
        store: second.store,
      })
      expect(faults).toEqual([])
    }),
    TIME,
  )

  it(
    'an export, masked or not, imported where it comes from changes nothing',
    law(async (cells) => {
      await using one = await open()
      await fill(one.api, cells)
      const before = await one.store.get('svc/cell/c0')
      for (const secrets of [false, true]) {
        const { files } = await one.api.exportServices({ secrets })
        const report = await one.api.importServices({ files })
        expect(report).toMatchObject({ services: [], actors: [], unchanged: cells.length + 2 })
      }
      expect(await one.store.get('svc/cell/c0')).toEqual(before)
    }),
    TIME,
  )
})
