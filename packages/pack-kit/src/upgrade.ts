import type { SchemaModel } from '@ays/core'
import type { Cast, CastService, TestedTemplate } from './cast.ts'
import { linesOf, type Play } from './play.ts'
import { differencesOf } from './scene.ts'
import type { Verdict } from './search.ts'
import type { Stage } from './stage.ts'

/** An upgrade of a pack: the play is of the new version. */
export interface Upgrade extends Play {
  /** Folders of templates of the older version. */
  readonly older: readonly string[]
  /** Every template of the new version. */
  readonly templates: readonly TestedTemplate[]
}

/**
 * Installs a service with the older version, then applies the same blueprint with the new one. Fields that a
 * schema has no more are taken out of it, as its user would.
 */
export async function upgrade(upgraded: Upgrade, cast: Cast): Promise<Verdict> {
  const { sandbox, packs, older, templates } = upgraded
  const all = [...cast.needs, cast.subject]
  await sandbox.wipe()
  let before: Readonly<Record<string, unknown>> = {}
  const never = await sandbox.use(older, async (stage) => {
    const fault = await stage.apply(all)
    if (!fault) before = await stage.dataOf(cast.subject)
    return fault
  })
  if (never) return { never: { reason: never.text, refused: never.refused } }
  const now = all.map((service) => withKnownFields(service, templates))
  const fault = await sandbox.use(packs, async (stage) => {
    const found = await takeOver(stage, upgraded, { services: now, before })
    const destroyed = await stage.destroy()
    return found ?? destroyed?.text ?? linesOf(differencesOf(new Map(), await sandbox.tree()))
  })
  return { fault }
}

interface Takeover {
  /** As the blueprint declares them now, the subject last. */
  readonly services: readonly CastService[]
  /** The data that the older version left. */
  readonly before: Readonly<Record<string, unknown>>
}

async function takeOver(
  stage: Stage,
  { template }: Play,
  { services, before }: Takeover,
): Promise<string | undefined> {
  const subject = services.at(-1)
  const fault = await stage.apply(services)
  if (fault || !subject) return fault?.text
  const after = await stage.dataOf(subject)
  const lost = Object.entries(subject.data).filter(
    ([field, given]) => same(before[field], given) && !same(after[field], given),
  )
  if (lost.length > 0)
    return lost.map(([field]) => `the field ${field} has lost its value`).join('\n')
  const checks = template.detail.actions.filter((action) => action === 'check')
  return (await stage.act(checks, subject))?.text
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function withKnownFields(service: CastService, templates: readonly TestedTemplate[]): CastService {
  const found = templates.find(({ detail }) => detail.name === service.template)
  if (!found) return service
  const known = namesIn(found.detail.schema)
  const links = found.detail.links
  const argnames = [links.parent, ...links.consume].map((link) => link?.argname)
  const data = Object.entries(service.data).filter(
    ([name]) => known.has(name) || argnames.includes(name),
  )
  return { ...service, data: Object.fromEntries(data) }
}

function namesIn({ structs, root }: SchemaModel): ReadonlySet<string> {
  const members = structs.find(({ name }) => name === root)?.members ?? []
  const names = members.flatMap((member) => {
    if (member.name !== undefined) return [member.name]
    return member.kind === 'union' ? member.members.map(({ name = '' }) => name) : []
  })
  return new Set(names)
}
