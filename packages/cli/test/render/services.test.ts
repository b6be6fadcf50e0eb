import type { ServiceDetail } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { plainScreen } from '../../src/render/screen.ts'
import { renderService, renderServices, renderStates } from '../../src/render/services.ts'
import { formatTime } from '../../src/render/text.ts'

const service: ServiceDetail = {
  address: 'site!blog',
  role: 'site',
  name: 'blog',
  uid: '01UID',
  template: 'site',
  origin: 'blueprint',
  parent: 'node!web',
  actions: { install: 'ok', start: 'error', stop: 'new' },
  data: { port: 80, password: '(secret)' },
  producers: [
    { argname: 'node', to: 'node!web', parent: true, named: true },
    { argname: 'disk', to: 'disk!a', parent: false, named: false },
  ],
  consumers: ['shop!x'],
  children: ['page!index'],
  states: [
    { action: 'install', status: 'ok', lastRun: 1000 },
    { action: 'start', status: 'error', reason: 'exit 1' },
  ],
  blueprint: 'blueprints/site.yaml',
  line: 3,
  paused: false,
  version: '1',
  schema: 'hash',
  created: 0,
  updated: 1000,
}

describe('services', () => {
  it('are a line each, with the actions that have something to say', () => {
    expect(renderServices([service], plainScreen)).toBe(
      `
SERVICE    TEMPLATE  PARENT    ACTIONS
site!blog  site      node!web  install ok, start error
`.trim(),
    )
    expect(renderServices([], plainScreen)).toBe('No services.')
  })

  it('have a column for the next time only where something recurs', () => {
    const due = { action: 'monitor', status: 'ok', due: 2000 } as const
    expect(renderStates([{ action: 'install', status: 'ok' }, due], plainScreen)).toBe(
      `Actions\ninstall  ok\nmonitor  ok    next ${formatTime(2000)}`,
    )
  })

  it('say where the next page begins when this one is full', () => {
    expect(renderServices([service], plainScreen, 1)).toContain('\nNext page: --after site!blog')
    expect(renderServices([service], plainScreen, 2)).not.toContain('--after')
  })

  it('are shown with data, links, actions, and where they come from', () => {
    expect(renderService(service, plainScreen)).toBe(
      `
site!blog  01UID

template site, from blueprints/site.yaml:3
created ${formatTime(0)}, updated ${formatTime(1000)}

Data
port      80
password  (secret)

Links
parent       node!web    node
consumes     disk!a      disk
parent of    page!index
consumed by  shop!x

Actions
install  ok     ${formatTime(1000)}
start    error                       exit 1
`.trim(),
    )
  })

  it('that an action ensured say which', () => {
    const { blueprint: _, line: __, ...rest } = service
    const text = renderService({ ...rest, origin: 'ensured', ensuredBy: 'farm!f' }, plainScreen)
    expect(text).toContain('from an action of farm!f')
  })
})
