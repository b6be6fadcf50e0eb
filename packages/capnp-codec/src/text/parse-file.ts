import type { Faults } from './faults.ts'
import { parseAnnotations, parseExpression, parseName } from './parse-expression.ts'
import { parseStruct } from './parse-struct.ts'
import type {
  Annotation,
  AnnotationDeclaration,
  ConstDeclaration,
  Declaration,
  EnumDeclaration,
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
  parseAnnotations(tokens)
  tokens.expect('{')
  const enumerants: EnumDeclaration['enumerants'][number][] = []
  while (!tokens.accept('}')) {
    const enumerant = tokens.name('the name of an enum value')
    enumerants.push({ name: enumerant, ordinal: tokens.ordinal() })
    parseAnnotations(tokens)
    tokens.expect(';')
  }
  return { kind: 'enum', name, enumerants }
}

function parseConst(tokens: TokenStream): ConstDeclaration {
  const name = tokens.name('the name of a constant')
  tokens.id()
  tokens.expect(':')
  const type = parseExpression(tokens)
  tokens.expect('=')
  const value = parseExpression(tokens)
  parseAnnotations(tokens)
  tokens.expect(';')
  return { kind: 'const', name, type, value }
}

function parseUsing(tokens: TokenStream): Declaration {
  if (tokens.at('import')) tokens.failUnsupported('"import"')
  const alias = tokens.at('=', 1) ? tokens.name('the name of an alias') : undefined
  if (alias !== undefined) tokens.expect('=')
  const target = parseName(tokens)
  tokens.expect(';')
  const name = alias ?? { text: target.path.at(-1) ?? '', at: target.at }
  return { kind: 'using', name, target }
}

function parseAnnotationDeclaration(tokens: TokenStream): AnnotationDeclaration {
  const name = tokens.name('the name of an annotation')
  tokens.id()
  tokens.expect('(')
  const targets: string[] = []
  do targets.push(tokens.accept('*') ? '*' : tokens.name('what the annotation is for').text)
  while (tokens.accept(','))
  tokens.expect(')')
  tokens.expect(':')
  const type = parseExpression(tokens)
  parseAnnotations(tokens)
  tokens.expect(';')
  return { kind: 'annotation', name, type, targets }
}
