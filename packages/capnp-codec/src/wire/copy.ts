import { Message, NULL_POINTER, STRUCT_POINTER } from './message.ts'
import type { Segment } from './segments.ts'
import { ELEMENT, Writer } from './writer.ts'

/** What a copy reads from and writes to. */
interface Copy {
  readonly from: Message
  readonly to: Writer
}

/** Where a struct lies and how large its sections are. */
export interface StructPlace {
  readonly segment: Segment
  readonly offset: number
  readonly dataBytes: number
  readonly pointers: number
}

/** Copies what a pointer points at, whatever it is, behind a pointer of the message being written. */
export function copyPointer(copy: Copy, segment: Segment, at: number, target: number): void {
  const { from, to } = copy
  const found = from.find(segment, at)
  if (found === NULL_POINTER) return
  if (--from.depth < 0) from.tooDeep()
  if (found === STRUCT_POINTER) {
    const place = placeOf(from)
    copyStruct(copy, place, to.struct(target, place.dataBytes >>> 3, place.pointers))
  } else if (found === ELEMENT.struct) {
    copyStructs(copy, target)
  } else if (found === ELEMENT.pointer) {
    copyPointers(copy, target)
  } else {
    const { count, offset, size } = from
    to.bytes(to.list(target, found, count, size), from.bytesAt(offset, size))
  }
  from.depth++
}

/** Copies the sections of a struct to an offset where there is room for them. */
function copyStruct(copy: Copy, place: StructPlace, offset: number): void {
  const { from, to } = copy
  const { segment, dataBytes, pointers } = place
  to.bytes(offset, from.bytesAt(place.offset, dataBytes))
  for (let at = dataBytes; at < dataBytes + pointers * 8; at += 8)
    copyPointer(copy, segment, place.offset + at, offset + at)
}

/** The struct that a message has just found. */
export function placeOf({ segment, offset, dataBytes, pointers }: Message): StructPlace {
  return { segment, offset, dataBytes, pointers }
}

function copyStructs(copy: Copy, target: number): void {
  const { count, step } = copy.from
  const first = placeOf(copy.from)
  const offset = copy.to.structs(target, count, first.dataBytes >>> 3, first.pointers)
  for (let at = 0; at < count * step; at += step)
    copyStruct(copy, { ...first, offset: first.offset + at }, offset + at)
}

function copyPointers(copy: Copy, target: number): void {
  const { count, segment, offset } = copy.from
  const written = copy.to.list(target, ELEMENT.pointer, count, count * 8)
  for (let at = 0; at < count * 8; at += 8) copyPointer(copy, segment, offset + at, written + at)
}

/** What an AnyPointer points at as a message of its own; undefined for a null pointer. */
export function readAnyPointer(
  message: Message,
  segment: Segment,
  at: number,
): Uint8Array | undefined {
  if (message.find(segment, at) === NULL_POINTER) return undefined
  const to = new Writer()
  to.begin()
  copyPointer({ from: message, to }, segment, at, to.root)
  return to.finish().slice()
}

/** The same message as one segment. */
export function joinSegments(bytes: Uint8Array): Uint8Array {
  const message = new Message(bytes)
  const { segment } = message
  return readAnyPointer(message, segment, segment.start) ?? bytes
}

/** Writes the root of a message behind a pointer. AYS_MESSAGE_INVALID when it is none. */
export function writeAnyPointer(to: Writer, target: number, bytes: Uint8Array): void {
  const from = new Message(bytes)
  copyPointer({ from, to }, from.segment, from.segment.start, target)
}
