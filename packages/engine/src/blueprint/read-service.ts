import { type Diagnostic, roleOf, type SourcePosition } from '@ays/core'
import { isMapping } from '../yaml/yaml-document.ts'
import type { BlueprintBlock } from './blueprint-block.ts'
import { type FieldFault, type FieldsTemplate, readFields } from './read-fields.ts'
import type { WantedService } from './wanted.ts'

/** Where a declaration stands, as a whole and key by key. */
export interface ServiceSource extends SourcePosition {
  locate(key: string): SourcePosition
}

/** A declaration against its template: what an action's `ensure` and a blueprint have in common. */
export function wantService(
  template: FieldsTemplate,
  name: string,
  given: Readonly<Record<string, unknown>>,
  source: ServiceSource,
): { readonly service: WantedService; readonly faults: readonly FieldFault[] } {
  const { fields, data, links, linkKeys, faults } = readFields(template, given)
  const { file, line, column } = source
  const place = { file, line, column }
  const service: WantedService = {
    template: template.name,
    role: roleOf(template.name),
    name,
    fields,
    data,
    links,
    file,
    line,
    column,
    locate: (argname) => {
      const key = linkKeys[argname]
      return key === undefined ? place : source.locate(key)
    },
  }
  return { service, faults }
}

/** The service that a block declares, with what else was answered; faulty fields are left out, and every fault told. */
export function readService(
  template: FieldsTemplate,
  name: string,
  block: BlueprintBlock,
  answered: Readonly<Record<string, unknown>> = {},
): { readonly service: WantedService; readonly diagnostics: readonly Diagnostic[] } {
  const body = block.value ?? {}
  const given = { ...answered, ...(isMapping(body) ? body : {}) }
  const { file, line, column } = block.place
  const source = { file, line, column, locate: (key: string) => block.locate([key]) }
  const { service, faults } = wantService(template, name, given, source)
  const diagnostics = faults.map(({ code, path, message, detail }) =>
    block.error(code, path, `${block.key}: ${message}`, detail),
  )
  if (!isMapping(body)) diagnostics.push(noMapping(block))
  return { service, diagnostics }
}

function noMapping(block: BlueprintBlock): Diagnostic {
  const summary = `${block.key}: what is below it is no mapping of fields`
  return block.error('AYS_BLUEPRINT_SYNTAX', [], summary, 'Write "field: value" lines, or nothing.')
}
