import { AysError, formatAddress } from '@ays/core'
import { contract } from '../graph/contract.ts'
import { findCycle } from '../graph/cycle.ts'
import { dependants, levels, topologicalOrder } from '../graph/levels.ts'
import { REVERSE_ACTIONS } from '../state/actor-view.ts'
import { type ActionRef, keyOf } from '../state/action-ref.ts'
import { compare } from '../state/draft.ts'
import type { ActionGraph, ActionNode } from './action-graph.ts'

/** A job before it belongs to a run. Its number is its place in the list. */
export interface JobDraft {
  readonly node: ActionNode
  readonly step: number
  /** Numbers of jobs and gates; gates are numbered from the number of jobs on. */
  readonly needs: readonly number[]
  /** The disabled action that this job can never get past. */
  readonly blockedBy: ActionRef | undefined
}

/** The jobs of a graph in the order of their steps, and the points that only order them. */
export interface JobPlan {
  readonly jobs: readonly JobDraft[]
  readonly gates: readonly (readonly number[])[]
}

/**
 * Levels, numbers and gates. AYS_ACTION_CYCLE names the circle. Deterministic: within a step jobs are
 * sorted by service and action.
 */
export function makeJobs(graph: ActionGraph): JobPlan {
  const { nodes } = graph
  const needs = orderReplaces(graph)
  const waiting = dependants(needs)
  const order = topologicalOrder(needs, waiting)
  if (order.length < nodes.length) throw cycleError(nodes, needs)
  const jobs = Uint8Array.from(nodes, ({ kind }) => Number(kind === 'job'))
  const isJob = (node: number) => jobs[node] === 1
  const step = levels(needs, isJob, order)
  const blocked = findBlocked(nodes, needs, order)
  const contracted = contract(needs, isJob, { order, waiting })
  const names = nodes.map((node, id) => (isJob(id) ? keyOf(node) : ''))
  const sorted = [...nodes.keys()]
    .filter(isJob)
    .toSorted((a, b) => (step[a] ?? 0) - (step[b] ?? 0) || compare(names[a] ?? '', names[b] ?? ''))
  const numbers = numberNodes(nodes.length, [...sorted, ...contracted.gates])
  const renumber = (node: number) => {
    const list: number[] = []
    for (const need of contracted.needs[node] ?? []) {
      const number = numbers[need] ?? NONE
      if (number !== NONE) list.push(number)
    }
    return list.toSorted(ascending)
  }
  return {
    jobs: sorted.flatMap((id) => {
      const node = nodes[id]
      if (!node) return []
      return [{ node, step: step[id] ?? 0, needs: renumber(id), blockedBy: blocked[id] }]
    }),
    gates: contracted.gates.map(renumber),
  }
}

/** A service that is taken down and set up again in one run: down first. */
function orderReplaces({ nodes, needs }: ActionGraph): readonly (readonly number[])[] {
  const down = new Map<string, number[]>()
  nodes.forEach(({ kind, address, action }, id) => {
    if (kind !== 'job' || !REVERSE_ACTIONS.has(action) || action === 'delete') return
    const service = formatAddress(address)
    down.set(service, [...(down.get(service) ?? []), id])
  })
  if (down.size === 0) return needs
  return needs.map((list, id) => {
    const node = nodes[id]
    if (node?.kind !== 'job' || REVERSE_ACTIONS.has(node.action)) return list
    return [...new Set([...list, ...(down.get(formatAddress(node.address)) ?? [])])]
  })
}

function cycleError(nodes: readonly ActionNode[], needs: readonly (readonly number[])[]): AysError {
  const cycle = findCycle(needs) ?? []
  const names = [...cycle, cycle[0] ?? 0].flatMap((id) => {
    const node = nodes[id]
    return node ? [`${keyOf(node)}${placeOf(node)}`] : []
  })
  return new AysError('AYS_ACTION_CYCLE', `actions need each other: ${names.join(' -> ')}`, {
    details: { cycle: names },
    hint: 'Take one of these links, or one of these "after", away.',
  })
}

function placeOf({ service: { blueprint, line } }: ActionNode): string {
  return blueprint === '' ? '' : ` (${blueprint}:${line})`
}

/** For each node that waits for a disabled action, however far away: that action. */
function findBlocked(
  nodes: readonly ActionNode[],
  needs: readonly (readonly number[])[],
  order: readonly number[],
): (ActionRef | undefined)[] {
  const blocked: (ActionRef | undefined)[] = nodes.map(() => undefined)
  if (!nodes.some(({ kind }) => kind === 'disabled')) return blocked
  for (const id of order) {
    const node = nodes[id]
    if (node?.kind === 'disabled') blocked[id] = node
    else blocked[id] = (needs[id] ?? []).map((need) => blocked[need]).find(Boolean)
  }
  return blocked
}

/** The number of a node that has none. */
const NONE = -1

/** The place of each node in the list. */
function numberNodes(count: number, list: readonly number[]): Int32Array {
  const numbers = new Int32Array(count).fill(NONE)
  for (const [number, node] of list.entries()) numbers[node] = number
  return numbers
}

const ascending = (a: number, b: number): number => a - b
