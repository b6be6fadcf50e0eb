/** A name where it stands. */
export interface Name {
  readonly text: string
  readonly at: number
}

/** Values and types share one grammar. */
export type Expression =
  | {
      readonly kind: 'integer'
      readonly value: bigint
      readonly negative: boolean
      readonly at: number
    }
  | { readonly kind: 'float'; readonly value: number; readonly at: number }
  | {
      readonly kind: 'bytes'
      readonly bytes: Uint8Array
      readonly quoted: boolean
      readonly at: number
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly at: number }
  | TupleExpression
  | NameExpression

export interface TupleExpression {
  readonly kind: 'tuple'
  readonly entries: readonly { readonly name?: Name; readonly value: Expression }[]
  readonly at: number
}

/** `Int32`, `.Outer.Inner`, `List(Text)`. */
export interface NameExpression {
  readonly kind: 'name'
  readonly path: readonly string[]
  /** Starts with a dot: looked up in the file's own scope. */
  readonly absolute: boolean
  /** Of another file: `import "file".Name`. */
  readonly file?: string
  readonly parameters?: readonly Expression[]
  readonly at: number
}

/** `$name(value)`; the value is absent for Void. */
export interface Annotation {
  readonly name: NameExpression
  readonly value?: Expression
}

export interface StructDeclaration {
  readonly kind: 'struct'
  readonly name: Name
  readonly doc?: string
  readonly annotations: readonly Annotation[]
  readonly members: readonly Member[]
  readonly nested: readonly Declaration[]
}

export interface EnumDeclaration {
  readonly kind: 'enum'
  readonly name: Name
  readonly annotations: readonly Annotation[]
  readonly enumerants: readonly Enumerant[]
}

export interface Enumerant {
  readonly name: Name
  readonly ordinal: Ordinal
  readonly annotations: readonly Annotation[]
}

export interface ConstDeclaration {
  readonly kind: 'const'
  readonly name: Name
  readonly annotations: readonly Annotation[]
  readonly type: Expression
  readonly value: Expression
}

/** `using Name = target`. */
interface AliasDeclaration {
  readonly kind: 'using'
  readonly name: Name
  readonly target: NameExpression
}

export interface AnnotationDeclaration {
  readonly kind: 'annotation'
  readonly name: Name
  readonly annotations: readonly Annotation[]
  readonly type: Expression
  readonly targets: readonly Name[]
}

export type Declaration =
  | StructDeclaration
  | EnumDeclaration
  | ConstDeclaration
  | AliasDeclaration
  | AnnotationDeclaration

export interface Ordinal {
  readonly value: number
  readonly at: number
}

export interface FieldMember {
  readonly kind: 'field'
  readonly name: Name
  readonly ordinal: Ordinal
  readonly type: Expression
  readonly default?: Expression
  readonly annotations: readonly Annotation[]
  readonly doc?: string
}

interface GroupMember {
  readonly kind: 'group'
  readonly name: Name
  readonly annotations: readonly Annotation[]
  readonly members: readonly Member[]
  readonly doc?: string
}

interface UnionMember {
  readonly kind: 'union'
  /** Absent for the unnamed union; `at` says where the keyword stands. */
  readonly name?: Name
  readonly at: number
  readonly ordinal?: Ordinal
  readonly annotations: readonly Annotation[]
  readonly members: readonly Member[]
  readonly doc?: string
}

export type Member = FieldMember | GroupMember | UnionMember

/** A schema file as it is written. */
export interface SchemaFile {
  /** `0x` and 16 hexadecimal digits; absent when the file has none. */
  readonly id?: string
  readonly annotations: readonly Annotation[]
  readonly declarations: readonly Declaration[]
}
