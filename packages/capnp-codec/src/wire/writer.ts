import { markAsUntransferable } from 'node:worker_threads'
import { MAX_DEPTH, MAX_FREE_ELEMENTS } from './limits.ts'

/** Room for many records; what they leave behind at its end is never more than MIN_ROOM. */
const SLAB_SIZE = 65_536
const MIN_ROOM = 4_096
/** Words before the root struct: the header and the root pointer. */
const HEADER_BYTES = 8
/** From here on one call into C++ is cheaper than a loop. */
const SHORT_TEXT = 40

/** Element sizes of a list pointer. */
export const ELEMENT = {
  void: 0,
  bit: 1,
  byte: 2,
  two: 3,
  four: 4,
  eight: 5,
  pointer: 6,
  struct: 7,
}

/**
 * Writes messages of one segment into slabs of zeroed memory, one behind the other: no message is
 * copied, and nothing has to be cleared. Offsets count from the start of the slab; they stay right
 * when a large message moves to a larger slab, but `view` is another one then.
 */
export class Writer {
  view: DataView
  /** Structs and lists of lists that may still be nested. */
  depth = MAX_DEPTH
  #freeElements = MAX_FREE_ELEMENTS
  #bytes: Buffer
  /** Where the message begins, and where the next object will lie. */
  #start = 0
  #end = 0

  constructor() {
    this.#bytes = newSlab(SLAB_SIZE)
    this.view = viewOf(this.#bytes)
  }

  /** Starts a message; what an encode that threw has left is cleared. */
  begin(): void {
    if (this.#end > this.#start) this.#bytes.fill(0, this.#start, this.#end)
    const room = this.#bytes.length - this.#start
    // A slab that grew belongs to its large message: small ones would keep all of it alive.
    if (room < MIN_ROOM || this.#bytes.length > SLAB_SIZE) this.#useSlab(newSlab(SLAB_SIZE), 0)
    this.#end = this.#start + 2 * HEADER_BYTES
    this.depth = MAX_DEPTH
    this.#freeElements = MAX_FREE_ELEMENTS
  }

  /** The message that was begun. Its memory is never written again. */
  finish(): Uint8Array {
    const start = this.#start
    const size = this.#end - start
    this.view.setUint32(start + 4, (size - HEADER_BYTES) >>> 3, true)
    this.#start = this.#end
    return new Uint8Array(this.#bytes.buffer, start, size)
  }

  /** Where the root pointer lies. */
  get root(): number {
    return this.#start + HEADER_BYTES
  }

  /** A struct behind the pointer at `at`: returns where it lies. */
  struct(at: number, dataWords: number, pointers: number): number {
    const words = dataWords + pointers
    const offset = this.#allocate(words * 8)
    // A struct without size points at itself, so that it is no null pointer.
    this.view.setInt32(at, words === 0 ? -4 : (offset - at - 8) >> 1, true)
    this.view.setInt32(at + 4, dataWords | (pointers << 16), true)
    return offset
  }

  /** A list of elements of one size behind the pointer at `at`: returns where they lie. */
  list(at: number, element: number, count: number, size: number): number {
    const offset = this.#allocate((size + 7) & ~7)
    this.view.setInt32(at, ((offset - at - 8) >> 1) | 1, true)
    this.view.setInt32(at + 4, element | (count << 3), true)
    return offset
  }

  /** A list of structs behind the pointer at `at`: returns where the first lies. */
  structs(at: number, count: number, dataWords: number, pointers: number): number {
    const words = count * (dataWords + pointers)
    const offset = this.list(at, ELEMENT.struct, words, words * 8 + 8)
    this.view.setInt32(offset, count << 2, true)
    this.view.setInt32(offset + 4, dataWords | (pointers << 16), true)
    return offset + 8
  }

  /** False when the message would hold more elements without size than a reader accepts. */
  addFreeElements(count: number): boolean {
    this.#freeElements -= count
    return this.#freeElements >= 0
  }

  text(at: number, text: string): void {
    const start = this.#end
    const room = text.length * 3 + 8
    if (start + room > this.#bytes.length) this.#grow(room)
    const size = text.length < SHORT_TEXT ? this.#shortText(text, start) : this.#write(text, start)
    this.#end = start + ((size + 8) & ~7)
    this.view.setInt32(at, ((start - at - 8) >> 1) | 1, true)
    this.view.setInt32(at + 4, ELEMENT.byte | ((size + 1) << 3), true)
  }

  data(at: number, data: Uint8Array): void {
    this.bytes(this.list(at, ELEMENT.byte, data.length, data.length), data)
  }

  /** Bytes to an offset where there is room for them. */
  bytes(offset: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, offset)
  }

  /** Four characters at a time; what is not ASCII goes through the slower way. */
  #shortText(text: string, start: number): number {
    const { view } = this
    const { length } = text
    let bits = 0
    let at = 0
    for (; at + 3 < length; at += 4) {
      const a = text.charCodeAt(at)
      const b = text.charCodeAt(at + 1)
      const c = text.charCodeAt(at + 2)
      const d = text.charCodeAt(at + 3)
      bits |= a | b | c | d
      view.setInt32(start + at, a | (b << 8) | (c << 16) | (d << 24), true)
    }
    for (; at < length; at++) {
      const code = text.charCodeAt(at)
      bits |= code
      view.setUint8(start + at, code)
    }
    return bits > 127 ? this.#write(text, start) : length
  }

  #write(text: string, start: number): number {
    return this.#bytes.write(text, start)
  }

  #allocate(size: number): number {
    const offset = this.#end
    if (offset + size > this.#bytes.length) this.#grow(size)
    this.#end = offset + size
    return offset
  }

  #grow(size: number): void {
    const used = this.#end
    const slab = newSlab(
      Math.max(2 * this.#bytes.length, 2 * (used - this.#start), used + size + MIN_ROOM),
    )
    slab.set(this.#bytes.subarray(this.#start, used), this.#start)
    this.#useSlab(slab, this.#start)
  }

  #useSlab(slab: Buffer, start: number): void {
    this.#bytes = slab
    this.view = viewOf(slab)
    this.#start = start
  }
}

/** One for all: encoding never yields, so messages do not interleave. */
export const sharedWriter = new Writer()

function newSlab(size: number): Buffer {
  const slab = new ArrayBuffer(size)
  // A caller that transfers a message to another thread must not take the slab away.
  markAsUntransferable(slab)
  return Buffer.from(slab)
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
