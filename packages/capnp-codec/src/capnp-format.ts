import type { SchemaFormat } from '@ays/core'
import { compileSchema } from './compiler/compile-schema.ts'

/** Schemas written in Cap'n Proto: their root struct is `Schema`, their text is kept as it is. */
export const capnpFormat: SchemaFormat = {
  extension: '.capnp',
  read(text, { file }) {
    const { model, diagnostics } = compileSchema(text, { file })
    return {
      ...(model === undefined ? {} : { model, capnp: text }),
      links: { consume: [] },
      diagnostics,
    }
  },
}
