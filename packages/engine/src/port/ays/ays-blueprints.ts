import {
  formatAddress,
  type Json,
  type LeftOut,
  type PortFile,
  type RecordData,
  type Schema,
} from '@ays/core'
import { readFields } from '../../blueprint/read-fields.ts'
import { parseServiceKey } from '../../blueprint/service-key.ts'
import { recordToJson } from '../../state/record-json.ts'
import { isMapping, type YamlEntry } from '../../yaml/yaml-document.ts'
import { parseYaml } from '../../yaml/parse-yaml.ts'
import type { PortTree } from '../layout.ts'
import type { FoundActor } from './ays-actors.ts'
import { toLeft } from './file-place.ts'

/** What a blueprint gives to a service. */
export interface Declared {
  readonly blueprint: string
  readonly line: number
  readonly fields: readonly string[]
  readonly data: Readonly<Record<string, Json>>
}

export interface AysBlueprints {
  /** As they are to be written into the new repository. */
  readonly files: readonly PortFile[]
  /** By address. */
  readonly declared: ReadonlyMap<string, Declared>
}

const FOLDER = 'blueprints/'

/** The blueprints of AYS, and what the active ones declare: applied again, they then change nothing. */
export function readAysBlueprints(
  { files }: PortTree,
  actors: ReadonlyMap<string, FoundActor>,
  left: LeftOut[],
): AysBlueprints {
  const taken: PortFile[] = []
  const declared = new Map<string, Declared>()
  for (const [path, { file, text }] of files) {
    const name = path.slice(FOLDER.length)
    if (!path.startsWith(FOLDER) || name.includes('/') || name.startsWith('.')) continue
    // What has another name is no blueprint any more.
    const as = /\.ya?ml$/.test(name) ? path : `${path}.yaml`
    const document = parseYaml(text, file, { code: 'AYS_BLUEPRINT_SYNTAX', repeatedKeys: true })
    left.push(...toLeft(document.diagnostics))
    if (document.diagnostics.length > 0) continue
    taken.push({ file: as, text })
    if (name.startsWith('_')) continue
    for (const entry of document.entries) declare(entry, { file, as, actors, left, declared })
  }
  return { files: taken, declared }
}

interface Declaring {
  readonly file: string
  readonly as: string
  readonly actors: ReadonlyMap<string, FoundActor>
  readonly left: LeftOut[]
  readonly declared: Map<string, Declared>
}

function declare({ key, value, line }: YamlEntry, { file, as, actors, left, declared }: Declaring) {
  if (key === 'actions' || key === 'eventfilters') return
  const service = parseServiceKey(key)
  const actor = service && actors.get(service.template)
  if (!service || !actor) {
    const reason = service ? `there is no actor ${service.template}` : 'it declares nothing'
    left.push({ file, reason: `${key}: ${reason}` })
    return
  }
  const template = { name: service.template, schema: actor.schema, links: actor.view.links }
  const { fields, data, faults } = readFields(template, isMapping(value) ? value : {})
  left.push(...faults.map(({ message }) => ({ file, reason: `${key}: ${message}` })))
  declared.set(formatAddress(service), {
    blueprint: as,
    line,
    fields: Object.keys(fields),
    data: jsonOf(actor.schema, data),
  })
}

/** As the schema keeps it. */
function jsonOf(schema: Schema, data: RecordData): Readonly<Record<string, Json>> {
  return recordToJson(schema.decode(schema.encode(data)))
}
