import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Lines } from '../src/lines.ts'

it('passes on whole lines as soon as they are whole, and the rest at the end', () => {
  const heard: string[] = []
  const lines = new Lines((text) => heard.push(text))
  lines.write('a')
  lines.write('b\nc\nd')
  expect(heard).toEqual(['ab\nc'])
  lines.flush()
  lines.flush()
  expect(heard).toEqual(['ab\nc', 'd'])
})

it('keeps every line, however they come in pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n') })), (pieces) => {
      const heard: string[] = []
      const lines = new Lines((text) => heard.push(text))
      for (const piece of pieces) lines.write(piece)
      lines.flush()
      expect(heard.join('\n')).toBe(pieces.join('').replace(/\n$/, ''))
    }),
  )
})
