import { type Diagnostic, FRAMEWORK_ACTIONS, type Schema } from '@ays/core'
import { didYouMean } from '../yaml/suggest.ts'
import type { Declaration } from './declaration.ts'

/**
 * A warning for each action, field and struct that a declaration names and the template does not have:
 * nothing breaks, but nothing happens either.
 */
export function checkNames(
  declaration: Declaration,
  schema: Schema,
  actions: ReadonlySet<string>,
  file: string,
): Diagnostic[] {
  const fields = schema.fields.map(({ name }) => name)
  const structs = schema.model.structs.map(({ name }) => name)
  const known = new Set([...actions, ...FRAMEWORK_ACTIONS])
  return [
    ...missing('action', actionsOf(declaration), known),
    ...missing('field', Object.keys(declaration.onChange), new Set(fields)),
    ...missing('struct', structsOf(declaration), new Set(structs)),
  ].map(({ summary, detail }) => ({
    severity: 'warning',
    code: 'AYS_ACTOR_INVALID',
    summary,
    ...(detail !== undefined && { detail }),
    source: { file, line: 1, column: 1 },
  }))
}

function missing(what: string, names: Iterable<string>, known: ReadonlySet<string>) {
  return [...new Set(names)]
    .filter((name) => !known.has(name))
    .map((name) => ({
      summary: `the template has no ${what} "${name}", which its actor names`,
      detail: didYouMean(name, [...known]),
    }))
}

function actionsOf({ goal, consume, options, recurring, events, onChange }: Declaration): string[] {
  const needs = Object.values(options).flatMap(({ after = [] }) => after)
  return [
    ...(goal === undefined ? [] : [goal]),
    ...Object.keys(options),
    ...needs.map((need) => need.replace(/^producers\./, '')),
    ...recurring.map(({ action }) => action),
    ...events.flatMap(({ actions }) => actions),
    ...consume.flatMap(({ onChange: answers = [] }) => answers),
    ...Object.values(onChange).flat(),
  ]
}

function structsOf({ options }: Declaration): string[] {
  return Object.values(options).flatMap(({ args }) => args ?? [])
}
