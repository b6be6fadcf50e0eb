import type { StructPlace } from './copy.ts'
import { placeOf } from './copy.ts'
import { Message, NULL_POINTER, STRUCT_POINTER } from './message.ts'
import type { Segment } from './segments.ts'
import { ELEMENT, Writer } from './writer.ts'

/**
 * The one form of a message that is the same for equal data, whoever wrote it: one segment, objects in
 * the order of their pointers, nothing but zeros left out. To be hashed, signed or compared.
 */
export function canonicalize(bytes: Uint8Array): Uint8Array {
  const from = new Message(bytes)
  const writer = new Writer()
  writer.begin()
  new Canonicalizer(from, writer).pointer(from.segment, from.segment.start, writer.root)
  return writer.finish().slice()
}

class Canonicalizer {
  readonly #from: Message
  readonly #to: Writer

  constructor(from: Message, to: Writer) {
    this.#from = from
    this.#to = to
  }

  pointer(segment: Segment, at: number, target: number): void {
    const from = this.#from
    const found = from.find(segment, at)
    if (found === NULL_POINTER) return
    if (--from.depth < 0) from.tooDeep()
    if (found === STRUCT_POINTER) this.#struct(placeOf(from), target)
    else if (found === ELEMENT.struct) this.#structs(target)
    else if (found === ELEMENT.pointer) this.#pointers(target)
    else this.#data(found, target)
    from.depth++
  }

  #struct(place: StructPlace, target: number): void {
    const { dataWords, pointers } = this.#sizeOf(place)
    this.#sections(place, this.#to.struct(target, dataWords, pointers), dataWords, pointers)
  }

  /** All elements of a list are as large as the largest has to be. */
  #structs(target: number): void {
    const { count, step } = this.#from
    const first = placeOf(this.#from)
    const places = Array.from({ length: step === 0 ? 0 : count }, (_, index) => ({
      ...first,
      offset: first.offset + index * step,
    }))
    const sizes = places.map((place) => this.#sizeOf(place))
    const dataWords = sizes.reduce((most, size) => Math.max(most, size.dataWords), 0)
    const pointers = sizes.reduce((most, size) => Math.max(most, size.pointers), 0)
    let offset = this.#to.structs(target, count, dataWords, pointers)
    for (const place of places) {
      this.#sections(place, offset, dataWords, pointers)
      offset += (dataWords + pointers) * 8
    }
  }

  #pointers(target: number): void {
    const { count, segment, offset } = this.#from
    const written = this.#to.list(target, ELEMENT.pointer, count, count * 8)
    for (let at = 0; at < count * 8; at += 8) this.pointer(segment, offset + at, written + at)
  }

  #data(element: number, target: number): void {
    const { count, offset, size } = this.#from
    const written = this.#to.list(target, element, count, size)
    this.#to.bytes(written, this.#from.bytesAt(offset, size))
    if (element !== ELEMENT.bit || count % 8 === 0) return
    const last = written + size - 1
    this.#to.view.setUint8(last, this.#to.view.getUint8(last) & ((1 << (count % 8)) - 1))
  }

  #sections(place: StructPlace, offset: number, dataWords: number, pointers: number): void {
    const dataBytes = Math.min(place.dataBytes, dataWords * 8)
    this.#to.bytes(offset, this.#from.bytesAt(place.offset, dataBytes))
    const from = place.offset + place.dataBytes
    const to = offset + dataWords * 8
    for (let index = 0; index < Math.min(pointers, place.pointers); index++)
      this.pointer(place.segment, from + index * 8, to + index * 8)
  }

  /** Without the zeros at the end of each section. */
  #sizeOf({ offset, dataBytes, pointers }: StructPlace): { dataWords: number; pointers: number } {
    const first = offset + dataBytes
    return {
      dataWords: this.#wordsUntilZeros(offset, dataBytes >>> 3),
      pointers: this.#wordsUntilZeros(first, pointers),
    }
  }

  #wordsUntilZeros(offset: number, words: number): number {
    const { view } = this.#from
    let last = words
    while (last > 0 && view.getBigUint64(offset + last * 8 - 8, true) === 0n) last--
    return last
  }
}
