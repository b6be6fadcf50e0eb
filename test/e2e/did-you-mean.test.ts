import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TempRepository } from '../harness/temp-repository.ts'
import { applyShop } from './applied-shop.ts'

let repository: TempRepository
let run: string

beforeAll(async () => {
  ;({ repository, run } = await applyShop())
})

afterAll(() => repository[Symbol.asyncDispose]())

/** What was written, and what was meant; RUN stands for the id of the run, RUM for one that is nearly it. */
const SLIPS: readonly (readonly [line: string, meant: string])[] = [
  ['aply', 'apply'],
  ['stat', 'status'],
  ['servce list', 'service list'],
  ['service lst', 'service list'],
  ['daemon tokn list', 'daemon token list'],
  ['help servce', 'service'],
  ['servce --help', 'service'],
  ['run lits --help', 'run list'],
  ['plan --targt web!shop', '--target'],
  ['plan --target web!shp', 'web!shop'],
  ['service show wbe!shop', 'web!shop'],
  ['service get web!shp size', 'web!shop'],
  ['service history web!shp', 'web!shop'],
  ['service diff web!shp', 'web!shop'],
  ['service pause web!shp', 'web!shop'],
  ['service delete web!shp --yes', 'web!shop'],
  ['service state web!shop instal', 'install'],
  ['service set-state web!shop instal new', 'install'],
  ['why web!shp', 'web!shop'],
  ['why web!shop instal', 'install'],
  ['do instal --yes', 'install'],
  ['do install --role wbe --yes', 'web'],
  ['do install --instance shp --yes', 'shop'],
  ['do install --role web --instance shp --yes', 'web!shop'],
  ['template show wbe', 'web'],
  ['template check wbe', 'web'],
  ['template types wbe', 'web'],
  ['schema migrate wbe', 'web'],
  ['actor show wbe', 'web'],
  ['actor update wbe --yes', 'web'],
  ['run show RUM', 'RUN'],
  ['run logs RUM', 'RUN'],
  ['run watch RUM', 'RUN'],
  ['run cancel RUM', 'RUN'],
  ['run retry RUM', 'RUN'],
  ['run resume RUM', 'RUN'],
  ['run delete RUM', 'RUN'],
  ['graph --run RUM', 'RUN'],
  ['store info --store levle:.ays/db', 'level'],
]

it.each(SLIPS)('ays %s: did you mean "%s"?', async (line, meant) => {
  const words = line.replace('RUM', `${run.slice(0, -1)}U`).split(' ')
  const result = await repository.ays(...words)
  expect(result).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringContaining(`Did you mean "${meant.replace('RUN', run)}"?`),
  })
})
