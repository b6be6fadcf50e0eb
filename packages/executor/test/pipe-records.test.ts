import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatRecord, PipeReader } from '../src/pipe-records.ts'

/** What a reader makes of the text, cut into pieces of these sizes. */
function read(text: string, sizes: readonly number[] = []) {
  const records: unknown[] = []
  let rest = ''
  const reader = new PipeReader(
    (value) => records.push(value),
    (part) => void (rest += part),
  )
  let at = 0
  for (const size of sizes) reader.read(text.slice(at, (at += size)))
  reader.read(text.slice(at))
  return { records, rest }
}

it('finds records in the middle of what others write', () => {
  const text = `before${formatRecord({ a: 'x\n\u001Ey' })}between\n${formatRecord([1])}after`
  expect(read(text)).toEqual({ records: [{ a: 'x\n\u001Ey' }, [1]], rest: 'beforebetween\nafter' })
})

it('takes for text what only begins like a record', () => {
  expect(read('a\u001Eb\nc')).toEqual({ records: [], rest: 'a\u001Eb\nc' })
})

it('finds the same records and the same text however the pipe cuts them', () => {
  const text = fc.string({ unit: 'binary' }).filter((some) => !some.includes('\u001E'))
  const part = fc.oneof(
    text.map((written) => ({ record: undefined, written })),
    fc.jsonValue().map((record) => ({ record: { record }, written: formatRecord({ record }) })),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.array(fc.nat(40)), (parts, sizes) => {
      const { records, rest } = read(parts.map(({ written }) => written).join(''), sizes)
      expect(JSON.stringify(records)).toBe(
        JSON.stringify(parts.flatMap(({ record }) => record ?? [])),
      )
      expect(rest).toBe(parts.map(({ record, written }) => (record ? '' : written)).join(''))
    }),
  )
})
