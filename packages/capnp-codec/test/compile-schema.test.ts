import { CapnpCodec, capnpFormat, compileSchema, parseSchema } from '@ays/capnp-codec'
import type { SchemaModel } from '@ays/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { layoutOf } from '../src/layout/build-layout.ts'
import { readRequest } from '../src/compiler/read-request.ts'
import { dumpLayout } from './support/dump-layout.ts'
import { capnp, convert, withFile } from './support/capnp.ts'
import { EVERY_CONSTRUCT } from './support/every-construct.ts'
import { Random } from './support/random.ts'
import { randomSchema } from './support/random-schema.ts'

const GENERIC = `@0xd4b1f5a9c3e27a10;
struct Box(T) { value @0 :T; note @1 :Text; inner @2 :Lid; struct Lid { of @0 :T; } }
struct Pair(A, B) { a @0 :A; b @1 :B; boxes @2 :List(Box(A)); }
struct Schema {
  text @0 :Box(Text);
  disk @1 :Box(Disk);
  pair @2 :Pair(Text, List(Disk));
  any @3 :Box;
  struct Disk { size @0 :UInt32 = 10; }
}
`

/** Its 64-bit defaults can be read. */
const WIDE = EVERY_CONSTRUCT.replaceAll(/(Int64 = -?\d+)/g, '$1 $bigint').replace(
  'annotation secret',
  'annotation bigint(field) :Void;\nannotation secret',
)

afterEach(() => vi.unstubAllEnvs())

function compile(
  text: string,
  more: Partial<Parameters<typeof compileSchema>[1]> = {},
): SchemaModel {
  const { model, diagnostics } = compileSchema(text, { file: 'schema.capnp', ...more })
  expect(diagnostics).toEqual([])
  if (model === undefined) throw new Error('no model')
  return model
}

describe('compileSchema', () => {
  it('makes a struct of its own of each use of a generic one', () => {
    const schema = new CapnpCodec().compile(compile(GENERIC))
    const value = {
      text: { value: 'a', note: 'n', inner: { of: 'lid' } },
      disk: { value: { size: 3 }, note: '', inner: undefined },
      pair: {
        a: 'x',
        b: [{ size: 1 }],
        boxes: [{ value: 'y', note: '', inner: undefined }],
      },
      any: undefined,
    }
    const bytes = schema.encode(value)
    expect(schema.decode(bytes)).toEqual(value)
    const printed = withFile(GENERIC, (file) =>
      convert(['binary:json', '--short', file, 'Schema'], bytes),
    )
    expect(JSON.parse(printed.toString())).toMatchObject({
      text: { note: 'n' },
      pair: { boxes: [{}] },
    })
  })

  it('takes a type of another file, and a field that holds an interface', () => {
    const text = `@0xd4b1f5a9c3e27a10;
using Other = import "lib/other.capnp";
interface Service { call @0 (a :Text) -> (b :Text); }
struct Schema { disk @0 :Other.Disk = (size = 7); service @1 :Service; kind @2 :Other.Kind = big; }
`
    const files = {
      'lib/other.capnp': `@0xd4b1f5a9c3e27a11;
struct Disk { size @0 :UInt32 = 10; tags @1 :List(Text) = ["a", "b"]; }
enum Kind { small @0; big @1; }
`,
    }
    const schema = new CapnpCodec().compile(compile(text, { files }))
    expect(schema.decode(schema.encode({}))).toEqual({
      disk: { size: 7, tags: ['a', 'b'] },
      service: new Uint8Array(0),
      kind: 'big',
    })
  })

  it('reads what needs no compiler without one', () => {
    vi.stubEnv('PATH', '/nowhere')
    expect(compile(EVERY_CONSTRUCT).root).toBe('Schema')
  })

  it('says what needs the compiler and how to install it, where there is none', () => {
    vi.stubEnv('PATH', '/nowhere')
    const { model, diagnostics } = compileSchema(GENERIC, { file: 'schema.capnp' })
    expect(model).toBeUndefined()
    expect(diagnostics[0]).toMatchObject({
      code: 'AYS_SCHEMA_UNSUPPORTED',
      summary: expect.stringContaining('generic struct'),
      detail: expect.stringContaining('apt-get install capnproto'),
      source: { file: 'schema.capnp', line: 2, column: 11 },
    })
  })

  it('passes on what the compiler complains of, with its place', () => {
    const text = `@0xd4b1f5a9c3e27a10;\nstruct Box(T) { value @0 :T; }\nstruct Schema { a @0 :Box(Int32); }\n`
    expect(compileSchema(text, { file: 'x.capnp' }).diagnostics).toMatchObject([
      {
        code: 'AYS_SCHEMA_INVALID',
        summary: expect.stringContaining('only pointer types'),
        source: { file: 'x.capnp', line: 3 },
      },
    ])
  })

  it('lets a schema import and embed nothing but the files it was given', () => {
    for (const file of ['/etc/hostname', '../../../../etc/hostname', '/capnp/c++.capnp']) {
      const text = `@0xd4b1f5a9c3e27a10;\nusing A = import "${file}";\nstruct Schema { a @0 :A.B; }\n`
      const { model, diagnostics } = compileSchema(text, { file: 'x.capnp' })
      expect(model).toBeUndefined()
      expect(diagnostics[0]?.code).toBe('AYS_SCHEMA_INVALID')
    }
    expect(() => compile(GENERIC, { files: { '../evil.capnp': '' } })).toThrow(
      expect.objectContaining({ code: 'AYS_USAGE' }),
    )
  })

  it('is what reads schema.capnp', () => {
    const source = { file: 'schema.capnp', pack: 'p', template: 't' }
    expect(capnpFormat.read(GENERIC, source)).toMatchObject({
      model: { root: 'Schema' },
      diagnostics: [],
    })
  })
})

describe('readRequest', () => {
  it('makes the layout that our own reader makes of the same text', () => {
    const codec = new CapnpCodec()
    const texts = [WIDE, randomSchema(new Random(31), 20)]
    for (const text of texts) {
      const root = text === WIDE ? 'Schema' : 'S0'
      const request = withFile(text, (file) => capnp(['compile', '-o-', file]))
      const theirs = readRequest(request, { file: 'schema.capnp', root })
      const ours = parseSchema(text, { file: 'schema.capnp', root })
      if (theirs.model === undefined || ours.model === undefined) throw new Error('no model')
      const layouts = [theirs.model, ours.model].map((model) =>
        Object.fromEntries(
          Array.from(layoutOf(model), ([name, layout]) => [name, dumpLayout(layout)]),
        ),
      )
      expect(layouts[0]).toEqual(layouts[1])
      const [read, parsed] = [theirs.model, ours.model].map((model) => codec.compile(model))
      const bytes = parsed?.encode({}) ?? new Uint8Array(0)
      expect(read?.decode(bytes)).toEqual(parsed?.decode(bytes))
    }
  })

  it('takes our annotations and the comments', () => {
    const text = `@0xd4b1f5a9c3e27a10;
annotation regex(field) :Text;
annotation min(field) :Float64;
annotation max(field) :Int32;
annotation choices(field) :List(Text);
annotation format(field) :Text;
annotation secret(field) :Void;
annotation doc(*) :Text;
struct Schema $doc("The root.") {
  a @0 :Text $regex("a+") $secret;  # What a is.
  b @1 :Int32 $min(1) $max(5);
  c @2 :Text $choices(["x", "y"]) $format("email") $doc("What c is.");
}
`
    const request = withFile(text, (file) => capnp(['compile', '-o-', file]))
    expect(readRequest(request, { file: 'schema.capnp' }).model).toEqual(
      parseSchema(text, { file: 'schema.capnp' }).model,
    )
  })
})
