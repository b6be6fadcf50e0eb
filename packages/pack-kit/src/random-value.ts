import type { FieldFormat, FieldRules, Json, TypeModel } from '@ays/core'
import * as fc from 'fast-check'

/** Of integers, inclusive: what a number of JavaScript holds exactly. */
const BOUNDS: Readonly<Record<string, readonly [low: number, high: number]>> = {
  int8: [-128, 127],
  int16: [-32_768, 32_767],
  int32: [-2_147_483_648, 2_147_483_647],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint8: [0, 255],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
  uint64: [0, Number.MAX_SAFE_INTEGER],
}

const PORTS = [0, 65_535] as const

/** How far a fraction goes that has no rule. */
const FAR = 1_000_000

/** How many samples of a pattern are looked at, and how many of them have to be harmless. */
const SAMPLES = { taken: 200, enough: 20 }

/**
 * Actions really run, so that whatever is made here may end up in a path or in the line of a shell. Nothing
 * begins or ends with anything but a letter or a digit, has a separator of paths, or a character by which a
 * shell does something.
 */
const HARMLESS = /^[\p{L}\p{N}](?:[^/\\~$`;&|<>*?()[\]{}!#\p{C}]*[\p{L}\p{N}])?$/u

const letters = fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz0123456789'))
const odd = fc.constantFrom(...Array.from(`aZ09 .-_,:=@%+'"éßñ日ж`))

/** `k7-x`: fine as a name of anything. */
const word = fc.string({ unit: letters, minLength: 1, maxLength: 8 })

/** `a "b: é`: what people write, and what a program that pastes texts together stumbles over. */
const text = fc
  .tuple(letters, fc.string({ unit: odd, maxLength: 16 }), letters)
  .map(([first, middle, last]) => `${first}${middle}${last}`)

/** In the ranges that are kept for documentation: nobody is there. */
const address = fc.oneof(
  fc
    .tuple(fc.constantFrom('192.0.2', '198.51.100', '203.0.113'), fc.integer({ min: 1, max: 254 }))
    .map(([net, host]) => `${net}.${host}`),
  fc.integer({ min: 1, max: 0xffff }).map((host) => `2001:db8::${host.toString(16)}`),
)

const day = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())

const object = fc
  .dictionary(word, fc.oneof(text, fc.integer({ min: -FAR, max: FAR }), fc.boolean()), {
    maxKeys: 3,
  })
  .map((value) => JSON.stringify(value))

const FORMATS: Readonly<Record<FieldFormat, fc.Arbitrary<Json>>> = {
  email: fc.tuple(word, word).map(([who, host]) => `${who}@${host}.example`),
  tel: fc.integer({ min: 100, max: 199 }).map((number) => `+1 555 0${number}`),
  ipaddr: address,
  iprange: fc.integer({ min: 8, max: 30 }).map((bits) => `192.0.2.0/${bits}`),
  port: fc.integer({ min: PORTS[0], max: PORTS[1] }),
  date: day.map((iso) => iso.slice(0, 10)),
  datetime: day,
  duration: fc
    .tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom('s', 'm', 'h', 'd'))
    .map(([number, unit]) => `${number}${unit}`),
  guid: fc.uuid(),
  url: fc.tuple(word, word).map(([host, path]) => `https://${host}.example/${path}`),
  path: text,
  dict: object,
  yaml: object,
  json: object,
  multiline: fc.array(text, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
}

/**
 * Valid values of a type that is neither struct, enum nor list of those; undefined when a blueprint cannot
 * write it, or when nothing harmless matches its pattern.
 */
export function randomValue(type: TypeModel, rules: FieldRules): fc.Arbitrary<Json> | undefined {
  const { kind } = type
  if (kind === 'bool') return fc.boolean()
  if (kind === 'text') return randomText(rules)
  if (kind === 'float32' || kind === 'float64') {
    return fc.double({ min: rules.min ?? -FAR, max: rules.max ?? FAR, noNaN: true })
  }
  return randomInteger(kind, rules)
}

function randomText({ choices, regex, format }: FieldRules): fc.Arbitrary<Json> | undefined {
  if (choices !== undefined) return fc.constantFrom(...choices)
  if (regex !== undefined) return matching(regex)
  if (format === undefined) return text
  return FORMATS[format].map((value) => (typeof value === 'number' ? `${value}` : value))
}

function randomInteger(
  kind: string,
  { choices, format, min, max }: FieldRules,
): fc.Arbitrary<Json> | undefined {
  const range = BOUNDS[kind]
  if (range === undefined) return undefined
  if (choices !== undefined) return fc.constantFrom(...choices.map(Number))
  const [low, high] = format === 'port' ? PORTS : range
  const bounds = {
    min: Math.ceil(Math.max(low, min ?? low)),
    max: Math.floor(Math.min(high, max ?? high)),
  }
  return bounds.min > bounds.max ? undefined : fc.integer(bounds)
}

/** Undefined where JavaScript does not know the pattern, or what matches is not harmless. */
function matching(regex: string): fc.Arbitrary<string> | undefined {
  try {
    const all = fc.stringMatching(new RegExp(`^(?:${regex})$`))
    const { taken, enough } = SAMPLES
    const harmless = fc.sample(all, { numRuns: taken, seed: 1 }).filter(isHarmless)
    return harmless.length < enough ? undefined : all.filter(isHarmless)
  } catch {
    return undefined
  }
}

/** True for a text that does no harm wherever an action puts it. */
export function isHarmless(value: string): boolean {
  return HARMLESS.test(value)
}
