import * as fc from 'fast-check'
import { dump } from 'js-yaml'
import { expect, it } from 'vitest'
import { readTexts, templates } from '../support/blueprints.ts'

const text = fc.string({ unit: 'grapheme' })
const fields = fc.record(
  {
    image: text,
    memory: fc.maxSafeInteger(),
    ratio: fc.double({ noNaN: true, min: -3e38, max: 3e38 }),
    running: fc.boolean(),
    ports: fc.array(text, { maxLength: 4 }),
  },
  { requiredKeys: [] },
)

it('what a blueprint gave, given again, is the same: a second apply finds no change', async () => {
  const library = await templates()
  const read = async (given: object) => {
    const blueprint = dump({ 'node.docker__a': given })
    const { services, diagnostics } = await readTexts({ 'a.yaml': blueprint }, library)
    expect(diagnostics).toEqual([])
    return services[0]
  }
  await fc.assert(
    fc.asyncProperty(fields, async (given) => {
      const first = await read(given)
      const second = await read(first?.fields ?? {})
      expect(second?.fields).toEqual(first?.fields)
      expect(second?.data).toEqual(first?.data)
      expect(Object.keys(first?.fields ?? {}).toSorted()).toEqual(Object.keys(given).toSorted())
    }),
  )
})
