import {
  type ActorApi,
  type ActorDetail,
  type ActorInfo,
  type ActorState,
  hasErrors,
  type Records as Model,
} from '@ays/core'
import { lossesOf } from '../plan/actor-differences.ts'
import { unknownActor } from '../plan/lay-actors.ts'
import { isBehind, updateActor } from '../plan/update-actors.ts'
import { type ActorView, viewActor } from '../state/actor-view.ts'
import { ChangeSet } from '../state/change-set.ts'
import { Draft } from '../state/draft.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'
import type { Template, Templates } from '../template/template.ts'

interface ActorTools {
  readonly records: Records
  readonly schemas: Schemas
  readonly templates: () => Promise<Templates>
}

/** What AysApi answers of actors. */
export function createActorApi(tools: ActorTools): ActorApi {
  const { records } = tools
  return {
    async listActors() {
      const templates = await tools.templates()
      const actors: ActorInfo[] = []
      for await (const { value } of records.scan(records.codecs.actor, { prefix: keys.actors })) {
        actors.push((await judge(tools, templates, value)).info)
      }
      return actors.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    },
    async showActor(name) {
      const stored = await records.get(records.codecs.actor, keys.actor(name))
      if (!stored) throw await unknownActor(records, name)
      const { info, actor, template, ...rest } = await judge(
        tools,
        await tools.templates(),
        stored.value,
      )
      const behind = info.state === 'behind' ? template : undefined
      const change = behind && (await changeOf(tools, behind))
      return { ...info, ...describe(tools.schemas, actor), ...rest, ...(change && { change }) }
    },
  }
}

interface Judged extends Pick<ActorDetail, 'breaks' | 'diagnostics'> {
  readonly info: ActorInfo
  readonly actor: ActorView
  readonly template: Template | undefined
}

async function judge(
  { records, schemas }: ActorTools,
  templates: Templates,
  record: Model.Actor,
): Promise<Judged> {
  const actor = viewActor(record)
  const reading = await templates.read(record.name)
  const { template, diagnostics = [] } = reading ?? {}
  const breaks = template ? lossesOf(schemas.of(actor), template.schema) : []
  const { name, role, pack, version, updated } = record
  const info = {
    name,
    role,
    pack,
    ...(version !== '' && { version }),
    state: stateOf(
      actor,
      template,
      reading !== undefined,
      breaks.length > 0 || hasErrors(diagnostics),
    ),
    services: (await records.addresses(keys.servicesOfActor(name))).length,
    updated,
  }
  return { info, actor, template, breaks, diagnostics }
}

function stateOf(
  actor: ActorView,
  template: Template | undefined,
  found: boolean,
  broken: boolean,
): ActorState {
  if (!found) return 'gone'
  if (!template || broken) return 'broken'
  return isBehind(actor, template) ? 'behind' : 'current'
}

/** Laid into a draft that nobody commits. */
async function changeOf({ records, schemas }: ActorTools, template: Template) {
  return updateActor(new Draft(records, new ChangeSet()), schemas, template, 0)
}

function describe(schemas: Schemas, actor: ActorView) {
  const { record, links, actions } = actor
  return {
    folder: record.folder,
    fields: schemas.of(actor).fields,
    links,
    actions: [...actions.values()].map(({ name, code, options }) => ({ name, code, options })),
  }
}
