import { createHash } from 'node:crypto'
import { AysError } from '../../errors/ays-error.ts'
import type { ActionCode, ActionSources, Executor } from '../../executor/executor.ts'
import type { Codec } from '../../schema/codec.ts'
import type { SchemaModel } from '../../schema/schema-model.ts'
import type { ContractCase } from '../contract.ts'

/** An executor, the codec that its actions read data with, and where it finds their code. */
export interface ExecutorSubject {
  readonly executor: Executor
  readonly codec: Codec
  readonly sources: ContractSources
}

/** One promise of the port. */
export type ExecutorCase = ContractCase<ExecutorSubject>

/** The name of the schema of every service in the contract. */
export const SCHEMA = 'contract'

/** What every service in the contract holds. */
export const MODEL: SchemaModel = {
  id: '0xc0de000000000001',
  root: 'Schema',
  structs: [
    {
      name: 'Schema',
      members: [
        { kind: 'field', name: 'root', ordinal: 0, type: { kind: 'text' } },
        { kind: 'field', name: 'port', ordinal: 1, type: { kind: 'uint16' } },
        {
          kind: 'field',
          name: 'tags',
          ordinal: 2,
          type: { kind: 'list', element: { kind: 'text' } },
        },
        { kind: 'field', name: 'blob', ordinal: 3, type: { kind: 'data' } },
      ],
    },
  ],
  enums: [],
}

const EMPTY_MAP = JSON.stringify({ version: 3, sources: [], names: [], mappings: '' })

/** The code that a case brings: what the executor under test takes as its sources. */
export class ContractSources implements ActionSources {
  readonly #codes = new Map<string, string>()

  /** The hash of an ES module that can be called from now on. */
  add(code: string): string {
    const hash = createHash('sha256').update(code).digest('hex')
    this.#codes.set(hash, code)
    return hash
  }

  code(hash: string): Promise<ActionCode> {
    const code = this.#codes.get(hash)
    return code === undefined ? missing('code', hash) : Promise.resolve({ code, map: EMPTY_MAP })
  }

  schema(hash: string): Promise<SchemaModel> {
    return hash === SCHEMA ? Promise.resolve(MODEL) : missing('schema', hash)
  }
}

function missing(kind: string, hash: string): Promise<never> {
  return Promise.reject(new AysError('AYS_JOB_UNLOADABLE', `there is no ${kind} ${hash}`))
}
