import { formatSchema, parseSchema } from '@ays/capnp-codec'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVERY_CONSTRUCT, EVERY_CONSTRUCT_CANONICAL } from '../support/every-construct.ts'

const ID = '@0xd4b1f5a9c3e27a10;\n'

/** `line:column summary` of every fault of a text. */
function faults(text: string): string[] {
  return parseSchema(text, { file: 'x.capnp' }).diagnostics.map(
    ({ summary, source }) => `${source?.line}:${source?.column} ${summary}`,
  )
}

function members(text: string): unknown {
  const { model, diagnostics } = parseSchema(text, { file: 'x.capnp' })
  expect(diagnostics).toEqual([])
  return model?.structs.find(({ name }) => name === 'Schema')?.members
}

describe('parseSchema', () => {
  it('reports every fault at once, each with its place', () => {
    const text = `${ID}struct Schema {
  a @0 :Txt;
  b @1 :List(Int32, Text);
  c @1 :Text = 5;
  D @3 :UInt8 = 256;
  e @4 Text;
  f :Text;
  union { one @5 :Text; }
  g @6 :Text $secret;
}
`
    expect(faults(text)).toEqual([
      '3:9 "Txt" is not defined',
      '4:9 List takes one type, such as List(Text)',
      '5:16 expected Text',
      '7:8 expected ":" but found "Text"',
      '8:3 field "f" has no ordinal',
      '10:15 annotation "secret" is not declared',
    ])
  })

  it('checks names, ordinals and unions once every name means something', () => {
    const text = `${ID}struct Schema {
  a @0 :Text;
  b_c @0 :Text;
  D @2 :UInt8 = 256;
  g :group {}
  union { one @3 :Text; }
  f @5 :Text;
}
struct lower {}
enum Color { red @0; red @1; Blue @2; }
`
    expect(faults(text)).toEqual([
      '4:3 "b_c" must be letters and digits that start with a small letter',
      '4:3 ordinal @0 is used twice',
      '5:3 "D" must be letters and digits that start with a small letter',
      '5:3 ordinal @1 is skipped',
      '5:17 256 is not between 0 and 255',
      '6:3 group "g" has no members',
      '7:3 a union has at least two members',
      '8:3 ordinal @4 is skipped',
      '10:8 "lower" must be letters and digits that start with a capital letter',
      '11:6 "red" is twice in enum "Color"',
      '11:6 "Blue" must be letters and digits that start with a small letter',
    ])
  })

  it.each([
    ['', '1:1 the file has no id'],
    [`${ID}struct Other {}`, '1:1 there is no struct "Schema"'],
    [`@0x1234;\nstruct Schema {}`, '1:1 id @0x1234 has not 64 bits of which the first is set'],
    [`${ID}${ID}struct Schema {}`, '2:1 a file has one id'],
    [`${ID}struct Schema { a @0 :Text`, '2:27 expected ";" but found the end of the text'],
    [`${ID}struct Schema {}}`, '2:17 unexpected "}"'],
    [`${ID}struct Schema { a @0 :Text = "a\nb"; }`, '2:30 unexpected character "\\""'],
    [`${ID}struct Schema { a @0 :Text = "\\q"; }`, '2:30 "\\q" is no escape'],
    [`${ID}struct Schema { a @0 :Data = 0x"123"; }`, '2:30 an odd number of hexadecimal digits'],
    [`${ID}struct Schema { a @0 :Int8 = 08; }`, '2:30 "08" is no octal number'],
    [`${ID}struct Schema { a @0 :Int8 =-1; }`, '2:28 expected ";" but found "=-"'],
    [`${ID}struct Schema { a @0 :Int8 = 1.5; }`, '2:30 expected Int8'],
    [`${ID}struct Schema { a @0 :Schema = (b = 1); }`, '2:33 struct "Schema" has no field "b"'],
    [`${ID}using A = B; using B = A; struct Schema { a @0 :A; }`, '2:49 "A" is not defined'],
    [`${ID}const a :Int8 = .a; struct Schema {}`, '2:17 a value that is made of itself'],
    [`${ID}const a :Int8 = 1; struct Schema { b @0 :Int8 = a; }`, '2:49 "a" is not qualified'],
    [
      `${ID}struct Schema { u @0 :union { a @1 :Text; b @2 :Text; } }`,
      '2:19 the number of a union is not needed any more',
    ],
    [
      `${ID}struct Schema { a @0 :List(AnyPointer); }`,
      '2:28 a list of AnyPointer is not supported by Cap’n Proto',
    ],
    [`${ID}struct Schema { a @0 :Text = embed "x"; }`, '2:30 "embed" needs the capnp compiler'],
    [
      `${ID}struct Schema { a @0 :import "x".B; }`,
      '2:23 a type of another file needs the capnp compiler',
    ],
    [
      `${ID}annotation regex(field) :Text;struct Schema { a @0 :Text $regex("("); }`,
      '2:47 "a": "(" is no regular expression',
    ],
    [
      `${ID}annotation format(field) :Text;struct Schema { a @0 :Text $format("ip"); }`,
      '2:60 "ip" is no format',
    ],
    [
      `${ID}annotation secret(struct) :Void;struct Schema { a @0 :Text $secret; }`,
      '2:61 "secret" is declared for another kind than field',
    ],
    [
      `${ID}struct Schema { a @0 :B = (c = (d = 1)); } struct B { c @0 :C = (d = 2); } struct C { d @0 :Int8; b @1 :B = (c = (d = 1)); }`,
      '2:55 the default of "c" leads back to "C" without end',
    ],
  ])('says what is wrong with %j', (text, first) => {
    expect(faults(text)[0]).toBe(first)
  })

  it('says what to do', () => {
    const text = `${ID}struct Schema { a @0 :text; b @1 :Text $secret; }`
    const details = parseSchema(text, { file: 'x' }).diagnostics.map(({ detail }) => detail)
    expect(details).toEqual([
      'Did you mean Text?',
      'Add the line "annotation secret(field) :Void;" to the file.',
    ])
  })

  it('reads every construct of the language', () => {
    const { model, diagnostics } = parseSchema(EVERY_CONSTRUCT, { file: 'every.capnp' })
    expect(diagnostics).toEqual([])
    expect(model && formatSchema(model)).toBe(EVERY_CONSTRUCT_CANONICAL)
  })

  it('takes comments on the same line or directly below as documentation, and $doc before them', () => {
    const text = `${ID}annotation doc(field) :Text;
struct Schema {
  # The root.
  a @0 :Text;  # On the line,
               #  and below.
  b @1 :Text;

  # Belongs to nothing.
  c @2 :Text $doc("Said.");  # Not this.
}
`
    expect(parseSchema(text, { file: 'x' }).model?.structs[0]?.doc).toBe('The root.')
    expect(members(text)).toMatchObject([
      { doc: 'On the line,\n and below.' },
      expect.not.objectContaining({ doc: expect.anything() }),
      { doc: 'Said.' },
    ])
  })

  it('leaves annotations of other files alone', () => {
    const text = `${ID}using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("a::b");
$import "/go.capnp".package("x");
struct Schema $Cxx.name("Other") { a @0 :Text; }
`
    expect(members(text)).toMatchObject([{ name: 'a' }])
  })

  it('never throws, whatever the text', () => {
    const tokens = fc.constantFrom(
      'struct',
      'A',
      '{',
      '}',
      '(',
      ')',
      '@',
      '0',
      ':',
      ';',
      '=',
      '"',
      '$',
    )
    const texts = fc.oneof(
      fc.string(),
      fc.array(tokens).map((words) => words.join(' ')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        expect(parseSchema(text, { file: 'x' }).diagnostics.length).toBeGreaterThan(0)
      }),
    )
  })

  it('is not stopped by a text of any length or depth', () => {
    const deep = `${ID}struct Schema { a @0 :${'List('.repeat(5000)}Text${')'.repeat(5000)}; }`
    expect(faults(deep)[0]).toMatch('more than 64 expressions inside each other')
    const nested = `${ID}struct Schema { ${'struct A { '.repeat(5000)}`
    expect(faults(nested)).toContainEqual(expect.stringContaining('more than 64 blocks'))
    const long = Array.from({ length: 3000 }, (_, index) => `f${index} @${index} :Text;`).join('\n')
    expect(members(`${ID}struct Schema {\n${long}\n}`)).toHaveLength(3000)
  })
})
