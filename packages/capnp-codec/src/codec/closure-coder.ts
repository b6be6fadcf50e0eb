import type { StructLayout } from '../layout/layout.ts'
import { Message } from '../wire/message.ts'
import { sharedWriter } from '../wire/writer.ts'
import { ReadClosures } from './closure-read.ts'
import { WriteClosures } from './closure-write.ts'
import type { Coder } from './coder.ts'
import { isObject, misfit } from './encode-values.ts'
import type { ReadStruct } from './view.ts'

/** A coder made of closures: for runtimes that forbid code generation. */
export function closureCoder<T>(root: StructLayout): Coder<T> {
  const read = new ReadClosures({ lazy: false }).struct(root)
  const write = new WriteClosures().struct(root)
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- T is the type of that struct
    decode: (bytes) => readRoot(new Message(bytes), read) as T,
    encode: (value) => {
      const writer = sharedWriter
      writer.begin()
      if (!isObject(value)) misfit()
      const data = writer.struct(writer.root, root.dataWords, root.pointers)
      write(writer, data, data + root.dataWords * 8, value)
      return writer.finish()
    },
  }
}

/** Reads the root struct; a null root is a struct of defaults. */
export function readRoot(message: Message, read: ReadStruct): unknown {
  const { segment } = message
  if (!message.struct(segment, segment.start)) return read(message, segment, 0, 0, 0, 0)
  const { offset, dataBytes, pointers } = message
  return read(message, message.segment, offset, dataBytes, offset + dataBytes, pointers)
}
