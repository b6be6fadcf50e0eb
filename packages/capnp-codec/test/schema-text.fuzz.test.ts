import { parseSchema } from '@ays/capnp-codec'
import { expect, it } from 'vitest'
import { capnpFault } from './support/capnp.ts'
import { EVERY_CONSTRUCT } from './support/every-construct.ts'
import { FUZZ_SCALE, Random } from './support/random.ts'
import { randomSchema } from './support/random-schema.ts'

/** What only our reader asks for: a root struct, and defaults that mean one thing. */
const STRICTER = ['there is no struct "Leaf"', 'only one member of a union can be set']

it('finds the same schemas good and bad as the official compiler, after random damage', () => {
  const random = new Random(16)
  const differences: string[] = []
  for (let round = 0; round < 40 * Math.min(FUZZ_SCALE, 20); round++) {
    const whole = random.once(2) ? `${EVERY_CONSTRUCT}struct Leaf {}` : randomSchema(random, 1)
    const text = damage(whole, random)
    const { diagnostics } = parseSchema(text, { file: 'damaged.capnp', root: 'Leaf' })
    const ours = diagnostics.map(({ summary }) => summary).join('; ')
    const official = capnpFault(text)
    if (STRICTER.some((reason) => ours.includes(reason))) continue
    if ((ours === '') !== (official === undefined))
      differences.push(`ours: ${ours}\nofficial: ${official ?? ''}\n${text}`)
  }
  expect(differences).toEqual([])
})

function damage(text: string, random: Random): string {
  const tokens = text.split(/(\s+|[{}()@:;,=[\]$])/).filter((token) => token !== '')
  for (let times = 1 + random.below(2); times > 0; times--) {
    const at = random.below(tokens.length)
    const other = tokens[random.below(tokens.length)] ?? ''
    const replacements = [[], [tokens[at] ?? '', tokens[at] ?? ''], [other]]
    tokens.splice(at, 1, ...(replacements[random.below(3)] ?? []))
  }
  return tokens.join('')
}
