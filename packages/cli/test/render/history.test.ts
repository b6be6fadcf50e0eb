import type { RevisionInfo, ServiceHistory } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { renderDiff, renderHistory, renderSnapshot } from '../../src/render/history.ts'
import { plainScreen } from '../../src/render/screen.ts'
import { formatTime } from '../../src/render/text.ts'

function infoOf(revision: number, more: Partial<RevisionInfo> = {}): RevisionInfo {
  const who = 'me@here'
  const command = 'apply site.yaml'
  return { revision, kind: 'update', at: 0, who, command, fields: [], links: [], ...more }
}

const history: ServiceHistory = {
  service: 'web!shop',
  uid: '01UID',
  template: 'web',
  deleted: true,
  others: ['01OLD'],
  revisions: [
    infoOf(5, { kind: 'delete', run: '01RUN', job: 3, action: 'delete' }),
    infoOf(4, {
      kind: 'state',
      command: 'service set-state web!shop start ok',
      state: { action: 'start', before: 'error', after: 'ok' },
    }),
    infoOf(3, { run: '01RUN', job: 0, action: 'install', fields: ['url'] }),
    infoOf(2, {
      blueprint: 'site.yaml',
      line: 7,
      fields: ['port', 'host'],
      links: [{ kind: 'add', argname: 'db', to: 'db!b', parent: false }],
    }),
    infoOf(1, { kind: 'create', blueprint: 'site.yaml', line: 7 }),
  ],
}

describe('the past of a service', () => {
  it('is a line for each revision, with who, how and what', () => {
    const at = formatTime(0)
    const gap = ' '.repeat(at.length - 'WHEN'.length)
    expect(renderHistory(history, plainScreen)).toBe(
      `
web!shop  01UID  web  gone

REV  WHEN${gap}  CHANGE  WHO      BY                                   WHAT
5    ${at}  delete  me@here  run 01RUN #3 delete
4    ${at}  state   me@here  service set-state web!shop start ok  start error → ok
3    ${at}  update  me@here  run 01RUN #0 install                 url
2    ${at}  update  me@here  site.yaml:7                          port, host, +db db!b
1    ${at}  create  me@here  site.yaml:7

Others had this name before; see one with --uid: 01OLD
`.trim(),
    )
  })

  it('differs between two revisions by fields and links', () => {
    const diff = { service: 'web!shop', uid: '01UID', from: 1, to: 2, links: [] }
    const fields = [{ field: 'port', before: 1, after: 2 }]
    expect(renderDiff({ ...diff, fields }, plainScreen)).toBe(
      'web!shop  revision 1 → 2\n\nport  1 → 2',
    )
    expect(renderDiff({ ...diff, fields: [] }, plainScreen)).toBe(
      'web!shop  revision 1 → 2\n\nNothing differs.',
    )
  })

  it('is shown as the service itself', () => {
    const snapshot = {
      service: 'web!shop',
      uid: '01UID',
      template: 'web',
      revision: 2,
      at: 0,
      data: { port: 1 },
      producers: [{ argname: 'db', to: 'db!a', parent: false, named: true }],
    }
    expect(renderSnapshot(snapshot, plainScreen)).toBe(
      `
web!shop  01UID

template web, revision 2 since ${formatTime(0)}

Data
port  1

Links
consumes  db!a  db
`.trim(),
    )
  })
})
