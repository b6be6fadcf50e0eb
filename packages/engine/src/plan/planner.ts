import {
  type ActorChange,
  assertNoErrors,
  type Diagnostic,
  type Executor,
  formatAddress,
  hasErrors,
  parseAddress,
  type PlanRequest,
  type Reason,
  roleOf,
} from '@ays/core'
import { newId } from '../state/new-id.ts'
import { readBlueprints } from '../blueprint/read-blueprints.ts'
import { ChangeSet } from '../state/change-set.ts'
import { hasAction } from '../state/actor-view.ts'
import { type ActionRef, keyOf } from '../state/action-ref.ts'
import { Draft } from '../state/draft.ts'
import type { Records } from '../state/records.ts'
import { nobody, unable } from './unknown-targets.ts'
import type { Schemas } from '../state/schemas.ts'
import { REMEMBERED } from '../state/recent-services.ts'
import type { Templates, TextFile } from '../template/template.ts'
import { layDues } from '../timer/lay-dues.ts'
import { buildActionGraph } from './action-graph.ts'
import { applyActions, applyEventFilters } from './apply-blueprint-blocks.ts'
import { checkBlueprints } from './check-blueprints.ts'
import { declareServices, type Wish } from './declare.ts'
import { describeChanges, describeJobs, describeSteps } from './describe.ts'
import { findConditional } from './find-conditional.ts'
import { scheduleGoals } from './goals.ts'
import { layActors } from './lay-actors.ts'
import { makeJobs } from './make-jobs.ts'
import { newJob } from './new-job.ts'
import { layEvent } from '../event/lay-event.ts'
import type { QueuedRequest } from './queued-request.ts'
import type { PreparedPlan } from './prepared-plan.ts'
import { prune } from './prune.ts'
import { removeServices } from './remove-services.ts'
import { refuseConsumed, scheduleOn } from './schedule.ts'
import { allSeeds, changedServices, onlyTargets, seedsOf } from './seeds.ts'

export interface PlannerTools {
  readonly records: Records
  readonly schemas: Schemas
  readonly templates: Templates
  readonly executor: () => Executor
  readonly now: () => number
}

/** What a request laid into the draft, and what it wants done. */
interface Outcome {
  readonly command: string
  readonly seeds: readonly ActionRef[]
  readonly actors?: readonly ActorChange[]
  readonly files?: readonly TextFile[]
  readonly warnings?: readonly Diagnostic[]
}

const ASKED: Reason = { kind: 'asked' }
const DESTROY: Reason = { kind: 'destroy' }

type BlueprintRequest = Extract<PlanRequest, { kind: 'blueprint' }>
type DoRequest = Extract<PlanRequest, { kind: 'do' }>

/** Turns a request into a plan: reads, changes nothing. */
export class Planner {
  readonly #tools: PlannerTools

  constructor(tools: PlannerTools) {
    this.#tools = tools
  }

  /** AYS_INPUT_INVALID with every diagnostic; AYS_SERVICE_UNKNOWN, AYS_ACTION_UNKNOWN, AYS_ACTION_CYCLE. */
  async plan(request: QueuedRequest, signal?: AbortSignal): Promise<PreparedPlan> {
    const now = this.#tools.now()
    const draft = new Draft(this.#tools.records, new ChangeSet())
    const outcome = await this.#lay(draft, request, now, signal)
    await refuseConsumed(draft, outcome.seeds)
    const jobs = makeJobs(await buildActionGraph(draft, outcome.seeds))
    const records = jobs.jobs.map((job, number) =>
      newJob(job, { number, needs: [...job.needs], step: job.step, created: 0 }),
    )
    const changes = await describeChanges(draft, this.#tools.schemas, outcome.seeds)
    const { command, actors = [], files = [], warnings = [] } = outcome
    await layDues(draft, now)
    const revisions = draft.write()
    return {
      plan: {
        id: newId(now),
        created: now,
        command,
        empty: draft.changes.empty && records.length === 0,
        changes,
        actors,
        jobs: describeJobs(records),
        gates: jobs.gates,
        steps: describeSteps(records),
        ifChanged: await findConditional(draft, records),
        blocked: jobs.jobs.flatMap(({ node, blockedBy }) =>
          blockedBy === undefined
            ? []
            : [{ service: formatAddress(node.address), action: node.action, by: keyOf(blockedBy) }],
        ),
        warnings,
      },
      changes: draft.changes,
      services: changedServices(draft).slice(0, REMEMBERED),
      jobs: records,
      revisions,
      files,
    }
  }

  async #lay(
    draft: Draft,
    request: QueuedRequest,
    now: number,
    signal: AbortSignal | undefined,
  ): Promise<Outcome> {
    switch (request.kind) {
      case 'blueprint':
        return this.#layBlueprints(draft, request, now, signal)
      case 'do':
        return this.#layDo(draft, request)
      case 'pending':
        return {
          command: 'run',
          seeds: await onlyTargets(draft, await allSeeds(draft), request.targets),
        }
      case 'delete':
        return this.#layDelete(draft, request.services)
      case 'destroy':
        return this.#layDestroy(draft)
      case 'event':
        return layEvent(draft, request.event)
      case 'actors':
        return this.#layActors(draft, request.actors, now)
    }
  }

  async #layBlueprints(
    draft: Draft,
    request: BlueprintRequest,
    now: number,
    signal: AbortSignal | undefined,
  ): Promise<Outcome> {
    const { templates, schemas, executor } = this.#tools
    const what =
      request.files.length === 1 ? 'the blueprint has faults' : 'the blueprints have faults'
    const reading = await readBlueprints(request.files, {
      templates,
      ...(request.answers && { answers: request.answers }),
    })
    if (hasErrors(reading.diagnostics)) {
      const further = await checkBlueprints({ draft, templates }, reading)
      assertNoErrors([...reading.diagnostics, ...further], what)
    }
    const wishes = reading.services.map((wanted): Wish => ({
      wanted,
      origin: 'blueprint',
      by: '',
    }))
    const declared = await declareServices(
      { draft, templates, schemas, executor, signal, now, updateActors: true },
      wishes,
    )
    assertNoErrors([...reading.diagnostics, ...declared.diagnostics], what)
    if (reading.actions === undefined) await scheduleGoals(draft, declared.laid)
    const actions = await applyActions(draft, reading.actions ?? [])
    assertNoErrors(actions.diagnostics, what)
    applyEventFilters(draft, reading)
    const pruned = await this.#prune(draft, request, new Set(declared.laid.keys()))
    const pending = await this.#scope(draft, request, declared.laid.keys())
    const seeds = [...pending, ...actions.seeds, ...(pruned?.seeds ?? [])]
    return {
      command: `apply ${request.files.map(({ file }) => file).join(' ')}`.trim(),
      seeds: await onlyTargets(draft, unique(seeds), request.targets),
      actors: declared.actors,
      files: declared.files,
      warnings: [
        ...reading.diagnostics,
        ...declared.diagnostics,
        ...actions.diagnostics,
        ...(pruned?.warnings ?? []),
      ],
    }
  }

  async #prune(draft: Draft, request: BlueprintRequest, wanted: ReadonlySet<string>) {
    if (request.prune !== true) return undefined
    const files = new Set(request.files.map(({ file }) => file))
    return prune(draft, { wanted, files, whole: request.whole === true })
  }

  /** Whole: everything pending. Otherwise what these blueprints declare, and what they changed. */
  async #scope(
    draft: Draft,
    request: BlueprintRequest,
    declared: Iterable<string>,
  ): Promise<ActionRef[]> {
    if (request.whole === true) return allSeeds(draft)
    const services = new Map(changedServices(draft).map((one) => [formatAddress(one), one]))
    for (const id of declared) {
      const service = draft.get(parseAddress(id))
      if (service) services.set(id, service)
    }
    return seedsOf(services.values())
  }

  async #layDo(draft: Draft, request: DoRequest): Promise<Outcome> {
    const { action, role, name, force = false, args } = request
    const all = role === undefined ? await draft.all() : await draft.ofRole(roleOf(role))
    const chosen = all.filter((service) => name === undefined || service.name === name)
    if (chosen.length === 0) throw await nobody(draft.records, request)
    const able = []
    for (const service of chosen) {
      const actor = await draft.actor(service.actor)
      if (actor && hasAction(actor, action)) able.push(service)
    }
    if (able.length === 0) throw await unable(draft, chosen, action)
    const seeds: ActionRef[] = []
    for (const service of able) {
      const now = draft.get(service) ?? service
      const options = { reason: ASKED, force, ...(args ? { args } : {}) }
      seeds.push(...(await scheduleOn(draft, now, action, options)))
    }
    return { command: doCommand(request), seeds }
  }

  async #layDelete(draft: Draft, services: readonly string[]): Promise<Outcome> {
    const { seeds, warnings } = await removeServices(draft, services)
    return { command: `service delete ${services.join(' ')}`, seeds: unique(seeds), warnings }
  }

  async #layActors(
    draft: Draft,
    names: readonly string[] | undefined,
    now: number,
  ): Promise<Outcome> {
    const laid = await layActors(draft, { ...this.#tools, now }, names)
    const command = ['actor update', ...(names ?? [])].join(' ')
    return { ...laid, command, seeds: seedsOf(changedServices(draft)) }
  }

  async #layDestroy(draft: Draft): Promise<Outcome> {
    const seeds: ActionRef[] = []
    for (const service of await draft.all()) {
      const now = draft.get(service) ?? service
      const options = { reason: DESTROY, force: true }
      seeds.push(...(await scheduleOn(draft, now, 'delete', options)))
    }
    return { command: 'destroy', seeds: unique(seeds) }
  }
}

function unique(seeds: readonly ActionRef[]): ActionRef[] {
  return [...new Map(seeds.map((seed) => [keyOf(seed), seed])).values()]
}

function doCommand({ action, role, name }: DoRequest): string {
  const filter = [role && `--role ${role}`, name && `--instance ${name}`]
  return ['do', action, ...filter].filter(Boolean).join(' ')
}
