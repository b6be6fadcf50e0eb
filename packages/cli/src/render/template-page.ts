import {
  type ActionOptions,
  type EventFilter,
  type FieldModel,
  formatDuration,
  formatType,
  isObsolete,
  type Json,
  type Recurring,
  type TemplateDetail,
} from '@ays/core'
import { formatLinks, rulesOf } from './templates.ts'
import { formatValue } from './value.ts'

/** A page of documentation in Markdown: what a blueprint may write, what AYS does with it, and an example. */
export function renderTemplatePage(template: TemplateDetail): string {
  const { name, role, pack, goal, actions, options, recurring, events, links } = template
  const fields = template.fields.filter((field) => !isObsolete({ field }))
  const origin = `Of the pack \`${pack}\`. Its services have the role \`${role}\`.`
  const aim = goal === undefined ? '' : ` Creating one schedules \`${goal}\`.`
  return [
    `# ${name}`,
    `${origin}${aim}`,
    ...section('Fields', renderFields(fields)),
    ...section('Links', bullets(formatLinks(links))),
    ...section(
      'Actions',
      bullets(actions.map((action) => describeAction(action, options[action]))),
    ),
    ...section('Recurring', bullets(recurring.map(describeRecurring))),
    ...section('Events', bullets(events.map(describeEvent))),
    ...section('Example', renderExample(template, fields)),
  ].join('\n\n')
}

function section(title: string, text: string): string[] {
  return text === '' ? [] : [`## ${title}`, text]
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n')
}

function renderFields(fields: readonly FieldModel[]): string {
  if (fields.length === 0) return ''
  const rows = fields.map((field) => [
    `\`${field.name}\``,
    `\`${formatType(field.type)}\``,
    field.default === undefined ? '' : `\`${formatValue(field.default)}\``,
    [field.doc ?? '', ...rulesOf(field)].filter(Boolean).join('; '),
  ])
  const head = [
    ['field', 'type', 'default', 'meaning'],
    ['---', '---', '---', '---'],
  ]
  return [...head, ...rows].map((row) => `| ${row.map(inCell).join(' | ')} |`).join('\n')
}

/** In a cell of a table a bar would begin the next one, and a line end the table. */
function inCell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll(/\s*\n\s*/g, ' ')
}

function describeAction(action: string, options: ActionOptions = {}): string {
  const { after = [], timeout, retry = [], concurrency } = options
  const notes = [
    after.length > 0 ? `after ${after.join(', ')}` : '',
    timeout === undefined ? '' : `at most ${formatDuration(timeout)}`,
    retry.length > 0 ? `tried again after ${retry.map(formatDuration).join(', ')}` : '',
    concurrency === undefined ? '' : `at most ${concurrency} at once`,
  ].filter(Boolean)
  return notes.length === 0 ? `\`${action}\`` : `\`${action}\`: ${notes.join('; ')}`
}

function describeRecurring({ action, period, cron, timezone }: Recurring): string {
  const zone = timezone === undefined ? '' : ` in ${timezone}`
  const when =
    period === undefined ? `at \`${cron ?? ''}\`${zone}` : `every ${formatDuration(period)}`
  return `\`${action}\` ${when}`
}

function describeEvent({ channel, command, actions }: EventFilter): string {
  const what = command === '' ? 'any event' : `\`${command}\``
  return `${what} on the channel \`${channel}\` starts ${actions.map((one) => `\`${one}\``).join(', ')}`
}

/** Every field that has no default, with a value that fits: what a blueprint would hardly leave out. */
function renderExample(template: TemplateDetail, fields: readonly FieldModel[]): string {
  const { parent, consume } = template.links
  const links = parent ? [parent, ...consume] : consume
  const roles = new Map(links.map(({ argname, role }) => [argname, role]))
  const lines = fields
    .filter(({ default: initial, rules }) => initial === undefined || rules?.ask)
    .map((field) => {
      const role = roles.get(field.name)
      const one = role === undefined ? exampleOf(field, template) : `${role}-name`
      return `  ${field.name}: ${JSON.stringify(field.type.kind === 'list' ? [one] : one)}`
    })
  return ['```yaml', `${template.name}__example:`, ...lines, '```'].join('\n')
}

/** Of a list: one element. */
function exampleOf(field: FieldModel, { schema }: TemplateDetail): Json {
  const choice = field.rules?.choices?.[0]
  if (choice !== undefined) return choice
  const type = field.type.kind === 'list' ? field.type.element : field.type
  if (type.kind === 'enum') {
    return schema.enums.find(({ name }) => name === type.name)?.values[0] ?? ''
  }
  if (type.kind === 'text') return EXAMPLES[field.rules?.format ?? ''] ?? field.name
  if (type.kind === 'bool') return true
  return /int|float/.test(type.kind) ? exampleNumber(field) : {}
}

function exampleNumber({ default: initial, rules }: FieldModel): number {
  return typeof initial === 'number' ? initial : (rules?.min ?? 1)
}

const EXAMPLES: Readonly<Record<string, string>> = {
  email: 'me@example.org',
  tel: '+32 2 123 45 67',
  ipaddr: '192.0.2.1',
  iprange: '192.0.2.0/24',
  port: '8080',
  date: '2026-01-31',
  datetime: '2026-01-31T10:00:00Z',
  duration: '5m',
  guid: '00000000-0000-4000-8000-000000000000',
  url: 'https://example.org/',
  path: '/srv/example',
  dict: '{}',
  yaml: 'key: value',
  json: '{}',
}
