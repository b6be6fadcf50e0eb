import { MAX_DEPTH, MAX_FREE_ELEMENTS } from './limits.ts'
import { malformed } from './malformed.ts'
import { memoryOf } from './memory.ts'
import { findSegments, type Segment } from './segments.ts'

/** Messages up to this size are turned into one string, of which texts are slices. */
const MAX_SHARED_TEXT = 16_384

/** Element sizes of a list pointer. */
const BIT_ELEMENTS = 1
const POINTER_ELEMENTS = 6
const STRUCT_ELEMENTS = 7
export const NULL_POINTER = -2
export const STRUCT_POINTER = -1
const BYTES_OF_ELEMENT = [0, 0, 1, 2, 4, 8, 8]

/**
 * Reads pointers with every bound checked. A method that follows a pointer leaves what it found in the
 * fields of the message, so that following one allocates nothing; it answers false for a null pointer.
 */
export class Message {
  /** Of the whole memory that the message lies in: every offset was checked against its segment. */
  readonly view: DataView
  readonly segments: readonly Segment[]
  /** Nested structs and lists that may still be entered. */
  depth = MAX_DEPTH
  /** Where what was found lies: offsets count from the start of the memory. */
  segment: Segment
  offset = 0
  dataBytes = 0
  pointers = 0
  /** Of a list: number of elements and bytes from one to the next. */
  count = 0
  step = 0
  size = 0
  readonly #bytes: Buffer
  readonly #start: number
  readonly #length: number
  /** The whole message as latin1, made when the first text is read. */
  #latin1 = ''
  /** Words that may still be visited: pointers that share their targets must not multiply work. */
  readonly #allowance: number
  #budget: number
  #low = 0
  #high = 0

  constructor(bytes: Uint8Array) {
    const memory = memoryOf(bytes)
    this.view = memory.view
    this.#bytes = memory.bytes
    this.#start = bytes.byteOffset
    this.#length = bytes.byteLength
    this.segments = findSegments(memory.view, this.#start, this.#length)
    this.segment = this.segments[0] ?? malformed('no segment')
    if (this.segment.end - this.segment.start < 8) malformed('no root pointer')
    this.#allowance = MAX_FREE_ELEMENTS + (this.#length >>> 3)
    this.#budget = this.#allowance
  }

  /** Gives back what reading has cost: for views, which may be read again and again. */
  refill(): void {
    this.#budget = this.#allowance
  }

  /** For whoever takes a level off `depth` and finds none left. */
  tooDeep(): never {
    return malformed(`more than ${MAX_DEPTH} structs or lists inside each other`)
  }

  /** Leaves offset, dataBytes and pointers of the struct. */
  struct(segment: Segment, at: number): boolean {
    if (!this.#follow(segment, at)) return false
    if ((this.#low & 3) !== 0) malformed('expected a struct')
    this.#structFound()
    return true
  }

  #structFound(): void {
    const high = this.#high
    this.dataBytes = (high & 0xffff) << 3
    this.pointers = high >>> 16
    const size = this.dataBytes + (this.pointers << 3)
    if (this.offset < this.segment.start || this.offset + size > this.segment.end)
      malformed('struct out of bounds')
    this.#spend(1 + (size >>> 3))
  }

  /**
   * What a pointer points at: NULL_POINTER, STRUCT_POINTER or the element size of a list. Leaves what
   * the other methods leave, and the `size` of a list of data.
   */
  find(segment: Segment, at: number): number {
    if (!this.#follow(segment, at)) return NULL_POINTER
    const kind = this.#low & 3
    if (kind === 0) {
      this.#structFound()
      return STRUCT_POINTER
    }
    if (kind !== 1) malformed('a capability has no data')
    const element = this.#high & 7
    if (element === STRUCT_ELEMENTS) this.#tag()
    else if (element === BIT_ELEMENTS) this.#bits()
    else this.#plain(BYTES_OF_ELEMENT[element] ?? 0)
    this.size = element === BIT_ELEMENTS ? (this.count + 7) >>> 3 : this.count * this.step
    return element
  }

  /** The bytes from an offset on, shared with the message. */
  bytesAt(offset: number, size: number): Uint8Array {
    return new Uint8Array(this.view.buffer, offset, size)
  }

  /** A list of data values of `size` bytes; also of structs that begin with one. */
  values(segment: Segment, at: number, size: number): boolean {
    if (!this.#followList(segment, at)) return false
    const element = this.#high & 7
    if (element === STRUCT_ELEMENTS) {
      this.#tag()
      if (this.dataBytes < size) malformed('list elements are too small')
      return true
    }
    if (BYTES_OF_ELEMENT[element] !== size || element === POINTER_ELEMENTS)
      malformed('list of another type')
    this.#plain(size)
    return true
  }

  /** A list of pointers; also of structs that begin with one. */
  pointerList(segment: Segment, at: number): boolean {
    if (!this.#followList(segment, at)) return false
    const element = this.#high & 7
    if (element === STRUCT_ELEMENTS) {
      this.#tag()
      if (this.pointers < 1) malformed('list elements are too small')
      this.offset += this.dataBytes
      return true
    }
    if (element !== POINTER_ELEMENTS) malformed('list of another type')
    this.#plain(8)
    return true
  }

  /** A list of Bool: `count` bits from `offset` on. */
  bits(segment: Segment, at: number): boolean {
    if (!this.#followList(segment, at)) return false
    if ((this.#high & 7) !== BIT_ELEMENTS) malformed('expected a list of Bool')
    this.#bits()
    return true
  }

  /** A list of Void: only `count` means something. */
  voids(segment: Segment, at: number): boolean {
    if (!this.#followList(segment, at)) return false
    const element = this.#high & 7
    if (element === STRUCT_ELEMENTS) this.#tag()
    else if (element === 0) this.#plain(0)
    else malformed('expected a list of Void')
    return true
  }

  /** A list of structs; values and pointers are read as structs that have grown since. */
  structs(segment: Segment, at: number): boolean {
    if (!this.#followList(segment, at)) return false
    const element = this.#high & 7
    if (element === STRUCT_ELEMENTS) {
      this.#tag()
      return true
    }
    if (element === BIT_ELEMENTS) malformed('a list of Bool cannot be read as structs')
    const step = BYTES_OF_ELEMENT[element] ?? 0
    this.#plain(step)
    this.pointers = element === POINTER_ELEMENTS ? 1 : 0
    this.dataBytes = element === POINTER_ELEMENTS ? 0 : step
    return true
  }

  /** The text behind a pointer, or `absent`. */
  text(segment: Segment, at: number, absent: string): string {
    if (!this.#text(segment, at)) return absent
    return this.#bytes.toString('utf8', this.offset, this.offset + this.count - 1)
  }

  /** As text(), when most texts of the message are wanted: they become slices of one string. */
  sharedText(segment: Segment, at: number, absent: string): string {
    if (!this.#text(segment, at)) return absent
    const start = this.offset
    const end = start + this.count - 1
    if (this.#length > MAX_SHARED_TEXT || !isAscii(this.view, start, end))
      return this.#bytes.toString('utf8', start, end)
    const first = this.#start
    if (this.#latin1 === '')
      this.#latin1 = this.#bytes.toString('latin1', first, first + this.#length)
    return this.#latin1.slice(start - first, end - first)
  }

  /** The bytes behind a pointer, shared with the message, or undefined. */
  data(segment: Segment, at: number): Uint8Array | undefined {
    if (!this.values(segment, at, 1)) return undefined
    if (this.step !== 1) malformed('expected Data')
    return this.bytesAt(this.offset, this.count)
  }

  #text(segment: Segment, at: number): boolean {
    if (!this.#followList(segment, at)) return false
    if ((this.#high & 7) !== 2) malformed('expected Text')
    this.count = this.#high >>> 3
    if (this.count === 0) malformed('text without an end')
    this.#checkRoom(this.count)
    if (this.view.getUint8(this.offset + this.count - 1) !== 0) malformed('text without an end')
    this.#spend(1 + (this.count >>> 3))
    return true
  }

  #followList(segment: Segment, at: number): boolean {
    if (!this.#follow(segment, at)) return false
    if ((this.#low & 3) !== 1) malformed('expected a list')
    return true
  }

  #follow(segment: Segment, at: number): boolean {
    const low = this.view.getInt32(at, true)
    const high = this.view.getInt32(at + 4, true)
    if (low === 0 && high === 0) return false
    if ((low & 3) === 2) return this.#followFar(low, high >>> 0)
    this.segment = segment
    this.offset = at + 8 + (low >> 2) * 8
    this.#low = low
    this.#high = high
    return true
  }

  #followFar(low: number, id: number): boolean {
    const pad = this.segments[id] ?? malformed('far pointer to a missing segment')
    const at = pad.start + (low >>> 3) * 8
    const double = (low & 4) !== 0
    if (at + (double ? 16 : 8) > pad.end) malformed('far pointer out of bounds')
    const first = this.view.getInt32(at, true)
    const second = this.view.getInt32(at + 4, true)
    if (!double) {
      if ((first & 3) === 2) malformed('far pointer to a far pointer')
      return this.#follow(pad, at)
    }
    if ((first & 7) !== 2) malformed('broken double-far pointer')
    this.segment = this.segments[second >>> 0] ?? malformed('far pointer to a missing segment')
    this.offset = this.segment.start + (first >>> 3) * 8
    this.#low = this.view.getInt32(at + 8, true)
    this.#high = this.view.getInt32(at + 12, true)
    if ((this.#low & 3) === 2) malformed('far pointer to a far pointer')
    return true
  }

  #bits(): void {
    this.count = this.#high >>> 3
    this.#checkRoom((this.count + 7) >>> 3)
    this.#spend(1 + (this.count >>> 6))
  }

  /** Elements of a fixed size, `step` bytes each. */
  #plain(step: number): void {
    this.count = this.#high >>> 3
    this.step = step
    this.#checkRoom(this.count * step)
    this.#spend(1 + (step === 0 ? this.count : (this.count * step) >>> 3))
  }

  /** Structs behind a tag word that says how large each is. */
  #tag(): void {
    const words = this.#high >>> 3
    this.#checkRoom(8 + words * 8)
    const { view } = this
    const low = view.getInt32(this.offset, true)
    const high = view.getInt32(this.offset + 4, true)
    if ((low & 3) !== 0) malformed('broken tag of a list')
    this.count = low >>> 2
    this.dataBytes = (high & 0xffff) << 3
    this.pointers = high >>> 16
    this.step = this.dataBytes + (this.pointers << 3)
    if (this.count * this.step > words * 8) malformed('list elements out of bounds')
    this.offset += 8
    this.#spend(1 + (this.step === 0 ? this.count : words))
  }

  #checkRoom(size: number): void {
    if (this.offset < this.segment.start || this.offset + size > this.segment.end)
      malformed('list out of bounds')
  }

  #spend(words: number): void {
    this.#budget -= words
    if (this.#budget < 0) malformed('more is read than the message holds')
  }
}

/** Four bytes at a time: a text starts at a word and its segment ends with one. */
function isAscii(view: DataView, start: number, end: number): boolean {
  let bits = 0
  for (let at = start; at < end; at += 4) bits |= view.getInt32(at, true)
  return (bits & 0x80808080) === 0
}
