import {
  AysError,
  type ExportReport,
  type ExportRequest,
  formatAddress,
  type PortFile,
  type Records as Model,
  type SchemaLock,
  type ServiceAddress,
  type SignalOption,
} from '@ays/core'
import { type ActorView, viewActor } from '../state/actor-view.ts'
import { compare } from '../state/draft.ts'
import { parseJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'
import { formatLock } from '../template/schema-lock.ts'
import { PORT_FORMAT } from './head-doc.ts'
import { actorFolder, codeFile, FILES, jsonFile, mapFile, serviceFolder } from './layout.ts'
import { readMoment } from './read-moment.ts'
import { DocWriter } from './write-docs.ts'

export interface ExportTools {
  readonly records: Records
  readonly schemas: Schemas
}

/** As PortApi.exportServices(). */
export async function exportServices(
  { records, schemas }: ExportTools,
  { secrets = false }: ExportRequest = {},
  options: SignalOption = {},
): Promise<ExportReport> {
  const { actors, services } = await readRepository(records, options)
  const writer = new DocWriter(secrets)
  const files = [jsonFile(FILES.head, { format: PORT_FORMAT, secrets })]
  for (const actor of actors.values()) files.push(...(await actorFiles(records, writer, actor)))
  for (const service of services.values()) {
    const actor = actors.get(service.actor)
    if (!actor) throw damaged(`the actor of ${formatAddress(service)}`)
    const schema = schemas.of(actor)
    const folder = serviceFolder(service, parentsOf(service, services))
    files.push(
      jsonFile(`${folder}/${FILES.service}`, writer.service(service, actor, schema)),
      jsonFile(`${folder}/${FILES.data}`, writer.data(schema, service.data)),
    )
  }
  return {
    files: files.toSorted((a, b) => compare(a.file, b.file)),
    services: services.size,
    actors: actors.size,
    secrets: writer.secrets,
  }
}

interface Repository {
  readonly actors: ReadonlyMap<string, ActorView>
  /** By address. */
  readonly services: ReadonlyMap<string, Model.Service>
}

async function readRepository(
  { store, codecs }: Records,
  options: SignalOption,
): Promise<Repository> {
  const actors = new Map<string, ActorView>()
  const services = new Map<string, Model.Service>()
  for (const { key, value } of await readMoment(store, [keys.actors, keys.services], options)) {
    if (key.startsWith(keys.actors)) {
      const actor = viewActor(codecs.actor.decode(value))
      actors.set(actor.name, actor)
    } else {
      const service = codecs.service.decode(value)
      services.set(formatAddress(service), service)
    }
  }
  return { actors, services }
}

async function actorFiles(
  records: Records,
  writer: DocWriter,
  actor: ActorView,
): Promise<PortFile[]> {
  const folder = actorFolder(actor.name)
  const { capnp, lockJson } = actor.record
  const files = [
    jsonFile(`${folder}/${FILES.actor}`, writer.actor(actor)),
    { file: `${folder}/${FILES.schema}`, text: capnp },
  ]
  const lock = parseJson<SchemaLock | undefined>(lockJson, undefined)
  if (lock) files.push({ file: `${folder}/${FILES.lock}`, text: formatLock(lock) })
  const actions = [...actor.actions.values()]
  const hashes = actions.map(({ code }) => keys.code(code))
  const codes = await records.getMany(records.codecs.code, hashes)
  for (const [at, { name }] of actions.entries()) {
    const code = codes[at]?.value
    if (!code) throw damaged(`the code of ${name} of the actor ${actor.name}`)
    files.push({ file: `${folder}/${codeFile(name)}`, text: code.code })
    if (code.map !== '') files.push({ file: `${folder}/${mapFile(name)}`, text: code.map })
  }
  return files
}

/** The parent, its parent and so on; the uppermost first. */
function parentsOf(
  service: Model.Service,
  services: Repository['services'],
): readonly ServiceAddress[] {
  const parents: Model.Service[] = []
  let below = service
  for (;;) {
    const link = below.links.find(({ parent }) => parent)
    const above = link && services.get(formatAddress(link))
    if (!above || parents.includes(above)) return parents.toReversed()
    parents.push(above)
    below = above
  }
}

function damaged(what: string): AysError {
  return new AysError('AYS_STORE_DAMAGED', `${what} is not there`, {
    hint: 'See what else is wrong with: ays store verify',
  })
}
