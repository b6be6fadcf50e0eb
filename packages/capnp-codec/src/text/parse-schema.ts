import { checkModel, type Diagnostic, type SchemaModel } from '@ays/core'
import { compilePattern } from '../pattern.ts'
import { buildModel, type PlacedModel } from './build-model.ts'
import { Faults } from './faults.ts'
import { parseFile } from './parse-file.ts'

/** What a text is called, and which of its structs counts. */
export interface ParseOptions {
  /** For diagnostics. */
  readonly file: string
  /** The struct that a record is; `Schema` unless told. */
  readonly root?: string
}

/** What a schema text says, or everything that is wrong with it. */
export interface ParsedSchema {
  /** Absent when there is an error. It has a layout: compile() takes it. */
  readonly model?: SchemaModel
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads Cap'n Proto schema text. Never throws for bad text: every fault is a diagnostic. */
export function parseSchema(text: string, { file, root = 'Schema' }: ParseOptions): ParsedSchema {
  const faults = new Faults()
  const parsed = parseFile(text, faults)
  if (parsed.id === undefined)
    faults.add(
      0,
      'the file has no id',
      'Add a first line such as @0xd5a1c3e97b40f286; (`capnp id` makes one).',
    )
  // Names that a declaration would have had are not missing: it could only not be read.
  if (faults.unsupported) return { diagnostics: faults.toDiagnostics(text, file) }
  const placed = buildModel(parsed, root, faults)
  if (faults.length === 0) addModelFaults(placed, faults)
  const diagnostics = faults.toDiagnostics(text, file)
  return diagnostics.length === 0 ? { model: placed.model, diagnostics } : { diagnostics }
}

function addModelFaults({ model, places, defaults }: PlacedModel, faults: Faults): void {
  for (const { node, summary, ...about } of checkModel(model, compilePattern))
    faults.add((about.default ? defaults : places).get(node) ?? 0, summary)
}
