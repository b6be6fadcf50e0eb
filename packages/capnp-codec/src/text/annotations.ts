import type { FieldRules } from '@ays/core'
import type { Faults } from './faults.ts'
import { resolveType } from './resolve-type.ts'
import type { ValueResolver } from './resolve-value.ts'
import { declarationOf, readRule, TARGETS } from './rules.ts'
import { lookUp, type Scope } from './scope.ts'
import type { Annotation, AnnotationDeclaration } from './syntax.ts'

/** What is annotated. */
export type Target = (typeof TARGETS)[number]

/** What the annotations of a declaration say. */
export interface Said {
  readonly rules?: FieldRules
  readonly doc?: string
}

/** Checks every annotation as the official compiler does, and reads those that are ours. */
export class AnnotationReader {
  readonly #values: ValueResolver
  readonly #faults: Faults

  constructor(values: ValueResolver, faults: Faults) {
    this.#values = values
    this.#faults = faults
  }

  /** Checks what an annotation says it is for, and the type of its value. */
  declare({ targets, type }: AnnotationDeclaration, scope: Scope): void {
    resolveType(type, scope, this.#faults)
    for (const { text, at } of targets) {
      if (text === '*' && targets.length > 1) this.#faults.add(at, '"*" already means everything')
      if (text !== '*' && !isTarget(text))
        this.#faults.add(at, `"${text}" cannot be annotated`, `What can: ${TARGETS.join(', ')}.`)
    }
  }

  read(annotations: readonly Annotation[], scope: Scope, target: Target): Said {
    const said: { rules: FieldRules; doc?: string } = { rules: {} }
    for (const annotation of annotations) this.#read(annotation, scope, target, said)
    const { rules, ...doc } = said
    return Object.keys(rules).length === 0 ? doc : { rules, ...doc }
  }

  #read(
    { name, value }: Annotation,
    scope: Scope,
    target: Target,
    said: { rules: FieldRules; doc?: string },
  ): void {
    const found = lookUp(name, scope)
    const declaration = found?.declaration
    const { at, path } = name
    const text = path.join('.')
    // What another file declares cannot be checked here, and means nothing to us.
    if (declaration?.kind === 'import') return
    if (found === undefined || declaration?.kind !== 'annotation')
      return this.#faults.add(at, `annotation "${text}" is not declared`, declarationOf(text))
    if (!declaration.targets.some((allowed) => allowed.text === '*' || allowed.text === target))
      return this.#faults.add(at, `"${text}" is declared for another kind than ${target}`)
    if (readRule(said, found.name, { value, at, faults: this.#faults })) return
    this.#checkValue(declaration, { name, ...(value === undefined ? {} : { value }) }, scope)
  }

  #checkValue(declaration: AnnotationDeclaration, { name, value }: Annotation, scope: Scope): void {
    const type = resolveType(declaration.type, scope, this.#faults)
    if (type === undefined) return
    if (value !== undefined) this.#values.resolve(value, type, scope)
    else if (type.kind !== 'void')
      this.#faults.add(name.at, `"${name.path.join('.')}" needs a value`)
  }
}

function isTarget(text: string): boolean {
  return TARGETS.some((target) => target === text)
}
