import type { Message } from '../wire/message.ts'
import type { Segment } from '../wire/segments.ts'

/** Reads from a struct: `d` and `ds` are its data section and its size, `p` and `pc` its pointers. */
export type ReadStruct = (
  message: Message,
  segment: Segment,
  d: number,
  ds: number,
  p: number,
  pc: number,
) => unknown

/** A field of a view: its tag is that of a union's member, or -1. */
export interface ViewField {
  readonly name: string
  readonly tag: number
  readonly read: ReadStruct
}

/** A list that reads an element when it is asked for. */
export class ListView implements Iterable<unknown> {
  readonly length: number
  readonly #read: (index: number) => unknown

  constructor(length: number, read: (index: number) => unknown) {
    this.length = length
    this.#read = read
  }

  /** As Array.at(): undefined beyond the ends. */
  at(index: number): unknown {
    const at = index < 0 ? this.length + index : index
    return at >= 0 && at < this.length ? this.#read(at) : undefined
  }

  *[Symbol.iterator](): Iterator<unknown> {
    for (let index = 0; index < this.length; index++) yield this.#read(index)
  }

  toJSON(): unknown[] {
    return [...this]
  }
}

/** Where a struct lies. The getters of its fields are in subclasses that {@link viewReader} makes. */
class StructView {
  readonly #message: Message
  readonly #segment: Segment
  readonly #data: number
  readonly #dataBytes: number
  readonly #pointers: number
  readonly #pointerCount: number

  // oxlint-disable-next-line eslint/max-params -- as ReadStruct
  constructor(message: Message, segment: Segment, d: number, ds: number, p: number, pc: number) {
    this.#message = message
    this.#segment = segment
    this.#data = d
    this.#dataBytes = ds
    this.#pointers = p
    this.#pointerCount = pc
  }

  static read(view: StructView, read: ReadStruct): unknown {
    const message = view.#message
    message.refill()
    return read(
      message,
      view.#segment,
      view.#data,
      view.#dataBytes,
      view.#pointers,
      view.#pointerCount,
    )
  }
}

/** Makes views of one struct: objects with a getter for each field and nothing else. */
export function viewReader(fields: readonly ViewField[], discriminant: number): ReadStruct {
  class View extends StructView {}
  for (const { name, tag, read } of fields) {
    const get = tag < 0 ? read : ifActive(read, tag, discriminant * 2)
    Object.defineProperty(View.prototype, name, {
      get(this: View) {
        return StructView.read(this, get)
      },
      enumerable: true,
      configurable: true,
    })
  }
  return (message, segment, d, ds, p, pc) => new View(message, segment, d, ds, p, pc)
}

function ifActive(read: ReadStruct, tag: number, at: number): ReadStruct {
  return (message, segment, d, ds, p, pc) => {
    const active = ds > at + 1 ? message.view.getUint16(d + at, true) : 0
    return active === tag ? read(message, segment, d, ds, p, pc) : undefined
  }
}
