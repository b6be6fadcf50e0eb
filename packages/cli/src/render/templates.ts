import {
  type FieldModel,
  formatType,
  type TemplateDetail,
  type TemplateInfo,
  type TemplateLinks,
  type TypesReport,
} from '@ays/core'
import type { Screen } from './screen.ts'
import { renderTable } from './table.ts'
import { count } from './text.ts'
import { formatValue } from './value.ts'

/** A line for each template. */
export function renderTemplates(templates: readonly TemplateInfo[], screen: Screen): string {
  if (templates.length === 0) return 'No templates.'
  const rows = templates.map(({ name, pack, actions, links }) => [
    name,
    pack,
    actions.join(', '),
    formatLinks(links).join(', '),
  ])
  return renderTable(['TEMPLATE', 'PACK', 'ACTIONS', 'LINKS'], rows, screen)
}

/** What a blueprint may write for this template, and what AYS will do with it. */
export function renderTemplate(template: TemplateDetail, screen: Screen): string {
  const { name, role, pack, folder, goal, actions, fields, links } = template
  const { paint } = screen
  const rows = fields.map((field) => [
    field.name,
    formatType(field.type),
    field.default === undefined ? '' : formatValue(field.default),
    [...rulesOf(field), field.doc ?? ''].filter(Boolean).join('; '),
  ])
  return [
    `${paint.bold(name)}  ${paint.dim(folder)}`,
    `role ${role}, pack ${pack}${goal === undefined ? '' : `, goal ${goal}`}`,
    ...(actions.length > 0 ? [`actions ${actions.join(', ')}`] : []),
    ...formatLinks(links),
    ...(rows.length > 0 ? [renderTable(['FIELD', 'TYPE', 'DEFAULT', ''], rows, screen)] : []),
  ].join('\n')
}

export function formatLinks({ parent, consume }: TemplateLinks): string[] {
  const lines = consume.map(
    ({ role, min, max }) =>
      `consumes ${role} (${max === 0 ? `${min} or more` : `${min} to ${max}`})`,
  )
  if (parent) lines.unshift(`parent ${parent.role}${parent.optional ? ' (optional)' : ''}`)
  return lines
}

export function rulesOf({ rules = {} }: FieldModel): string[] {
  return Object.entries(rules).map(([rule, value]) =>
    value === true ? rule : `${rule} ${Array.isArray(value) ? value.join(' | ') : String(value)}`,
  )
}

/** A line for each file that was written or should be, and how many are as they should be. */
export function renderTypes({ files }: TypesReport, { paint }: Screen): string {
  const others = files.filter(({ state }) => state !== 'same')
  const lines = others.map(({ file, state }) =>
    state === 'written' ? `wrote ${file}` : `${paint.yellow('stale')} ${file}`,
  )
  const same = files.length - others.length
  if (same > 0 || others.length === 0) lines.push(`${count(same, 'file')} of types up to date.`)
  return lines.join('\n')
}
