/** For each node, the nodes that it needs. */
export type Graph = readonly (readonly number[])[]

/** All graphs without circles of so many nodes, one of each shape; each node needs only lower ones. */
export function acyclicGraphs(size: number): Graph[] {
  const pairs = range(size).flatMap((node) => range(node).map((need) => [node, need] as const))
  return distinct(size, pairs)
}

/** All graphs of so many nodes in which some nodes need each other, or themselves; one of each shape. */
export function cyclicGraphs(size: number): Graph[] {
  const pairs = range(size).flatMap((node) => range(size).map((need) => [node, need] as const))
  return distinct(size, pairs).filter((graph) => !isAcyclic(graph))
}

/** Sets of nodes of which none needs another, however far: all the ways in which jobs can fail. */
export function failurePatterns(graph: Graph): number[][] {
  const below = ancestors(graph)
  return range(2 ** graph.length)
    .map((bits) => range(graph.length).filter((node) => hasBit(bits, node)))
    .filter((nodes) => !nodes.some((node) => nodes.some((other) => below[node]?.has(other))))
}

/** For each node, everything that it needs, however far. */
function ancestors(graph: Graph): Set<number>[] {
  return graph.map((_, node) => {
    const found = new Set<number>()
    const stack = [...(graph[node] ?? [])]
    for (let need = stack.pop(); need !== undefined; need = stack.pop()) {
      if (found.has(need)) continue
      found.add(need)
      stack.push(...(graph[need] ?? []))
    }
    return found
  })
}

export function range(size: number): number[] {
  return Array.from({ length: size }, (_, index) => index)
}

type Pair = readonly [node: number, need: number]

function distinct(size: number, pairs: readonly Pair[]): Graph[] {
  const orders = permutations(range(size))
  const at = new Map(pairs.map((pair, bit) => [pair.join(), bit]))
  // Where each pair goes under each renaming; -1 when no pair is there: then that renaming is none.
  const moves = orders.map((order) =>
    pairs.map(([node, need]) => at.get(`${order[node]},${order[need]}`) ?? -1),
  )
  const shapes: Graph[] = []
  for (let bits = 0; bits < 2 ** pairs.length; bits++) {
    if (moves.every((move) => !isLower(rename(bits, move), bits)))
      shapes.push(toGraph(size, pairs, bits))
  }
  return shapes
}

/** The graph as a number under a renaming; undefined when the renaming leaves the pairs. */
function rename(bits: number, move: readonly number[]): number | undefined {
  let renamed = 0
  for (const [bit, to] of move.entries()) {
    if (!hasBit(bits, bit)) continue
    if (to === -1) return undefined
    renamed |= 1 << to
  }
  return renamed
}

function isLower(renamed: number | undefined, bits: number): boolean {
  return renamed !== undefined && renamed < bits
}

function toGraph(size: number, pairs: readonly Pair[], bits: number): Graph {
  return range(size).map((node) =>
    pairs.filter(([of], bit) => of === node && hasBit(bits, bit)).map(([, need]) => need),
  )
}

function isAcyclic(graph: Graph): boolean {
  return ancestors(graph).every((below, node) => !below.has(node))
}

function hasBit(bits: number, bit: number): boolean {
  return ((bits >> bit) & 1) === 1
}

function permutations(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]]
  return list.flatMap((first) =>
    permutations(list.filter((other) => other !== first)).map((rest) => [first, ...rest]),
  )
}
