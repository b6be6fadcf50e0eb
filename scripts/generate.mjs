// Makes what is derived from packages/core/src/model/model.capnp; with --check says whether it is stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../packages/core/src/model/', import.meta.url))
const HEAD = '// Made of model.capnp by `npm run generate`. Never edited by hand.\n'

const stale = Object.entries(await generate()).filter(([file, text]) => read(file) !== text)
for (const [file, text] of stale) {
  if (process.argv.includes('--check')) {
    console.error(`packages/core/src/model/${file} is stale: run \`npm run generate\``)
    process.exitCode = 1
  } else {
    writeFileSync(folder + file, text)
    console.log(`packages/core/src/model/${file}`)
  }
}

// The HTTP API and the documents of the CLI are made of the types of core, which the above may have changed.
await import('../packages/daemon/scripts/generate.mjs')
await import('../packages/cli/scripts/documents.mjs')

async function generate() {
  const { CapnpCodec, parseSchema } = await import('../packages/capnp-codec/dist/index.js')
  const text = readFileSync(`${folder}model.capnp`, 'utf8')
  const { model, diagnostics } = parseSchema(text, { file: 'model.capnp', root: 'Service' })
  if (!model) throw new Error(JSON.stringify(diagnostics, null, 2))
  const types = new CapnpCodec().compile(model).types()
  return {
    'model-text.gen.ts': `${HEAD}
/** The text of model.capnp: the one schema of everything AYS stores. */
export const MODEL_CAPNP = \`${text.replaceAll(/[`\\$]/g, String.raw`\$&`)}\`
`,
    'model-data.gen.ts': `${HEAD}import type { SchemaModel } from '../schema/schema-model.ts'

/** What model.capnp declares, ready for a codec: reading its text takes longer than all the rest. */
export const MODEL: SchemaModel = ${JSON.stringify(model)}
`,
    'model.gen.ts': `${HEAD}${types}`,
  }
}

function read(file) {
  try {
    return readFileSync(folder + file, 'utf8')
  } catch {
    return undefined
  }
}
