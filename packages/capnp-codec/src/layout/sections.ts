/**
 * How the official compiler places fields, in the order of their ordinals. Every implementation must
 * give the same offsets, so this follows the C++ compiler's node-translator step by step. Sizes are
 * powers of two of bits (0 is one bit, 6 a word), offsets count units of that size.
 */
const WORD = 6
const DISCRIMINANT = 4

/** Where fields are placed: a struct's own sections, or one member of a union. */
export interface Section {
  addVoid(): void
  addData(size: number): number
  addPointer(): number
  /** Doubles a place `factor` times where it stands, if what follows is free. */
  expandData(size: number, offset: number, factor: number): boolean
}

/** At most one free place of each size below a word; 0 is none, as offset 0 is never free. */
class Holes {
  readonly #offsets = [0, 0, 0, 0, 0, 0]

  take(size: number): number | undefined {
    if (size >= WORD) return undefined
    const offset = this.#at(size)
    if (offset !== 0) {
      this.#offsets[size] = 0
      return offset
    }
    const larger = this.take(size + 1)
    if (larger === undefined) return undefined
    this.#offsets[size] = larger * 2 + 1
    return larger * 2
  }

  /** What is left of a larger place behind `offset`. */
  addBehind(size: number, offset: number, limit = WORD): void {
    for (let at = offset, s = size; s < limit; s++, at = (at + 1) >> 1) this.#offsets[s] = at
  }

  expand(size: number, offset: number, factor: number): boolean {
    if (factor === 0) return true
    if (size >= WORD || this.#at(size) !== offset + 1) return false
    if (!this.expand(size + 1, offset >> 1, factor - 1)) return false
    this.#offsets[size] = 0
    return true
  }

  smallestFrom(size: number): number | undefined {
    for (let s = size; s < WORD; s++) if (this.#at(s) !== 0) return s
    return undefined
  }

  #at(size: number): number {
    return this.#offsets[size] ?? 0
  }
}

/** The sections of a struct. */
export class StructSection implements Section {
  dataWords = 0
  pointers = 0
  readonly #holes = new Holes()

  addVoid(): void {
    // A Void takes no place.
  }

  addData(size: number): number {
    const hole = this.#holes.take(size)
    if (hole !== undefined) return hole
    const offset = this.dataWords++ << (WORD - size)
    this.#holes.addBehind(size, offset + 1)
    return offset
  }

  addPointer(): number {
    return this.pointers++
  }

  expandData(size: number, offset: number, factor: number): boolean {
    return this.#holes.expand(size, offset, factor)
  }
}

/** A place that all members of a union share. */
interface SharedPlace {
  size: number
  offset: number
}

/** The places that the members of one union use in turn. */
export class UnionSection {
  /** Offset of the discriminant; -1 as long as it has none. */
  discriminant = -1
  readonly parent: Section
  readonly data: SharedPlace[] = []
  readonly pointers: number[] = []
  #members = 0

  constructor(parent: Section) {
    this.parent = parent
  }

  /** The second member with a place makes the discriminant necessary. */
  addMember(): void {
    if (++this.#members === 2) this.addDiscriminant()
  }

  /** False when there is one already. */
  addDiscriminant(): boolean {
    if (this.discriminant >= 0) return false
    this.discriminant = this.parent.addData(DISCRIMINANT)
    return true
  }

  addData(size: number): number {
    const offset = this.parent.addData(size)
    this.data.push({ size, offset })
    return offset
  }

  addPointer(): number {
    const pointer = this.parent.addPointer()
    this.pointers.push(pointer)
    return pointer
  }

  /** Makes a shared place at least `size` large. */
  expand(place: SharedPlace, size: number): boolean {
    const factor = size - place.size
    if (factor <= 0) return true
    if (!this.parent.expandData(place.size, place.offset, factor)) return false
    place.offset >>= factor
    place.size = size
    return true
  }
}

/** How much of a shared place one member uses. */
interface Usage {
  used: boolean
  size: number
  readonly holes: Holes
}

/** The places of one member of a union: reuses what other members have, then asks for more. */
export class MemberSection implements Section {
  readonly #union: UnionSection
  readonly #usages: Usage[] = []
  #pointersUsed = 0
  #placed = false

  constructor(union: UnionSection) {
    this.#union = union
  }

  addVoid(): void {
    this.#place()
    this.#union.parent.addVoid()
  }

  addPointer(): number {
    this.#place()
    return this.#union.pointers[this.#pointersUsed++] ?? this.#union.addPointer()
  }

  addData(size: number): number {
    this.#place()
    const best = this.#smallestFit(size)
    if (best !== undefined) return allocate(best.usage, best.place, size)
    for (const { usage, place } of this.#pairs()) {
      const offset = this.#allocateByExpanding(usage, place, size)
      if (offset !== undefined) return offset
    }
    this.#usages.push({ used: true, size, holes: new Holes() })
    return this.#union.addData(size)
  }

  expandData(size: number, offset: number, factor: number): boolean {
    if (size + factor > WORD || (offset & ((1 << factor) - 1)) !== 0) return false
    for (const { usage, place } of this.#pairs()) {
      if (place.size < size || offset >> (place.size - size) !== place.offset) continue
      const local = offset - (place.offset << (place.size - size))
      return local === 0 && usage.size === size
        ? this.#grow(usage, place, size + factor)
        : usage.holes.expand(size, local, factor)
    }
    return false
  }

  #place(): void {
    if (this.#placed) return
    this.#placed = true
    this.#union.addMember()
  }

  *#pairs(): Iterable<{ usage: Usage; place: SharedPlace }> {
    for (const [index, place] of this.#union.data.entries()) {
      const usage = (this.#usages[index] ??= { used: false, size: 0, holes: new Holes() })
      yield { usage, place }
    }
  }

  #smallestFit(size: number): { usage: Usage; place: SharedPlace } | undefined {
    let best: { usage: Usage; place: SharedPlace; room: number } | undefined
    for (const { usage, place } of this.#pairs()) {
      const room = roomFor(usage, place, size)
      if (room !== undefined && (best === undefined || room < best.room))
        best = { usage, place, room }
    }
    return best
  }

  #allocateByExpanding(usage: Usage, place: SharedPlace, size: number): number | undefined {
    if (!usage.used) {
      if (!this.#union.expand(place, size)) return undefined
      usage.used = true
      usage.size = size
      return place.offset << (place.size - size)
    }
    const before = usage.size
    const wanted = Math.max(before, size) + 1
    if (wanted > place.size && !this.#union.expand(place, wanted)) return undefined
    usage.holes.addBehind(before, 1, wanted)
    usage.size = wanted
    const hole = usage.holes.take(size) ?? 0
    return (place.offset << (place.size - size)) + hole
  }

  #grow(usage: Usage, place: SharedPlace, size: number): boolean {
    if (!this.#union.expand(place, size)) return false
    usage.size = size
    return true
  }
}

/** The size of the smallest free place that takes `size`; undefined when none does. */
function roomFor(usage: Usage, place: SharedPlace, size: number): number | undefined {
  if (!usage.used) return size <= place.size ? place.size : undefined
  if (size >= usage.size) return size < place.size ? size : undefined
  return usage.holes.smallestFrom(size) ?? (usage.size < place.size ? usage.size : undefined)
}

function allocate(usage: Usage, place: SharedPlace, size: number): number {
  return (place.offset << (place.size - size)) + allocateLocal(usage, size)
}

function allocateLocal(usage: Usage, size: number): number {
  if (!usage.used) {
    usage.used = true
    usage.size = size
    return 0
  }
  if (size >= usage.size) {
    usage.holes.addBehind(usage.size, 1, size)
    usage.size = size + 1
    return 1
  }
  const hole = usage.holes.take(size)
  if (hole !== undefined) return hole
  const offset = 1 << (usage.size - size)
  usage.holes.addBehind(size, offset + 1, usage.size)
  usage.size++
  return offset
}
