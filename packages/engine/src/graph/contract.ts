import type { Needs } from './cycle.ts'

/**
 * Takes out the nodes that only order (`keeps` says no) where that adds no edge: a node with at most
 * one need, or at most one dependant, is replaced by direct edges. The others stay, since replacing
 * them would multiply edges. What is left orders the kept nodes exactly as before.
 */
export function contract(
  needs: Needs,
  keeps: (node: number) => boolean,
  { order, waiting }: { readonly order: readonly number[]; readonly waiting: Needs },
): { needs: readonly (readonly number[])[]; gates: number[] } {
  const result: (readonly number[])[] = [...needs]
  const removed = new Uint8Array(needs.length)
  for (const node of order) {
    const direct = resolve(needs[node] ?? [], result, removed)
    result[node] = direct
    if (keeps(node)) continue
    if (direct.length <= 1 || (waiting[node]?.length ?? 0) <= 1) removed[node] = 1
  }
  const used = markUsed(result, removed, keeps)
  const gates = result.flatMap((_, node) => (used[node] === 1 && !keeps(node) ? [node] : []))
  return { needs: result, gates }
}

/** Removed nodes stand for what they wait for. */
function resolve(list: readonly number[], result: Needs, removed: Uint8Array): readonly number[] {
  if (list.every((need) => removed[need] !== 1)) return list
  const direct = new Set<number>()
  for (const need of list) {
    if (removed[need] === 1) for (const further of result[need] ?? []) direct.add(further)
    else direct.add(need)
  }
  return [...direct]
}

/** A gate nobody waits for orders nothing. */
function markUsed(needs: Needs, removed: Uint8Array, keeps: (node: number) => boolean): Uint8Array {
  const used = new Uint8Array(needs.length)
  const stack: number[] = []
  needs.forEach((_, node) => {
    if (keeps(node)) stack.push(node)
  })
  while (stack.length > 0) {
    for (const need of needs[stack.pop() ?? 0] ?? []) {
      if (used[need] === 1 || removed[need] === 1 || keeps(need)) continue
      used[need] = 1
      stack.push(need)
    }
  }
  return used
}
