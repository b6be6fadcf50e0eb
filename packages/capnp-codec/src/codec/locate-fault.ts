import type { FieldLayout, LayoutType, StructLayout } from '../layout/layout.ts'
import { isObject } from './encode-values.ts'
import { ListView } from './view.ts'

/** Pointers of a broken message may lead in circles. */
const MAX_DEPTH = 64
const MAX_STEPS = 10_000

/** The path of the first value of a view that cannot be read; undefined when none is found. */
export function locateFault(view: unknown, root: StructLayout): string | undefined {
  let steps = 0
  return inStruct(view, root, '', 0)

  function inStruct(
    struct: unknown,
    { fields }: StructLayout,
    path: string,
    depth: number,
  ): string | undefined {
    if (!isObject(struct) || depth > MAX_DEPTH) return undefined
    for (const field of fields) {
      const at = path === '' ? field.name : `${path}.${field.name}`
      const found = inValue(() => struct[field.name], typeOf(field), at, depth)
      if (found !== undefined) return found
    }
    return undefined
  }

  function inValue(
    read: () => unknown,
    type: LayoutType,
    path: string,
    depth: number,
  ): string | undefined {
    if (++steps > MAX_STEPS) return undefined
    let value: unknown
    try {
      value = read()
    } catch {
      return path
    }
    if (type.kind === 'struct') return inStruct(value, type.struct, path, depth + 1)
    if (type.kind !== 'list' || !(value instanceof ListView)) return undefined
    for (let index = 0; index < value.length && steps <= MAX_STEPS; index++) {
      const list = value
      const found = inValue(() => list.at(index), type.element, `${path}[${index}]`, depth + 1)
      if (found !== undefined) return found
    }
    return undefined
  }
}

function typeOf(field: FieldLayout): LayoutType {
  return field.kind === 'slot' ? field.type : { kind: 'struct', struct: field.struct }
}
