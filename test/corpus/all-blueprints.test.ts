import { type Diagnostic, formatDiagnostic } from '@ays/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { addPack, corpusFiles, corpusPath, corpusText } from './corpus.ts'
import { BLUEPRINTS, type Fault, UNDECIDED } from './expected/blueprints.ts'

const all = corpusFiles('blueprints')

/** The errors of one blueprint, and whether the exit code agrees with them. */
async function validate(
  repository: TempRepository,
  blueprint: string,
): Promise<{ errors: Diagnostic[]; honest: boolean }> {
  const file = corpusPath('blueprints', blueprint)
  const result = await repository.ays('validate', file, '--json', '--store', 'memory:')
  const { diagnostics } = documentOf(result, 'validate')
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return { errors, honest: result.exitCode === (errors.length > 0 ? 2 : 0) }
}

/** The errors that name no line of this file (the end of the text counts as its last). */
function misplaced(errors: readonly Diagnostic[], blueprint: string): string[] {
  const lines = corpusText('blueprints', blueprint).split('\n').length
  return errors
    .filter(({ source }) => {
      if (source === undefined || !source.file.endsWith(blueprint)) return true
      return source.line < 1 || source.line > lines || source.column < 1
    })
    .map(formatDiagnostic)
}

describe('over the template tree of AYS 8.1', () => {
  let repository: TempRepository

  beforeAll(async () => {
    repository = await createRepository({ packs: ['./pack'] })
    const install = 'export const install = () => undefined\n'
    await addPack(repository, 'ays_jumpscale8/templates', () => install)
  })

  afterAll(() => repository[Symbol.asyncDispose]())

  it('the expectations cover every blueprint of the corpus', () => {
    const expected = [...Object.keys(BLUEPRINTS), ...UNDECIDED]
    const examples = all.filter((file) => file.includes('/examples/'))
    expect([...expected, ...examples].toSorted()).toEqual(all)
  })

  it.each(Object.entries(BLUEPRINTS))('%s has the faults found by hand', async (file, faults) => {
    const { errors, honest } = await validate(repository, file)
    expect(misplaced(errors, file)).toEqual([])
    expect(faults.filter((fault) => !errors.some((error) => isAt(error, fault)))).toEqual([])
    expect(errors.length > 0).toBe(faults.length > 0)
    expect(honest).toBe(true)
  })

  it.each(UNDECIDED)('%s is valid or says where it is not', async (file) => {
    const { errors, honest } = await validate(repository, file)
    expect(misplaced(errors, file)).toEqual([])
    expect(honest).toBe(true)
  })
})

describe('over the template tree of AYS 9', () => {
  let repository: TempRepository

  beforeAll(async () => {
    repository = await createRepository({ packs: [corpusPath('ays9/templates')] })
  })

  afterAll(() => repository[Symbol.asyncDispose]())

  it.each(all)('%s is valid or says where it is not', async (file) => {
    const { errors, honest } = await validate(repository, file)
    expect(misplaced(errors, file)).toEqual([])
    expect(honest).toBe(true)
  })
})

function isAt({ code, source }: Diagnostic, [line, expected, until = line]: Fault): boolean {
  return source !== undefined && code === expected && source.line >= line && source.line <= until
}
