import { MAX_SEGMENTS } from './limits.ts'
import { malformed } from './malformed.ts'

/** One contiguous part of a message, as offsets into it. */
export interface Segment {
  readonly start: number
  readonly end: number
}

/** Where the segments of a message lie, by its header. AYS_MESSAGE_INVALID when one is cut off. */
export function findSegments(view: DataView): Segment[] {
  if (view.byteLength < 16) malformed('too short')
  const last = view.getUint32(0, true)
  if (last === 0) {
    const size = view.getUint32(4, true) * 8
    if (8 + size > view.byteLength) malformed('segment is cut off')
    return [{ start: 8, end: 8 + size }]
  }
  if (last >= MAX_SEGMENTS) malformed(`more than ${MAX_SEGMENTS} segments`)
  let start = (4 + (last + 1) * 4 + 7) & ~7
  if (start > view.byteLength) malformed('header is cut off')
  return Array.from({ length: last + 1 }, (_, index) => {
    const end = start + view.getUint32(4 + index * 4, true) * 8
    if (end > view.byteLength) malformed('segment is cut off')
    const segment = { start, end }
    start = end
    return segment
  })
}
