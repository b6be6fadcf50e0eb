import {
  type ActorDifference,
  type Break,
  fieldsByOrdinal,
  formatType,
  isObsolete,
  type PlacedField,
  type Schema,
  type TemplateLinks,
} from '@ays/core'
import type { ActorView } from '../state/actor-view.ts'
import type { Template } from '../template/template.ts'

/** What is another in a template, beside the code of its actions: pack, fields, actions, links. */
export function actorDifferences(
  before: ActorView,
  schema: Schema,
  template: Template,
): ActorDifference[] {
  return [
    ...compare('pack', packOf(before.record), packOf(template)),
    ...compare('field', describeFields(schema), describeFields(template.schema)),
    ...compare('action', namesOf(before.actions), namesOf(template.actions)),
    ...compare('link', describeLinks(before.links), describeLinks(template.links)),
  ]
}

/**
 * What services would lose to a template that nothing in a blueprint says again: a schema that misreads them, and
 * fields that have kept their name and not their type, which the lock of HRD makes new ones.
 */
export function lossesOf(schema: Schema, next: Schema): Break[] {
  const after = new Map([...livingFields(next)].map(([key, field]) => [field.path, { key, field }]))
  const retyped = [...livingFields(schema)].flatMap(([key, was]): Break[] => {
    const is = after.get(was.path)
    if (is === undefined || is.key === key) return []
    const [old, now] = [was, is.field].map(({ field }) => formatType(field.type))
    const message = `was ${old} and is ${now} now: what is stored of it would be lost`
    return [{ path: was.path, kind: 'type', message }]
  })
  const breaks = schema.breaks(next)
  const known = new Set(breaks.map(({ path }) => path))
  return [...breaks, ...retyped.filter(({ path }) => !known.has(path))]
}

/** By a key that stays when the text changes. */
type Texts = ReadonlyMap<string, string>

function compare(part: ActorDifference['part'], before: Texts, after: Texts): ActorDifference[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)]
    if (was === is) return []
    return {
      part,
      ...(was !== undefined && { before: was }),
      ...(is !== undefined && { after: is }),
    }
  })
}

function packOf({ pack, version }: { readonly pack: string; readonly version: string }): Texts {
  return new Map([['', version === '' ? pack : `${pack}@${version}`]])
}

function namesOf(actions: ReadonlyMap<string, unknown>): Texts {
  return new Map([...actions.keys()].map((name) => [name, name]))
}

function describeFields(schema: Schema): Texts {
  return new Map(
    [...livingFields(schema)].map(([key, { field, path }]) => {
      const initial = field.default === undefined ? '' : ` = ${JSON.stringify(field.default)}`
      return [key, `${path} :${formatType(field.type)}${initial}`]
    }),
  )
}

/** Of every struct, by what they are stored under; those of structs other than the root with its name. */
function* livingFields({ model }: Schema): Iterable<readonly [string, PlacedField]> {
  for (const { name, members } of model.structs) {
    for (const [ordinal, placed] of fieldsByOrdinal(members)) {
      if (isObsolete(placed)) continue
      const path = name === model.root ? placed.path : `${name}.${placed.path}`
      yield [`${name} ${ordinal}`, { ...placed, path }]
    }
  }
}

function describeLinks({ parent, consume }: TemplateLinks): Texts {
  const links = consume.map(({ argname, role, min, max, auto }): [string, string] => {
    const number = max === 0 ? `${min} or more` : `${min} to ${max}`
    return [argname, `${argname} consumes ${role} (${number}${auto ? ', auto' : ''})`]
  })
  if (parent) {
    const { argname, role, auto, optional } = parent
    const notes = [...(optional ? ['optional'] : []), ...(auto ? ['auto'] : [])]
    const text = notes.length === 0 ? '' : ` (${notes.join(', ')})`
    links.unshift(['parent', `${argname} parent ${role}${text}`])
  }
  return new Map(links)
}
