import type { SchemaModel } from '@ays/core'
import type { Template } from './template.ts'

/** The file beside a template that tells the compiler what its actions get. */
export const TYPES_FILE = 'schema.gen.ts'

/** How templates are found by the role of a link. */
export type FindByRole = (role: string) => readonly Template[]

/**
 * Text of schema.gen.ts: the schema, the data of a service with its links, the arguments that actor.yaml
 * types. It imports only types of core: the schemas of linked templates are repeated in it.
 */
export function typesText(template: Template, find: FindByRole): string {
  const { name, schema, links } = template
  const roles = [...(links.parent ? [links.parent] : []), ...links.consume].map(({ role }) => role)
  const linked = new Map(roles.flatMap(find).map((other) => [other.name, other]))
  linked.delete(name)
  const data = dataTypeName(name, schema.model)
  const head = [
    '// Written by `ays template types`: run it again after a change of the schema or of a link.',
    `import type { ${[...(roles.length > 0 ? ['ActionService'] : []), 'Linked'].join(', ')} } from '@ays/core'`,
    '',
    `/** The data of a service, and what it is linked to: \`Action<${data}>\`. */`,
    `export type ${data} = Schema & Linked<${parentType(template, find)}, ${producersType(template, find)}>`,
  ]
  const blocks = [
    head.join('\n'),
    schema.types().trimEnd(),
    ...[...linked.values()].map(namespaceOf),
    ...argsOf(template, data),
  ]
  return `${blocks.join('\n\n')}\n`
}

/** `NodeDocker` of `node.docker`; another one when the schema has a type of this name. */
export function dataTypeName(template: string, model?: SchemaModel): string {
  const taken = new Set([...(model?.structs ?? []), ...(model?.enums ?? [])].map((it) => it.name))
  taken.add('Schema')
  let free = pascal(template)
  while (taken.has(free)) free += 'Data'
  return free
}

function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean)
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return /^[A-Za-z]/.test(joined) ? joined : `T${joined}`
}

function parentType({ name, links: { parent } }: Template, find: FindByRole): string {
  if (parent === undefined) return 'undefined'
  return `${serviceType(name, find(parent.role))}${parent.optional ? ' | undefined' : ''}`
}

/** A role with at least one producer has a first one; one with none may be missing. */
function producersType({ name, links }: Template, find: FindByRole): string {
  const { parent, consume } = links
  const needed = new Map<string, boolean>()
  if (parent) needed.set(parent.role, !parent.optional)
  for (const { role, min } of consume) needed.set(role, min > 0 || (needed.get(role) ?? false))
  const roles = Array.from(needed, ([role, first]) => {
    const type = serviceType(name, find(role))
    const key = /^[A-Za-z_]\w*$/.test(role) ? role : JSON.stringify(role)
    return first
      ? `  readonly ${key}: readonly [${type}, ...(${type})[]]`
      : `  readonly ${key}?: readonly (${type})[]`
  })
  return roles.length === 0 ? '{}' : `{\n${roles.join('\n')}\n}`
}

function serviceType(own: string, templates: readonly Template[]): string {
  if (templates.length === 0) return 'ActionService'
  const types = templates.map(({ name }) => (name === own ? 'Schema' : `${pascal(name)}.Schema`))
  return types.map((type) => `ActionService<${type}>`).join(' | ')
}

function namespaceOf({ name, schema }: Template): string {
  const lines = schema.types().trimEnd().split('\n')
  const inside = lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')
  return `export namespace ${pascal(name)} {\n${inside}\n}`
}

/** Only where actor.yaml names a struct that the schema has. */
function argsOf({ actions, schema }: Template, data: string): string[] {
  const structs = new Set(schema.model.structs.map(({ name }) => name))
  const typed = [...actions.values()].flatMap(({ name, options: { args } }) =>
    args !== undefined && structs.has(args) ? [`  readonly ${name}: ${args}`] : [],
  )
  if (typed.length === 0) return []
  const doc = `/** Arguments by action: \`Action<${data}, ${data}Args['name']>\`. */`
  return [`${doc}\nexport interface ${data}Args {\n${typed.join('\n')}\n}`]
}
