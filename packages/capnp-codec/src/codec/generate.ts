import type { StructLayout } from '../layout/layout.ts'
import { readAnyPointer, writeAnyPointer } from '../wire/copy.ts'
import { bitsOfFloat32, bitsOfFloat64, float32OfBits, float64OfBits } from '../wire/float-bits.ts'
import { Message } from '../wire/message.ts'
import { sharedWriter } from '../wire/writer.ts'
import type { Coder } from './coder.ts'
import { enumValue, readDefault, readInt64, readUint64, safeInteger } from './decode-values.ts'
import {
  fitsFloat32,
  isObject,
  misfit,
  ordinalOf,
  tooManyElements,
  writeBigInt64,
  writeBigUint64,
  writeInt64,
  writeUint64,
} from './encode-values.ts'
import { DecodeGenerator } from './generate-decode.ts'
import { EncodeGenerator } from './generate-encode.ts'
import { Source } from './source.ts'

/** What generated source calls, by the names it uses. */
const LIBRARY = {
  Message,
  W: sharedWriter,
  D: readDefault,
  E: enumValue,
  X: misfit,
  bitsOfFloat32,
  bitsOfFloat64,
  fitsFloat32,
  float32OfBits,
  float64OfBits,
  int64: readInt64,
  isObject,
  ordinal: ordinalOf,
  readAny: readAnyPointer,
  safe: safeInteger,
  tooMany: tooManyElements,
  uint64: readUint64,
  writeAny: writeAnyPointer,
  writeBigInt64,
  writeBigUint64,
  writeInt64,
  writeUint64,
}

/** Compiles source made for one struct: nothing is looked up or decided when a message is coded. */
export function generateCoder<T>(root: StructLayout): Coder<T> {
  const source = new Source()
  const read = new DecodeGenerator(source).pointerReader({ kind: 'struct', struct: root })
  const empty = new DecodeGenerator(source).structReader(root)
  const write = new EncodeGenerator(source).structWriter(root)
  const constants = source.constants.map((_, index) => `K${index}`)
  const code = `'use strict'
const {${Object.keys(LIBRARY).join(',')}}=library
const [${constants.join(',')}]=constants
${source.functions}
return {
decode(bytes){const m=new Message(bytes),g=m.segment;return ${read}(m,g,g.start)??${empty}(m,g,0,0,0,0)},
encode(value){W.begin();if(!isObject(value))X();${write}(W,value,W.struct(W.root,${root.dataWords},${root.pointers}));return W.finish()}
}`
  // oxlint-disable-next-line typescript/no-implied-eval -- the source is ours; names in it are literals
  const make = new Function('library', 'constants', code)
  const coder: Coder<T> = make(LIBRARY, source.constants)
  return coder
}

let allowed: boolean | undefined

/** False where the runtime forbids code made of strings. */
export function mayGenerateCode(): boolean {
  return (allowed ??= tryGenerating())
}

function tryGenerating(): boolean {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- whether this is allowed is the question
    return typeof new Function('return 1') === 'function'
  } catch {
    return false
  }
}
