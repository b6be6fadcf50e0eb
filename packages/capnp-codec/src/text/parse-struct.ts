import { parseAnnotations, parseExpression } from './parse-expression.ts'
import type { Declaration, Member, Name, Ordinal, StructDeclaration } from './syntax.ts'
import type { TokenStream } from './token-stream.ts'

type ParseDeclaration = (tokens: TokenStream) => Declaration

/** Reads a struct behind its keyword; `parseDeclaration` reads what is declared inside. */
export function parseStruct(
  tokens: TokenStream,
  parseDeclaration: ParseDeclaration,
): StructDeclaration {
  const name = tokens.name('the name of a struct')
  if (tokens.at('(')) tokens.failUnsupported('a generic struct')
  tokens.id()
  const annotations = parseAnnotations(tokens)
  return { kind: 'struct', name, annotations, ...parseBody(tokens, parseDeclaration) }
}

/** What stands between the braces; declarations inside a group belong to the struct around it. */
function parseBody(
  tokens: TokenStream,
  parseDeclaration: ParseDeclaration,
): Pick<StructDeclaration, 'members' | 'nested' | 'doc'> {
  tokens.expect('{')
  const doc = tokens.docComment()
  const nested: Declaration[] = []
  const members = parseMembers(tokens, () => nested.push(parseDeclaration(tokens)))
  return { members, nested, ...doc }
}

function parseMembers(tokens: TokenStream, declare: () => void): Member[] {
  const members: Member[] = []
  while (!tokens.at('}')) {
    if (tokens.peek().kind === 'end') tokens.fail('expected "}" but found the end of the text')
    tokens.recover(() => {
      if (tokens.atDeclaration()) declare()
      else members.push(parseMember(tokens, declare))
    })
  }
  tokens.expect('}')
  return members
}

function parseMember(tokens: TokenStream, declare: () => void): Member {
  const { at } = tokens.peek()
  if (tokens.at('union') && tokens.at('{', 1)) {
    tokens.take()
    return { kind: 'union', at, annotations: [], ...parseBlock(tokens, declare) }
  }
  const name = tokens.name('the name of a field')
  const ordinal = tokens.at('@') ? tokens.ordinal() : undefined
  const numbered = tokens.accept('!')
  tokens.expect(':')
  if (tokens.at('group') && isBlock(tokens)) return parseGroup(tokens, name, declare)
  if (tokens.at('union') && isBlock(tokens)) {
    if (ordinal !== undefined && !numbered)
      tokens.faults.add(
        ordinal.at,
        'the number of a union is not needed any more',
        'Remove it; where old messages were written with it, write an exclamation mark behind it.',
      )
    return parseUnion(tokens, name, ordinal, declare)
  }
  if (ordinal === undefined) tokens.fail(`field "${name.text}" has no ordinal`, name.at)
  return parseField(tokens, name, ordinal)
}

function isBlock(tokens: TokenStream): boolean {
  return tokens.at('{', 1) || tokens.at('$', 1)
}

function parseField(tokens: TokenStream, name: Name, ordinal: Ordinal): Member {
  const type = parseExpression(tokens)
  const value = tokens.accept('=') ? { default: parseExpression(tokens) } : {}
  const annotations = parseAnnotations(tokens)
  tokens.expect(';')
  return { kind: 'field', name, ordinal, type, ...value, annotations, ...tokens.docComment() }
}

function parseGroup(tokens: TokenStream, name: Name, declare: () => void): Member {
  tokens.expect('group')
  const annotations = parseAnnotations(tokens)
  return { kind: 'group', name, annotations, ...parseBlock(tokens, declare) }
}

function parseUnion(
  tokens: TokenStream,
  name: Name,
  ordinal: Ordinal | undefined,
  declare: () => void,
): Member {
  const { at } = tokens.expect('union')
  const annotations = parseAnnotations(tokens)
  const numbered = ordinal === undefined ? {} : { ordinal }
  return { kind: 'union', name, at, ...numbered, annotations, ...parseBlock(tokens, declare) }
}

function parseBlock(tokens: TokenStream, declare: () => void): { members: Member[]; doc?: string } {
  tokens.expect('{')
  const doc = tokens.docComment()
  return { members: parseMembers(tokens, declare), ...doc }
}
