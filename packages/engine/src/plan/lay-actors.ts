import { type ActorChange, assertNoErrors, AysError, type Break, type Diagnostic } from '@ays/core'
import type { Draft } from '../state/draft.ts'
import { actorOfKey, keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'
import type { Template, Templates, TextFile } from '../template/template.ts'
import { lossesOf } from './actor-differences.ts'
import { updateActor } from './update-actors.ts'
import { didYouMean } from '../yaml/suggest.ts'

export interface ActorTools {
  readonly schemas: Schemas
  readonly templates: Templates
  readonly now: number
}

/** What taking up templates lays into a draft. */
export interface LaidActors {
  readonly actors: readonly ActorChange[]
  readonly files: readonly TextFile[]
  readonly warnings: readonly Diagnostic[]
}

/**
 * These actors, or all, follow their templates, each with all of its services, or none does: AYS_INPUT_INVALID with a
 * diagnostic for every fault of a template and for everything that services would lose. AYS_ACTOR_UNKNOWN.
 */
export async function layActors(
  draft: Draft,
  { schemas, templates, now }: ActorTools,
  names?: readonly string[],
): Promise<LaidActors> {
  const diagnostics: Diagnostic[] = []
  const ready: Template[] = []
  for (const name of names ?? (await actorNames(draft.records))) {
    const actor = await draft.actor(name)
    if (!actor) throw await unknownActor(draft.records, name)
    const reading = await templates.read(name)
    diagnostics.push(...(reading?.diagnostics ?? [gone(name)]))
    if (!reading?.template) continue
    schemas.add(reading.template.schema)
    const losses = lossesOf(schemas.of(actor), reading.template.schema)
    diagnostics.push(...losses.map((loss) => toDiagnostic(name, loss)))
    ready.push(reading.template)
  }
  assertNoErrors(diagnostics, 'services cannot follow their templates')
  const actors: ActorChange[] = []
  const files: TextFile[] = []
  for (const template of ready) {
    const change = await updateActor(draft, schemas, template, now)
    if (!change) continue
    actors.push(change)
    if (template.lockFile) files.push(template.lockFile)
  }
  return { actors, files, warnings: diagnostics }
}

/** AYS_ACTOR_UNKNOWN, with the name that may have been meant. */
export async function unknownActor(records: Records, name: string): Promise<AysError> {
  const hint =
    didYouMean(name, await actorNames(records)) ?? 'List what there is with: ays actor list'
  return new AysError('AYS_ACTOR_UNKNOWN', `nothing was made of a template ${name} yet`, { hint })
}

async function actorNames(records: Records): Promise<string[]> {
  const names: string[] = []
  for await (const { key } of records.store.scan({ prefix: keys.actors }))
    names.push(actorOfKey(key))
  return names
}

function gone(name: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'AYS_TEMPLATE_UNKNOWN',
    summary: `there is no template ${name} any more: its services stay as they are`,
  }
}

function toDiagnostic(actor: string, { path, message }: Break): Diagnostic {
  return {
    severity: 'error',
    code: 'AYS_SCHEMA_BREAKS',
    summary: `${actor}: ${path} ${message}`,
    detail:
      'Give a field with another type another name, keep what was there, and rename with alias. Where a blueprint says the values, ays apply takes up fields of another type in HRD.',
  }
}
