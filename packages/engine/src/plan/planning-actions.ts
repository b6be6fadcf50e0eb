import {
  type ActionOutcome,
  AysError,
  type Diagnostic,
  type Ensured,
  type Executor,
  formatAddress,
  type Records as Model,
  type ServiceAddress,
  type SourcePosition,
} from '@ays/core'
import { levels } from '../graph/levels.ts'
import { newId } from '../state/new-id.ts'
import { knowSchemas, makeCall } from '../state/action-call.ts'
import { isPending, withAction } from '../state/action-state.ts'
import { changedFields } from '../state/change-data.ts'
import type { Draft } from '../state/draft.ts'
import type { Schemas } from '../state/schemas.ts'

const TIMEOUT = 10_000

export interface PlanningTools {
  readonly draft: Draft
  readonly schemas: Schemas
  readonly executor: () => Executor
  readonly signal: AbortSignal | undefined
  readonly now: number
}

/** A service whose declaration is new: its `input` and `init` look at it. */
export interface Fresh {
  readonly address: ServiceAddress
  readonly source: SourcePosition
  /** `init` runs once in the life of a service, `input` whenever its declaration is new. */
  readonly init: boolean
}

/** What a service declared while it was planned. */
export interface EnsuredBy {
  readonly by: ServiceAddress
  readonly source: SourcePosition
  readonly ensured: readonly Ensured[]
}

export interface PlanningResult {
  readonly ensured: readonly EnsuredBy[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Runs `input`, then `init`, of services whose links are resolved, producers first. What they return
 * goes into the draft, recorded `ok`; an action that throws is a diagnostic at the service's declaration.
 */
export async function runPlanningActions(
  tools: PlanningTools,
  fresh: readonly Fresh[],
): Promise<PlanningResult> {
  if (!(await hasActions(tools.draft, fresh))) return { ensured: [], diagnostics: [] }
  const waves = wavesOf(tools.draft, fresh)
  const input = await runWaves(tools, waves, 'input')
  if (input.diagnostics.length > 0) return input
  const init = await runWaves(
    tools,
    waves.map((wave) => wave.filter((one) => one.init)),
    'init',
  )
  return { ensured: [...input.ensured, ...init.ensured], diagnostics: init.diagnostics }
}

/** True when a template of theirs has something to run: mostly none has. */
async function hasActions(draft: Draft, fresh: readonly Fresh[]): Promise<boolean> {
  for (const name of new Set(fresh.map(({ address }) => draft.get(address)?.actor))) {
    const actor = name === undefined ? undefined : await draft.actor(name)
    if (actor?.actions.has('input') || actor?.actions.has('init')) return true
  }
  return false
}

/** Each behind those of its producers that are fresh too: it sees what their actions returned. */
function wavesOf(draft: Draft, fresh: readonly Fresh[]): Fresh[][] {
  const at = new Map(fresh.map(({ address }, index) => [formatAddress(address), index]))
  const needs = fresh.map(({ address }) =>
    (draft.get(address)?.links ?? []).flatMap((link) => at.get(formatAddress(link)) ?? []),
  )
  const waves: Fresh[][] = []
  const steps = levels(needs, () => true)
  fresh.forEach((one, index) => {
    const step = steps[index] ?? 0
    const wave = waves[step]
    if (wave) wave.push(one)
    else waves[step] = [one]
  })
  return waves
}

async function runWaves(
  tools: PlanningTools,
  waves: readonly (readonly Fresh[])[],
  action: string,
): Promise<PlanningResult> {
  const ensured: EnsuredBy[] = []
  const diagnostics: Diagnostic[] = []
  for (const wave of waves) {
    const result = await runOne(tools, wave, action)
    ensured.push(...result.ensured)
    diagnostics.push(...result.diagnostics)
  }
  return { ensured, diagnostics }
}

async function runOne(
  tools: PlanningTools,
  fresh: readonly Fresh[],
  action: string,
): Promise<PlanningResult> {
  const ensured: EnsuredBy[] = []
  const diagnostics: Diagnostic[] = []
  const tries = await Promise.all(fresh.map((one) => call(tools, one, action)))
  for (const [at, outcome] of tries.entries()) {
    const one = fresh[at]
    if (!outcome || !one) continue
    if (outcome.status === 'error') diagnostics.push(refusal(one, action, outcome.error.message))
    else {
      await record(tools, one, action, outcome)
      ensured.push({ by: one.address, source: one.source, ensured: outcome.ensured })
    }
  }
  return { ensured, diagnostics }
}

async function call(
  { draft, schemas, executor, signal, now }: PlanningTools,
  { address }: Fresh,
  action: string,
): Promise<ActionOutcome | undefined> {
  const service = draft.get(address)
  const actor = service && (await draft.actor(service.actor))
  const code = actor?.actions.get(action)
  if (!service || !actor || !code) return undefined
  await draft.load(service.links)
  await knowSchemas(draft, schemas, [service])
  const id = `plan/${newId(now)}/${formatAddress(address)}`
  const head = { id, code: code.code, action, args: {}, attempt: 1, idempotencyKey: id }
  return executor().execute(
    makeCall({ ...head, timeout: TIMEOUT, planning: true }, service, (other) => draft.get(other)),
    signal ? { signal } : {},
  )
}

async function record(
  { draft, schemas, now }: PlanningTools,
  { address }: Fresh,
  action: string,
  outcome: Extract<ActionOutcome, { status: 'ok' }>,
): Promise<void> {
  const service = draft.get(address)
  const actor = service && (await draft.actor(service.actor))
  if (!service || !actor) throw new AysError('AYS_INTERNAL', 'a planned service went away')
  const done: Partial<Model.ActionState> = {
    status: 'ok',
    reasonJson: '',
    code: actor.actions.get(action)?.code ?? '',
    lastRun: now,
  }
  const schema = schemas.of(actor)
  const changed =
    outcome.data !== undefined &&
    changedFields(schema, service.data, outcome.data, outcome.fields).length > 0
  const data = changed ? (outcome.data ?? service.data) : service.data
  draft.set(withAction({ ...service, data }, action, done))
}

function refusal({ address, source }: Fresh, action: string, message: string): Diagnostic {
  return {
    severity: 'error',
    code: 'AYS_INPUT_INVALID',
    summary: `${action} of ${formatAddress(address)} refused: ${message}`,
    source,
  }
}

/** A planning action is to run although the declaration says nothing new. */
export function isPlanningPending(service: Model.Service, action: 'input' | 'init'): boolean {
  return service.actions.some((state) => state.name === action && isPending(state))
}
