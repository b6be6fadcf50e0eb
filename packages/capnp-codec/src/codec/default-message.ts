import type { PointerType, SlotDefault } from '../layout/layout.ts'
import { Writer } from '../wire/writer.ts'
import { WriteClosures } from './closure-write.ts'

/** The default of a pointer field as a message whose root pointer is that pointer. */
export function encodeDefault(value: SlotDefault, type: PointerType): Uint8Array {
  const writer = new Writer()
  writer.begin()
  new WriteClosures({ wide: true }).pointer(type, true)(writer, writer.root, value)
  return writer.finish().slice()
}
