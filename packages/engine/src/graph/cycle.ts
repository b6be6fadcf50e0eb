/** For each node, the nodes it waits for. Nodes are numbers from 0 on. */
export type Needs = readonly (readonly number[])[]

const WHITE = 0
const GREY = 1
const BLACK = 2

/**
 * One circle of nodes that wait for each other, in the order in which each waits for the next, or
 * undefined when there is none. Linear in nodes and edges; no recursion, so depth is no limit.
 */
export function findCycle(needs: Needs): number[] | undefined {
  const colour = new Uint8Array(needs.length)
  for (let root = 0; root < needs.length; root++) {
    if (colour[root] !== WHITE) continue
    const cycle = walk(needs, root, colour)
    if (cycle) return cycle
  }
  return undefined
}

function walk(needs: Needs, root: number, colour: Uint8Array): number[] | undefined {
  const path = [root]
  const cursor = [0]
  colour[root] = GREY
  while (path.length > 0) {
    const node = path[path.length - 1] ?? 0
    const at = cursor[cursor.length - 1] ?? 0
    const next = needs[node]?.[at]
    if (next === undefined) {
      colour[node] = BLACK
      path.pop()
      cursor.pop()
      continue
    }
    cursor[cursor.length - 1] = at + 1
    if (colour[next] === GREY) return path.slice(path.indexOf(next))
    if (colour[next] === WHITE) {
      colour[next] = GREY
      path.push(next)
      cursor.push(0)
    }
  }
  return undefined
}
