import type { Faults } from './faults.ts'
import type { Declaration, NameExpression, SchemaFile } from './syntax.ts'

const MAX_ALIASES = 64

/** A place where names are looked up: the file, or a declaration. */
export interface Scope {
  /** With the names of the scopes around it; empty for the file. */
  readonly name: string
  /** `import` stands for whatever another file declares. */
  readonly declaration: Declaration | { readonly kind: 'import' } | undefined
  readonly parent: Scope | undefined
  readonly children: ReadonlyMap<string, Scope>
}

const IMPORTED: Scope = {
  name: '',
  declaration: { kind: 'import' },
  parent: undefined,
  children: new Map(),
}

/** The scopes of a file, one in each other. A name that is taken is a fault. */
export function makeScopes({ declarations }: SchemaFile, faults: Faults): Scope {
  const children = new Map<string, Scope>()
  const file: Scope = { name: '', declaration: undefined, parent: undefined, children }
  addChildren(file, children, declarations, faults)
  return file
}

/** Every scope below this one, in the order of the text. */
export function* scopesIn(scope: Scope): Iterable<Scope> {
  for (const child of scope.children.values()) {
    yield child
    yield* scopesIn(child)
  }
}

/** What a name means here, aliases followed; undefined when nothing is called so. */
export function lookUp(
  { path, absolute, file }: NameExpression,
  from: Scope,
  aliases = 0,
): Scope | undefined {
  if (file !== undefined) return IMPORTED
  const [first = '', ...rest] = path
  let found = absolute ? fileOf(from).children.get(first) : findUpwards(first, from)
  found = followAlias(found, aliases)
  for (const part of rest)
    if (found !== IMPORTED) found = followAlias(found?.children.get(part), aliases)
  return found
}

function followAlias(scope: Scope | undefined, aliases: number): Scope | undefined {
  if (scope?.declaration?.kind !== 'using' || scope.parent === undefined) return scope
  if (aliases > MAX_ALIASES) return undefined
  const { target } = scope.declaration
  return lookUp(target, scope.parent, aliases + 1)
}

function findUpwards(name: string, from: Scope): Scope | undefined {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    const child = scope.children.get(name)
    if (child !== undefined) return child
  }
  return undefined
}

function fileOf(scope: Scope): Scope {
  return scope.parent === undefined ? scope : fileOf(scope.parent)
}

function addChildren(
  parent: Scope,
  children: Map<string, Scope>,
  declarations: readonly Declaration[],
  faults: Faults,
): void {
  for (const declaration of declarations) {
    const { text, at } = declaration.name
    if (children.has(text)) {
      faults.add(at, `"${text}" is defined twice`)
      continue
    }
    const below = new Map<string, Scope>()
    const name = parent.name === '' ? text : `${parent.name}.${text}`
    const scope: Scope = { name, declaration, parent, children: below }
    children.set(text, scope)
    if (declaration.kind === 'struct') addChildren(scope, below, declaration.nested, faults)
  }
}
