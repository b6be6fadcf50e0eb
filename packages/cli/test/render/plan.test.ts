import type { PlannedJob } from '@ays/core'
import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { renderPlan } from '../../src/render/plan.ts'
import { plainScreen } from '../../src/render/screen.ts'
import { changeOf, planOf } from '../samples.ts'

const job = (number: number, service: string, action: string, step: number): PlannedJob => ({
  number,
  service,
  action,
  step,
  needs: [],
  reason: 'scheduled',
})

const plan = planOf({
  changes: [
    changeOf({
      source: { file: 'blueprints/site.yaml', line: 3, column: 1 },
      fields: [
        { field: 'port', after: 8080 },
        { field: 'password', after: '(secret)' },
      ],
      links: [{ kind: 'add', argname: 'node', to: 'node!web', parent: true }],
    }),
    changeOf({
      kind: 'update',
      service: 'node!web',
      template: 'node.docker',
      origin: 'auto',
      fields: [{ field: 'image', before: 'nginx:1', after: 'nginx:2' }],
      links: [{ kind: 'remove', argname: 'disk', to: 'disk!old', parent: false }],
    }),
    changeOf({ kind: 'delete', service: 'disk!old', template: 'disk' }),
  ],
  actors: [
    {
      kind: 'update',
      actor: 'site',
      actions: ['start'],
      schema: true,
      differences: [
        { part: 'field', before: 'path :Text', after: 'root :Text' },
        { part: 'action', after: 'check' },
        { part: 'link', before: 'node parent node' },
      ],
      services: 2,
    },
  ],
  jobs: [
    job(0, 'node!web', 'processChange', 0),
    job(1, 'site!blog', 'install', 1),
    job(2, 'disk!old', 'uninstall', 1),
    job(3, 'site!shop', 'install', 1),
  ],
  steps: [[0], [1, 2, 3]],
  ifChanged: [{ service: 'app!x', action: 'install', producer: 'node!web' }],
  blocked: [{ service: 'app!y', action: 'start', by: 'app!y install' }],
})

describe('a plan', () => {
  it('is shown as a diff, with its steps and a summary', () => {
    expect(renderPlan(plan, plainScreen)).toBe(
      `
+ site!blog  site  blueprints/site.yaml:3
    port           8080
    password       (secret)
    node (parent)  node!web
~ node!web  node.docker  auto
    image  "nginx:1" → "nginx:2"
    disk   disk!old (no longer)
- disk!old  disk
~ template site  schema, start; 2 services
    ~ field path :Text -> root :Text
    + action check
    - link node parent node

Steps
     1  processChange  node!web
     2  install  site!blog, site!shop
        uninstall  disk!old
        install  app!x, if node!web changes

! start of app!y waits for app!y install

Plan: 1 to create, 1 to update, 1 to delete, 1 template to take up; 4 jobs in 2 steps.
`.trim(),
    )
  })

  it('that is empty says so', () => {
    const text = renderPlan(planOf({ empty: true }), plainScreen)
    expect(text).toBe('Nothing to do: everything is as declared.')
  })

  it('that only changes data says that nothing runs', () => {
    const text = renderPlan(planOf({ changes: [changeOf({ kind: 'update' })] }), plainScreen)
    expect(text).toMatch(/Plan: 1 to update; nothing to run\.$/)
  })

  it('fits the width of the terminal', () => {
    const long = 'x'.repeat(200)
    const fields = [
      { field: 'long', after: long },
      { field: 'both', before: long, after: long },
    ]
    const jobs = Array.from({ length: 50 }, (_, n) => job(n, `site!s${n}`, 'install', 0))
    const steps = [jobs.map(({ number }) => number)]
    const wide = planOf({ changes: [changeOf({ fields })], jobs, steps })
    const lines = renderPlan(wide, { ...plainScreen, width: 60 }).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBe(60)
  })

  it('has colours where the screen has them', () => {
    const paint = pc.createColors(true)
    const text = renderPlan(plan, { ...plainScreen, paint })
    expect(text).toContain(`${paint.green('+')} ${paint.bold('site!blog')}`)
    expect(text).toContain(
      `${paint.red('"nginx:1"')} ${paint.dim('→')} ${paint.green('"nginx:2"')}`,
    )
  })
})
