import type { PrimitiveKind, TypeModel } from '@ays/core'
import type { Faults } from './faults.ts'
import { lookUp, type Scope } from './scope.ts'
import type { Expression, NameExpression } from './syntax.ts'

/** The types of the language by their names. */
const BUILT_IN: ReadonlyMap<string, PrimitiveKind> = new Map([
  ['AnyStruct', 'anyPointer'],
  ['AnyList', 'anyPointer'],
  ['AnyPointer', 'anyPointer'],
  ['Void', 'void'],
  ['Bool', 'bool'],
  ['Int8', 'int8'],
  ['Int16', 'int16'],
  ['Int32', 'int32'],
  ['Int64', 'int64'],
  ['UInt8', 'uint8'],
  ['UInt16', 'uint16'],
  ['UInt32', 'uint32'],
  ['UInt64', 'uint64'],
  ['Float32', 'float32'],
  ['Float64', 'float64'],
  ['Text', 'text'],
  ['Data', 'data'],
])

const NAMES: ReadonlyMap<string, string> = new Map(
  Array.from(BUILT_IN, ([name, kind]) => [kind, name]),
)

/** The type as the schema language writes it. */
export function nameOfType(type: TypeModel): string {
  if (type.kind === 'list') return `List(${nameOfType(type.element)})`
  return type.kind === 'struct' || type.kind === 'enum'
    ? type.name
    : (NAMES.get(type.kind) ?? type.kind)
}

/** The type that an expression names; a fault and undefined when it names none. */
export function resolveType(
  expression: Expression,
  from: Scope,
  faults: Faults,
): TypeModel | undefined {
  if (expression.kind !== 'name') {
    faults.add(expression.at, 'expected a type')
    return undefined
  }
  const scope = lookUp(expression, from)
  if (scope !== undefined) return declaredType(expression, scope, faults)
  const [name = '', ...rest] = expression.path
  if (rest.length > 0 || expression.absolute || !isBuiltIn(name))
    return unknown(expression, from, faults)
  if (name === 'List') return listType(expression, from, faults)
  if (expression.parameters !== undefined) faults.add(expression.at, `${name} takes no parameters`)
  const kind = BUILT_IN.get(name)
  return kind === undefined ? undefined : { kind }
}

function isBuiltIn(name: string): boolean {
  return name === 'List' || BUILT_IN.has(name)
}

function listType(
  { parameters, at }: NameExpression,
  from: Scope,
  faults: Faults,
): TypeModel | undefined {
  const [first, second] = parameters ?? []
  if (first === undefined || second !== undefined) {
    faults.add(at, 'List takes one type, such as List(Text)')
    return undefined
  }
  const element = resolveType(first, from, faults)
  if (element?.kind === 'anyPointer') {
    faults.add(first.at, 'a list of AnyPointer is not supported by Cap’n Proto')
    return undefined
  }
  return element && { kind: 'list', element }
}

function declaredType(
  { path, parameters, at }: NameExpression,
  { name, declaration }: Scope,
  faults: Faults,
): TypeModel | undefined {
  if (declaration?.kind === 'import') {
    faults.addUnsupported(at, 'a type of another file')
    return undefined
  }
  if (declaration?.kind !== 'struct' && declaration?.kind !== 'enum') {
    faults.add(at, `"${path.join('.')}" is not a type`)
    return undefined
  }
  if (parameters !== undefined) faults.add(at, `"${path.join('.')}" takes no parameters`)
  return { kind: declaration.kind, name }
}

function unknown({ path, at }: NameExpression, from: Scope, faults: Faults): undefined {
  const name = path.join('.')
  if (name === 'Capability') faults.addUnsupported(at, 'a capability')
  else faults.add(at, `"${name}" is not defined`, didYouMean(path, from))
  return undefined
}

function didYouMean(path: readonly string[], from: Scope): string | undefined {
  const wanted = path.join('.').toLowerCase()
  const names = [...BUILT_IN.keys()]
  for (let scope: Scope | undefined = from; scope; scope = scope.parent)
    names.push(...scope.children.keys())
  const near = names.find((name) => name.toLowerCase() === wanted)
  return near === undefined ? undefined : `Did you mean ${near}?`
}
