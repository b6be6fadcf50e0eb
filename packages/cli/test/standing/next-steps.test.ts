import { expect, it } from 'vitest'
import { nextSteps } from '../../src/standing/next-steps.ts'
import type { Standing } from '../../src/standing/read-standing.ts'
import { runInfo } from '../samples.ts'

const WELL: Standing = {
  folder: '/site',
  templates: 1,
  blueprints: 1,
  services: 1,
  pending: false,
  newest: runInfo({ id: 'R1' }),
  queued: 0,
  daemon: false,
}
const failed = { service: 'web!shop', action: 'install' }

/** How things stand, and the commands to give next. */
const STANDINGS: readonly (readonly [Partial<Standing>, readonly string[]])[] = [
  [{}, []],
  [{ templates: 0, services: 0, blueprints: 0 }, ['ays template new NAME']],
  [{ services: 0, blueprints: 0 }, ['ays template list']],
  [{ services: 0 }, ['ays plan', 'ays apply']],
  [{ edited: 'blueprints/a.yaml' }, ['ays plan']],
  [{ pending: true }, ['ays run']],
  [{ failed, pending: true }, ["ays why 'web!shop' install", 'ays run retry']],
  [{ newest: runInfo({ id: 'R2', state: 'running' }), failed }, ['ays run watch R2']],
  [
    { newest: runInfo({ id: 'R2', state: 'running', interrupted: true }), pending: true },
    ['ays run resume R2'],
  ],
  [{ queued: 2 }, ['ays daemon start']],
  [{ queued: 2, daemon: true }, []],
]

it.each(STANDINGS)('where %j, the next commands are %j', (standing, commands) => {
  expect(nextSteps({ ...WELL, ...standing }).map(({ command }) => command)).toEqual(commands)
})
