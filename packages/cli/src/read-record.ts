import { AysError, type Diagnostic, isRecordData, type RecordData, type Schema } from '@ays/core'
import { recordFromJson } from '@ays/engine'

/** The record that this JSON text holds. AYS_DATA_INVALID with a diagnostic for each fault. */
export function readRecord(text: string, file: string, schema: Schema): RecordData {
  const value = parse(text, file)
  if (!isRecordData(value)) throw invalid([`${file} does not hold a JSON object`], file)
  const record = recordFromJson(value, schema.model)
  const faults = schema.check(record).map(({ path, message }) => `${path}: ${message}`)
  if (faults.length > 0) throw invalid(faults, file)
  return record
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AysError('AYS_DATA_INVALID', `${file} is not JSON`, { cause })
  }
}

function invalid(faults: readonly string[], file: string): AysError {
  const diagnostics = faults.map((summary): Diagnostic => ({
    severity: 'error',
    code: 'AYS_DATA_INVALID',
    summary: `${file}: ${summary}`,
  }))
  return new AysError('AYS_DATA_INVALID', `${file} does not fit the schema`, { diagnostics })
}
