import { MAX_SEGMENTS } from './limits.ts'
import { malformed } from './malformed.ts'

/** One contiguous part of a message, as offsets into its memory. */
export interface Segment {
  readonly start: number
  readonly end: number
}

/**
 * Where the segments of a message lie, by its header, which is `length` bytes of a memory from `first`
 * on. AYS_MESSAGE_INVALID when one is cut off.
 */
export function findSegments(view: DataView, first: number, length: number): Segment[] {
  if (length < 16) malformed('too short')
  const last = view.getUint32(first, true)
  if (last === 0) {
    const size = view.getUint32(first + 4, true) * 8
    if (8 + size > length) malformed('segment is cut off')
    return [{ start: first + 8, end: first + 8 + size }]
  }
  if (last >= MAX_SEGMENTS) malformed(`more than ${MAX_SEGMENTS} segments`)
  const header = (4 + (last + 1) * 4 + 7) & ~7
  if (header > length) malformed('header is cut off')
  let start = first + header
  return Array.from({ length: last + 1 }, (_, index) => {
    const end = start + view.getUint32(first + 4 + index * 4, true) * 8
    if (end > first + length) malformed('segment is cut off')
    const segment = { start, end }
    start = end
    return segment
  })
}
