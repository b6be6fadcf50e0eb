import type { Needs } from './cycle.ts'

/** For each node, the nodes that wait for it. */
export function dependants(needs: Needs): number[][] {
  const result: number[][] = needs.map(() => [])
  needs.forEach((list, node) => {
    for (const need of list) result[need]?.push(node)
  })
  return result
}

/** All nodes, each after everything it waits for; those of a circle, and what waits for them, are left out. Linear. */
export function topologicalOrder(needs: Needs, waiting: Needs = dependants(needs)): number[] {
  const open = Int32Array.from(needs, (list) => list.length)
  const order: number[] = []
  needs.forEach((list, node) => {
    if (list.length === 0) order.push(node)
  })
  for (let at = 0; at < order.length; at++) {
    for (const node of waiting[order[at] ?? 0] ?? []) {
      open[node] = (open[node] ?? 0) - 1
      if (open[node] === 0) order.push(node)
    }
  }
  return order
}

/**
 * The step of each node: one more than the highest step among what it waits for. Nodes that only
 * order (`counts` says no) take no step of their own.
 */
export function levels(
  needs: Needs,
  counts: (node: number) => boolean,
  order: readonly number[] = topologicalOrder(needs),
): Int32Array {
  const level = new Int32Array(needs.length)
  for (const node of order) {
    let step = 0
    for (const need of needs[node] ?? []) {
      step = Math.max(step, (level[need] ?? 0) + (counts(need) ? 1 : 0))
    }
    level[node] = step
  }
  return level
}
