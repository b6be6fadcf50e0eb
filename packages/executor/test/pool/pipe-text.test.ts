import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { PipeText } from '../../src/pool/pipe-text.ts'

function open() {
  const silent = new Set<number>()
  const told: [number, string][] = []
  const pipe = new PipeText(silent, (index, text) => told.push([index, text]))
  return { pipe, silent, told }
}

describe('text in the pipe of a worker', () => {
  it('belongs to the call of the next record, whatever else is known', () => {
    const { pipe, told } = open()
    pipe.write('a\n')
    pipe.record(3)
    expect(told).toEqual([[3, 'a']])
  })

  it('belongs to the first call that has not ended, when no record comes along with it', async () => {
    const { pipe, silent, told } = open()
    pipe.end(0)
    pipe.write('a\n')
    // Sent before the text was written, and heard after it was read.
    silent.add(1).add(2)
    await turn()
    expect(told).toEqual([[3, 'a']])
  })

  it('is told in whole lines; at the end of its call, or of the pipe, as it is', () => {
    const { pipe, told } = open()
    pipe.write('a\nb')
    pipe.record(0)
    pipe.write('c')
    expect(told).toEqual([[0, 'a']])
    pipe.end(0)
    pipe.write('d')
    pipe.flush()
    expect(told).toEqual([
      [0, 'a'],
      [0, 'bc'],
      [1, 'd'],
    ])
  })
})
