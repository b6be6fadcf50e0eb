import type { Faults } from './faults.ts'
import { parseAnnotations, parseExpression, parseName } from './parse-expression.ts'
import { parseStruct } from './parse-struct.ts'
import type {
  Annotation,
  AnnotationDeclaration,
  ConstDeclaration,
  Declaration,
  EnumDeclaration,
  Enumerant,
  Name,
  SchemaFile,
} from './syntax.ts'
import { TokenStream } from './token-stream.ts'

/** Reads a whole text; every fault is noted and reading goes on behind it. */
export function parseFile(text: string, faults: Faults): SchemaFile {
  const tokens = new TokenStream(text, faults)
  const file = new FileReader(tokens)
  while (tokens.peek().kind !== 'end') {
    tokens.recover(() => file.statement())
    if (tokens.at('}')) faults.add(tokens.take().at, 'unexpected "}"')
  }
  return file.done()
}

class FileReader {
  readonly #tokens: TokenStream
  readonly #declarations: Declaration[] = []
  readonly #annotations: Annotation[] = []
  #id: string | undefined

  constructor(tokens: TokenStream) {
    this.#tokens = tokens
  }

  statement(): void {
    const tokens = this.#tokens
    if (tokens.at('@')) {
      if (this.#id !== undefined) tokens.fail('a file has one id')
      this.#id = tokens.id()
      tokens.expect(';')
    } else if (tokens.at('$')) {
      this.#annotations.push(...parseAnnotations(tokens))
      tokens.expect(';')
    } else {
      this.#declarations.push(parseDeclaration(tokens))
    }
  }

  done(): SchemaFile {
    const id = this.#id === undefined ? {} : { id: this.#id }
    return { ...id, annotations: this.#annotations, declarations: this.#declarations }
  }
}

function parseDeclaration(tokens: TokenStream): Declaration {
  const { text, at } = tokens.peek()
  if (!tokens.atDeclaration()) tokens.fail(`expected a declaration but found "${text}"`)
  tokens.take()
  switch (text) {
    case 'struct':
      return parseStruct(tokens, parseDeclaration)
    case 'enum':
      return parseEnum(tokens)
    case 'const':
      return parseConst(tokens)
    case 'using':
      return parseUsing(tokens)
    case 'annotation':
      return parseAnnotationDeclaration(tokens)
    default:
      return tokens.failUnsupported(`an interface`, at)
  }
}

function parseEnum(tokens: TokenStream): EnumDeclaration {
  const name = tokens.name('the name of an enum')
  tokens.id()
  const annotations = parseAnnotations(tokens)
  tokens.expect('{')
  const enumerants: Enumerant[] = []
  while (!tokens.accept('}')) {
    const enumerant = tokens.name('the name of an enum value')
    const ordinal = tokens.ordinal()
    enumerants.push({ name: enumerant, ordinal, annotations: parseAnnotations(tokens) })
    tokens.expect(';')
  }
  return { kind: 'enum', name, annotations, enumerants }
}

function parseConst(tokens: TokenStream): ConstDeclaration {
  const name = tokens.name('the name of a constant')
  tokens.id()
  tokens.expect(':')
  const type = parseExpression(tokens)
  tokens.expect('=')
  const value = parseExpression(tokens)
  const annotations = parseAnnotations(tokens)
  tokens.expect(';')
  return { kind: 'const', name, annotations, type, value }
}

function parseUsing(tokens: TokenStream): Declaration {
  const alias = tokens.at('=', 1) ? tokens.name('the name of an alias') : undefined
  if (alias !== undefined) tokens.expect('=')
  const target = parseName(tokens)
  tokens.expect(';')
  const last = target.path.at(-1)
  if (alias === undefined && last === undefined) tokens.fail('an import needs a name', target.at)
  return { kind: 'using', name: alias ?? { text: last ?? '', at: target.at }, target }
}

function parseAnnotationDeclaration(tokens: TokenStream): AnnotationDeclaration {
  const name = tokens.name('the name of an annotation')
  tokens.id()
  tokens.expect('(')
  const targets: Name[] = []
  while (!tokens.at(')')) {
    targets.push(tokens.at('*') ? tokens.take() : tokens.name('what the annotation is for'))
    if (!tokens.accept(',')) break
  }
  tokens.expect(')')
  tokens.expect(':')
  const type = parseExpression(tokens)
  const annotations = parseAnnotations(tokens)
  tokens.expect(';')
  return { kind: 'annotation', name, annotations, type, targets }
}
