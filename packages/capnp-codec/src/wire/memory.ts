/** The whole memory that messages lie in, as numbers and as texts are read from it. */
export interface Memory {
  readonly buffer: ArrayBufferLike
  readonly view: DataView
  readonly bytes: Buffer
}

/** Memory above this size is not kept for the next message. */
const MAX_KEPT = 1 << 20

let last = open(new ArrayBuffer(0))

/**
 * The memory of some bytes. Messages that are read one after the other mostly share theirs, in a slab of
 * the writer or of a Buffer, and opening it would cost more than reading a field.
 */
export function memoryOf({ buffer }: Uint8Array): Memory {
  if (buffer === last.buffer) return last
  const memory = open(buffer)
  if (buffer.byteLength <= MAX_KEPT) last = memory
  return memory
}

function open(buffer: ArrayBufferLike): Memory {
  return { buffer, view: new DataView(buffer), bytes: Buffer.from(buffer) }
}
