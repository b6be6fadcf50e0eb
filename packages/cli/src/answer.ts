import type { Codec, FieldModel, Json, TypeModel } from '@ays/core'

/** What a person typed for a field, as a blueprint would give it; what is no number stays a text. */
export function readAnswer({ type, rules }: FieldModel, text: string): Json {
  if (type.kind !== 'list') return readOne(type, text, rules?.bigint === true)
  const { element } = type
  const items = text.split(',').map((item) => item.trim())
  return items.filter((item) => item !== '').map((item) => readOne(element, item, false))
}

/** What is wrong with what a person typed for a field. Undefined: the plan has the last word. */
export function findFault(field: FieldModel, text: string, codec: Codec): string | undefined {
  const { name, type, rules } = field
  const element = type.kind === 'list' ? type.element : type
  // An enum is nothing without the rest of its schema.
  if (element.kind === 'enum' || rules?.bigint) return undefined
  const structs = [{ name: 'Schema', members: [{ ...field, ordinal: 0 }] }]
  const schema = codec.compile({ id: '0x8000000000000000', root: 'Schema', structs, enums: [] })
  const [fault] = schema.check({ [name]: readAnswer(field, text) })
  return fault && (rules?.secret ? 'this does not fit the field' : fault.message)
}

/** The default as a person would type it; undefined when it is empty. */
export function showDefault({ type, default: initial }: FieldModel): string | undefined {
  if (type.kind === 'bool') return initial === true ? 'yes' : 'no'
  if (Array.isArray(initial)) return initial.map(String).join(', ')
  if (typeof initial === 'number' || typeof initial === 'string') return `${initial}`
  return isNumber(type) ? '0' : undefined
}

function readOne(type: TypeModel, text: string, big: boolean): Json {
  if (type.kind === 'bool') return WORDS.get(text.trim().toLowerCase()) ?? text
  if (!isNumber(type) || big || text.trim() === '') return text
  const number = Number(text)
  return Number.isNaN(number) ? text : number
}

function isNumber({ kind }: TypeModel): boolean {
  return /^(u?int|float)/.test(kind)
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['y', true],
  ['true', true],
  ['no', false],
  ['n', false],
  ['false', false],
])
