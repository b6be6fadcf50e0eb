import { type Break, findBreaks, type SchemaModel } from '@ays/core'
import { layoutOf } from '../layout/build-layout.ts'
import type { LayoutType, SlotLayout, StructLayout } from '../layout/layout.ts'

/** A slot, and the discriminants that say whether it is there: `place=tag`, outermost first. */
interface PlacedSlot {
  readonly slot: SlotLayout
  readonly path: string
  readonly tags: readonly string[]
}

/** What `next` would misread of messages written with `old`: by what is declared, and where it lies. */
export function findWireBreaks(old: SchemaModel, next: SchemaModel): Break[] {
  const declared = findBreaks(old, next)
  const before = layoutOf(old).get(old.root)
  const after = layoutOf(next).get(next.root)
  if (before === undefined || after === undefined) return declared
  const known = new Set(declared.map(({ path }) => path))
  return [...declared, ...findMoves(before, after, '').filter(({ path }) => !known.has(path))]
}

function findMoves(
  old: StructLayout,
  next: StructLayout,
  path: string,
  seen = new Set<string>(),
): Break[] {
  const pair = `${old.name} ${next.name}`
  if (seen.has(pair)) return []
  seen.add(pair)
  const after = new Map(slotsOf(next).map((placed) => [placed.slot.ordinal, placed]))
  return slotsOf(old).flatMap((was) => {
    const is = after.get(was.slot.ordinal)
    const at = path === '' ? was.path : `${path}.${was.path}`
    if (is === undefined) return []
    const moved = was.slot.offset !== is.slot.offset
    if (moved || !sameTags(was.tags, is.tags))
      return [{ path: at, kind: 'offset' as const, message: 'lies elsewhere in the message now' }]
    const [inside, outside] = structsIn(was.slot.type, is.slot.type)
    return inside && outside ? findMoves(inside, outside, at, seen) : []
  })
}

/** A union that was put around a field reads old messages as its first member, whose tag is 0. */
function sameTags(was: readonly string[], is: readonly string[]): boolean {
  const added = is.slice(was.length)
  return was.every((tag, index) => tag === is[index]) && added.every((tag) => tag.endsWith('=0'))
}

function slotsOf({ fields, discriminant }: StructLayout): PlacedSlot[] {
  return fields.flatMap((field): PlacedSlot[] => {
    const tags = field.tag < 0 ? [] : [`${discriminant}=${field.tag}`]
    if (field.kind === 'slot') return [{ slot: field, path: field.name, tags }]
    return slotsOf(field.struct).map((inner) => ({
      slot: inner.slot,
      path: `${field.name}.${inner.path}`,
      tags: [...tags, ...inner.tags],
    }))
  })
}

function structsIn(
  was: LayoutType,
  is: LayoutType,
): [StructLayout | undefined, StructLayout | undefined] {
  if (was.kind === 'list' && is.kind === 'list') return structsIn(was.element, is.element)
  return was.kind === 'struct' && is.kind === 'struct'
    ? [was.struct, is.struct]
    : [undefined, undefined]
}
