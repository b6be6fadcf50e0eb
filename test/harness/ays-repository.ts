import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Which AYS kept the repository: what it wrote differs. */
export type AysVersion = '8.1' | '9'

/** A service as AYS kept it. */
interface KeptService {
  /** Name of the actor, and of the service. */
  readonly actor: string
  readonly name: string
  readonly data?: object
  /** Addresses: template and name. */
  readonly parent?: readonly [actor: string, name: string]
  readonly producers?: readonly (readonly [actor: string, name: string])[]
  readonly actions?: Readonly<Record<string, string>>
  readonly periods?: Readonly<Record<string, number>>
  readonly filters?: readonly object[]
}

/** An actor as AYS kept it. */
interface KeptActor {
  /** Lines between the braces of its struct. */
  readonly fields: string
  readonly parent?: { readonly role: string; readonly argument: string }
  readonly producers?: readonly { readonly role: string; readonly argument: string }[]
  readonly python?: string
}

export interface AysFiles {
  readonly actors: Readonly<Record<string, KeptActor>>
  readonly services: readonly KeptService[]
  readonly blueprints?: Readonly<Record<string, string>>
  /** Written over all of that. */
  readonly others?: Readonly<Record<string, string>>
}

/** A folder laid out as AYS did it, gone when disposed. */
export interface AysRepository extends AsyncDisposable {
  readonly folder: string
}

/** Writes the repository of an AYS: services below their parents, by role and name. */
export async function createAysRepository(
  version: AysVersion,
  files: AysFiles,
): Promise<AysRepository> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ays-test-'))
  for (const [file, text] of Object.entries(textsOf(version, files))) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), text)
  }
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

function textsOf(version: AysVersion, files: AysFiles): Record<string, string> {
  const { actors, services, blueprints = {}, others = {} } = files
  const texts: Record<string, string> = { '.ays': '' }
  for (const [name, actor] of Object.entries(actors)) {
    texts[`actors/${name}/actor.json`] = sorted(actorJson(version, name, actor))
    texts[`actors/${name}/schema.capnp`] = schemaOf(name, actor)
    texts[`actors/${name}/actions.py`] = actor.python ?? 'def install(job):\n    pass\n'
  }
  for (const service of services) {
    const folder = folderOf(service, services)
    texts[`${folder}/service.json`] = sorted(serviceJson(version, service))
    texts[`${folder}/data.json`] = sorted(service.data ?? {})
    const actor = actors[service.actor]
    if (actor) texts[`${folder}/schema.capnp`] = schemaOf(service.actor, actor)
  }
  for (const [name, text] of Object.entries(blueprints)) texts[`blueprints/${name}`] = text
  return { ...texts, ...others }
}

const roleOf = (actor: string) => actor.split('.')[0] ?? ''

function folderOf({ actor, name, parent }: KeptService, all: readonly KeptService[]): string {
  const own = `${roleOf(actor)}!${name}`
  const above = all.find((one) => one.actor === parent?.[0] && one.name === parent[1])
  return `${above ? folderOf(above, all) : 'services'}/${own}`
}

function schemaOf(name: string, { fields }: KeptActor): string {
  const id = Array.from(name).reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xffff_ffff,
    7,
  )
  return `@0x${(2 ** 31 + (id % 2 ** 31)).toString(16)}00000001;\nstruct Schema {\n${fields}\n}\n`
}

const KEY = '0123456789abcdef0123456789abcdef'

function serviceJson(version: AysVersion, service: KeptService): object {
  const { actor, name, parent, producers = [], actions = {}, periods = {}, filters = [] } = service
  const point = ([actorName, serviceName]: readonly [string, string]) => ({
    actorName,
    serviceName,
    actorFQDN: '',
    key: KEY,
  })
  // A parent is a producer, too.
  const all = parent ? [...producers, parent] : producers
  return {
    name,
    actorName: actor,
    actorFQDN: '',
    actorKey: KEY,
    state: 'new',
    ...(parent && { parent: point(parent) }),
    // AYS 8.1 stored a pointer again each time.
    producers: (version === '8.1' ? [...all, ...all] : all).map(point),
    consumers: [],
    actions: Object.entries(actions).map(([action, state]) => ({
      name: action,
      actionKey: KEY,
      state,
      log: true,
      lastRun: state === 'ok' ? 1_480_000_000 : 0,
      period: periods[action] ?? 0,
      ...(version === '9' && { isJob: true, timeout: 0, errorNr: 0, longjob: false }),
    })),
    eventFilters: filters,
    gitRepo: { url: '', path: '' },
    ...(version === '9' && { key: KEY }),
  }
}

function actorJson(version: AysVersion, name: string, actor: KeptActor): object {
  const argument = version === '8.1' ? 'argKey' : 'argname'
  const { parent, producers = [] } = actor
  const link = (to: { readonly role: string; readonly argument: string }, least: number) => ({
    actorRole: to.role,
    minServices: least,
    maxServices: version === '8.1' ? 100 : 0,
    auto: false,
    optional: false,
    [argument]: to.argument,
  })
  return {
    name,
    actorFQDN: '',
    state: 'new',
    ...(parent && { parent: link(parent, 1) }),
    producers: producers.map((to) => link(to, 0)),
    actions: [],
    eventFilters: [],
    flists: [],
    origin: { gitUrl: '', path: '' },
    serviceDataSchema: schemaOf(name, actor),
  }
}

function sorted(value: object): string {
  return JSON.stringify(sortKeys(value), undefined, 4)
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]))
}
