import * as fc from 'fast-check'

const TYPES = [
  'str',
  'multiline',
  'int',
  'float',
  'bool',
  'email',
  'password',
  'port',
  'dict',
  'list',
]

/** A value between quotes: any text that a line can hold. */
const quoted = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((text) => !/['\n]/.test(text))
  .map((text) => `'${text}'`)
const number = fc.oneof(fc.integer().map(String), fc.double({ noNaN: true }).map(String))
const tag = fc.oneof(
  fc.constantFrom('list', '@ask', 'auto', "singlechoice:'a,b'", 'parent:os', 'consume:fs:1:2'),
  quoted.map((text) => `default:${text}`),
  quoted.map((text) => `descr:${text}`),
  fc.constantFrom("regex:'[a-z]+ x:y'", 'regex:^\\d\\S$', 'regex:"\\\\"'),
  number.map((text) => `default:${text}`),
  number.map((text) => `minval:${text}`),
  fc.string({ maxLength: 8 }).filter((text) => !text.includes('\n')),
)
const line = fc
  .tuple(
    fc.constantFrom('a', 'b', 'a.b', 'a_b', 'c.d_e', 'f1'),
    fc.constantFrom(...TYPES),
    fc.array(tag, { maxLength: 4 }),
  )
  .map(([key, type, tags]) => `${key} = type:${type} ${tags.join(' ')}`)

/** Schemas of a few lines with everything that tags can say; many have faults. */
export const arbitrarySchema = fc.array(line, { maxLength: 5 })
