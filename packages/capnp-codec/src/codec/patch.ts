import { AysError, type RecordData } from '@ays/core'
import {
  BYTES,
  type FieldLayout,
  isByteType,
  isPointerType,
  type SlotLayout,
  type StructLayout,
} from '../layout/layout.ts'
import { copyPointer, placeOf, type StructPlace } from '../wire/copy.ts'
import { Message } from '../wire/message.ts'
import { sharedWriter } from '../wire/writer.ts'
import { WriteClosures, type WriteField } from './closure-write.ts'
import { misfit } from './encode-values.ts'

/**
 * A message with some fields replaced, undefined meaning the default. Throws MISFIT when a value does
 * not fit, AYS_DATA_INVALID for an unknown field.
 */
export type Patch = (bytes: Uint8Array, changes: RecordData) => Uint8Array

interface Change {
  readonly field: FieldLayout
  readonly value: unknown
}

/** Replaces fields of a struct and copies all others as they are, those of a newer schema too. */
export function makePatch(root: StructLayout): Patch {
  const closures = new WriteClosures()
  const members = root.fields.filter(({ tag }) => tag >= 0)
  const writers = new Map<FieldLayout, WriteField>()
  return (bytes, changes) => {
    const message = new Message(bytes)
    const old = rootOf(message)
    const wanted = changesOf(changes, root, activeTag(message, old, root))
    const cleared = wanted.flatMap(({ field }) => (field.tag < 0 ? [field] : members))
    const place = copyRoot(message, old, root, new Set(cleared.flatMap(pointersOf)))
    const { view } = sharedWriter
    for (const field of cleared) clearField(view, place.data, field)
    if (cleared.some(({ tag }) => tag >= 0)) clearTag(view, place.data, root)
    for (const { field, value } of wanted) {
      if (value === undefined) continue
      let write = writers.get(field)
      if (write === undefined) writers.set(field, (write = closures.field(field)))
      if (field.tag > 0)
        sharedWriter.view.setUint16(place.data + root.discriminant * 2, field.tag, true)
      write(sharedWriter, place.data, place.pointers, value)
    }
    return sharedWriter.finish()
  }
}

/** What really changes; a member that is not active is absent already. */
function changesOf(changes: RecordData, root: StructLayout, active: number): Change[] {
  const wanted = Object.entries(changes)
    .map(([name, value]) => ({ field: fieldOf(name, root), value }))
    .filter(({ field, value }) => value !== undefined || field.tag < 0 || field.tag === active)
  const members = wanted.filter(({ field, value }) => field.tag >= 0 && value !== undefined)
  return members.length > 1 ? misfit() : wanted
}

function fieldOf(name: string, root: StructLayout): FieldLayout {
  const field = root.fields.find((candidate) => candidate.name === name)
  if (field !== undefined) return field
  throw new AysError('AYS_DATA_INVALID', `${name}: there is no field "${name}"`, {
    details: { path: name },
  })
}

function rootOf(message: Message): StructPlace {
  const found = message.struct(message.segment, message.segment.start)
  return found ? placeOf(message) : { ...placeOf(message), dataBytes: 0, pointers: 0 }
}

function activeTag({ view }: Message, old: StructPlace, { discriminant }: StructLayout): number {
  if (discriminant < 0) return -1
  const at = discriminant * 2
  return old.dataBytes > at + 1 ? view.getUint16(old.offset + at, true) : 0
}

/** Begins a message with the sections of the old root, as large as the larger of the two schemas. */
function copyRoot(
  from: Message,
  old: StructPlace,
  root: StructLayout,
  dropped: ReadonlySet<number>,
): { data: number; pointers: number } {
  const to = sharedWriter
  to.begin()
  const dataWords = Math.max(root.dataWords, old.dataBytes >>> 3)
  const data = to.struct(to.root, dataWords, Math.max(root.pointers, old.pointers))
  const pointers = data + dataWords * 8
  to.bytes(data, from.bytesAt(old.offset, old.dataBytes))
  const first = old.offset + old.dataBytes
  for (let index = 0; index < old.pointers; index++)
    if (!dropped.has(index))
      copyPointer({ from, to }, old.segment, first + index * 8, pointers + index * 8)
  return { data, pointers }
}

/** Indexes of the pointers of a field and of what is in its groups. */
function pointersOf(field: FieldLayout): number[] {
  if (field.kind === 'group') return field.struct.fields.flatMap((inner) => pointersOf(inner))
  return isPointerType(field.type) ? [field.offset] : []
}

/** Zero bits are the default. */
function clearField(view: DataView, data: number, field: FieldLayout): void {
  if (field.kind === 'slot') return clearSlot(view, data, field)
  for (const inner of field.struct.fields) clearField(view, data, inner)
  if (field.struct.discriminant >= 0) clearTag(view, data, field.struct)
}

function clearSlot(view: DataView, data: number, { type, offset }: SlotLayout): void {
  if (type.kind === 'bool') {
    const byte = data + (offset >> 3)
    view.setUint8(byte, view.getUint8(byte) & ~(1 << (offset & 7)))
  } else if (isByteType(type)) {
    const bytes = BYTES[type.kind]
    for (let index = 0; index < bytes; index++) view.setUint8(data + offset * bytes + index, 0)
  }
}

function clearTag(view: DataView, data: number, { discriminant }: StructLayout): void {
  view.setUint16(data + discriminant * 2, 0, true)
}
