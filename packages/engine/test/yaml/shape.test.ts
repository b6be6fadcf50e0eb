import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/yaml/parse-yaml.ts'
import { Shape, toDiagnostics } from '../../src/yaml/shape.ts'

const COUNT = { title: 'a whole number', type: 'integer' }
const shape = new Shape<{ readonly size?: number; readonly items?: readonly object[] }>({
  title: 'a mapping',
  type: 'object',
  additionalProperties: false,
  properties: {
    size: COUNT,
    items: {
      title: 'a list',
      type: 'array',
      items: {
        title: 'an item with a name',
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: { name: { title: 'a text', type: 'string' }, size: COUNT },
      },
    },
  },
})

const faultsOf = (value: unknown) => {
  const checked = shape.check(value)
  return checked.ok ? [] : checked.faults
}

describe('a shape', () => {
  it('gives the value that fits', () => {
    expect(shape.check({ size: 1 })).toEqual({ ok: true, value: { size: 1 } })
  })

  it('names every fault at once, in the words of what was expected', () => {
    expect(faultsOf({ size: 'big', items: [{}, { name: 1, sise: 2 }] })).toEqual([
      { path: ['size'], message: 'size: "big" is not a whole number', unknownKey: false },
      { path: ['items', '0'], message: 'items[0] lacks "name"', unknownKey: false },
      {
        path: ['items', '1', 'sise'],
        message: 'unknown key "items[1].sise"',
        detail: 'Did you mean "size"?',
        unknownKey: true,
      },
      {
        path: ['items', '1', 'name'],
        message: 'items[1].name: 1 is not a text',
        unknownKey: false,
      },
    ])
  })

  it('names what is wrong as a whole', () => {
    expect(faultsOf([])).toEqual([
      { path: [], message: 'a list is not a mapping', unknownKey: false },
    ])
  })

  it('can leave out keys that nobody knows, and say so', () => {
    const { value, faults } = shape.checkLoosely({
      size: 1,
      colour: 'red',
      items: [{ name: 'a', x: 1 }],
    })
    expect(value).toEqual({ size: 1, items: [{ name: 'a' }] })
    expect(faults.map(({ path }) => path)).toEqual([['colour'], ['items', '0', 'x']])
  })

  it('does not change the value it was given', () => {
    const value = { colour: 'red' }
    shape.checkLoosely(value)
    expect(value).toEqual({ colour: 'red' })
  })

  it('gives no value, and every fault, where leaving keys out is not enough', () => {
    const { value, faults } = shape.checkLoosely({ size: 'big', colour: 'red' })
    expect(value).toBeUndefined()
    expect(faults).toHaveLength(2)
  })

  it('gives diagnostics at the places of the document', () => {
    const document = parseYaml('size: 1\nitems:\n  - nam: x\n', 'a.yaml', {
      code: 'AYS_ACTOR_INVALID',
    })
    const diagnostics = toDiagnostics(faultsOf(document.value), document, 'AYS_ACTOR_INVALID')
    expect(diagnostics.map(({ source }) => [source?.line, source?.column])).toEqual([
      [3, 5],
      [3, 5],
    ])
  })
})
