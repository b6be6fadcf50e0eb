import type { TemplateDetail } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { plainScreen } from '../../src/render/screen.ts'
import { renderTemplate, renderTemplates, renderTypes } from '../../src/render/templates.ts'

const template: TemplateDetail = {
  name: 'node.docker',
  role: 'node',
  pack: 'local',
  folder: '/repo/templates/node.docker',
  goal: 'start',
  actions: ['install', 'start'],
  fields: [
    {
      kind: 'field',
      name: 'image',
      ordinal: 0,
      type: { kind: 'text' },
      default: 'nginx',
      doc: 'what it runs',
      rules: { choices: ['nginx', 'caddy'], ask: true },
    },
    {
      kind: 'field',
      name: 'ports',
      ordinal: 1,
      type: { kind: 'list', element: { kind: 'uint16' } },
    },
  ],
  links: {
    parent: { role: 'host', argname: 'host', auto: false, optional: true },
    consume: [
      { role: 'disk', argname: 'disk', min: 1, max: 0, auto: false },
      { role: 'net', argname: 'net', min: 0, max: 2, auto: false },
    ],
  },
  schema: { id: '0x8000000000000001', root: 'Schema', structs: [], enums: [] },
  capnp: '',
  options: {},
  recurring: [],
  events: [],
  onChange: {},
}

const show = (...states: ('written' | 'same' | 'stale')[]) =>
  renderTypes(
    { files: states.map((state) => ({ template: 't', file: state, state })), diagnostics: [] },
    plainScreen,
  )

describe('templates', () => {
  it('are a line each', () => {
    expect(renderTemplates([template], plainScreen)).toBe(
      `
TEMPLATE     PACK   ACTIONS         LINKS
node.docker  local  install, start  parent host (optional), consumes disk (1 or more), consumes net (0 to 2)
`.trim(),
    )
    expect(renderTemplates([], plainScreen)).toBe('No templates.')
  })

  it('are shown with what a blueprint may write', () => {
    expect(renderTemplate(template, plainScreen)).toBe(
      `
node.docker  /repo/templates/node.docker
role node, pack local, goal start
actions install, start
parent host (optional)
consumes disk (1 or more)
consumes net (0 to 2)
FIELD  TYPE          DEFAULT
image  Text          "nginx"  choices nginx | caddy; ask; what it runs
ports  List(UInt16)
`.trim(),
    )
  })

  it('have files of types that were written, are stale or are as they should be', () => {
    expect(show('written', 'same')).toBe('wrote written\n1 file of types up to date.')
    expect(show('stale')).toBe('stale stale')
    expect(show()).toBe('0 files of types up to date.')
  })
})
