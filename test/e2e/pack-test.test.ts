import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf, type Documents } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { BAD, badPackFiles } from './bad-pack.ts'

const PATIENCE = 900_000

let folder: TempRepository
let report: Documents['packTest']
let exitCode: number

beforeAll(async () => {
  folder = await createRepository()
  for (const [file, text] of Object.entries(badPackFiles())) await folder.write(file, text)
  const result = await folder.ays('pack', 'test', '--runs', '3', '--seed', '7', '--json')
  exitCode = result.exitCode
  report = documentOf(result, 'packTest')
}, PATIENCE)

afterAll(() => folder[Symbol.asyncDispose]())

const brokenBy = (name: string) =>
  report.promises.filter(({ template, status }) => template === name && status === 'broken')

describe('ays pack test finds, and finds nothing else in, a template that', () => {
  it.each(Object.entries(BAD).map(([name, bad]) => [bad.fault, name, bad.breaks]))(
    '%s',
    (_fault, name, breaks) => {
      expect(brokenBy(name).map(({ promise, reason }) => [promise, reason])).toEqual([
        [breaks, expect.any(String)],
      ])
    },
  )
})

it('every promise is broken by a bad template, and kept by a good one', () => {
  const good = report.promises.filter(({ template }) => template === 'good')
  expect(good.map(({ status }) => status)).toEqual(good.map(() => 'kept'))
  const promises = good.map(({ promise }) => promise)
  const broken = Object.values(BAD).map(({ breaks }) => breaks)
  expect(broken.toSorted()).toEqual(promises.toSorted())
})

it('tells the data that breaks a promise, and ends with 1', () => {
  expect(exitCode).toBe(1)
  const [{ blueprint = {}, reason = '' } = {}] = brokenBy('picky')
  const { number } = /(?<number>\d+) is too much/.exec(reason)?.groups ?? {}
  expect(Object.values(blueprint)).toMatchObject([{ number: Number(number) }])
})
