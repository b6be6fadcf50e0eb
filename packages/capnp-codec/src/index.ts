/**
 * Cap'n Proto at run time: schema text to layout to generated code, without a compiler.
 *
 * @packageDocumentation
 */
export { CapnpCodec, type CapnpCodecOptions, codec } from './capnp-codec.ts'
export { capnpFormat } from './capnp-format.ts'
export { type CompileOptions, compileSchema } from './compiler/compile-schema.ts'
export { type ImportOptions } from './compiler/run-compiler.ts'
export { compilePattern } from './pattern.ts'
export { formatSchema } from './text/format-schema.ts'
export { type ParsedSchema, type ParseOptions, parseSchema } from './text/parse-schema.ts'
export { canonicalize } from './wire/canonical.ts'
export { pack, unpack } from './wire/packing.ts'
export { readMessages } from './wire/read-messages.ts'
