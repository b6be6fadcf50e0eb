import type { TemplateDetail } from '@ays/core'
import { expect, it } from 'vitest'
import { renderTemplatePage } from '../../src/render/template-page.ts'

const template: TemplateDetail = {
  name: 'web.nginx',
  role: 'web',
  pack: 'ays-pack-web',
  folder: '/repo/templates/web.nginx',
  goal: 'install',
  actions: ['install', 'monitor'],
  fields: [
    { kind: 'field', name: 'host', ordinal: 0, type: { kind: 'text' }, doc: 'where\nit runs' },
    { kind: 'field', name: 'port', ordinal: 1, type: { kind: 'uint16' }, default: 80 },
    { kind: 'field', name: 'size', ordinal: 2, type: { kind: 'int64' }, rules: { min: 4 } },
    {
      kind: 'field',
      name: 'tls',
      ordinal: 3,
      type: { kind: 'text' },
      rules: { choices: ['off', 'on'] },
    },
    {
      kind: 'field',
      name: 'names',
      ordinal: 4,
      type: { kind: 'list', element: { kind: 'text' } },
    },
    { kind: 'field', name: 'mail', ordinal: 5, type: { kind: 'text' }, rules: { format: 'email' } },
    { kind: 'field', name: 'obsolete6Old', ordinal: 6, type: { kind: 'text' } },
  ],
  links: {
    parent: { role: 'node', argname: 'host', auto: false, optional: false },
    consume: [],
  },
  schema: { id: '0x8000000000000001', root: 'Schema', structs: [], enums: [] },
  capnp: '',
  options: { install: { timeout: 60_000, retry: [10_000, 30_000] } },
  recurring: [{ action: 'monitor', period: 300_000, log: true }],
  events: [{ channel: 'alarm', command: '', actions: ['monitor'], secrets: [] }],
  onChange: {},
}

it('a template has a page of documentation, with an example that a blueprint can begin with', () => {
  expect(renderTemplatePage(template)).toBe(
    `
# web.nginx

Of the pack \`ays-pack-web\`. Its services have the role \`web\`. Creating one schedules \`install\`.

## Fields

| field | type | default | meaning |
| --- | --- | --- | --- |
| \`host\` | \`Text\` |  | where it runs |
| \`port\` | \`UInt16\` | \`80\` |  |
| \`size\` | \`Int64\` |  | min 4 |
| \`tls\` | \`Text\` |  | choices off \\| on |
| \`names\` | \`List(Text)\` |  |  |
| \`mail\` | \`Text\` |  | format email |

## Links

- parent node

## Actions

- \`install\`: at most 1m 00s; tried again after 10.0s, 30.0s
- \`monitor\`

## Recurring

- \`monitor\` every 5m 00s

## Events

- any event on the channel \`alarm\` starts \`monitor\`

## Example

\`\`\`yaml
web.nginx__example:
  host: "node-name"
  size: 4
  tls: "off"
  names: ["names"]
  mail: "me@example.org"
\`\`\`
`.trim(),
  )
})

it('what a template does not have is not on its page', () => {
  const page = renderTemplatePage({
    ...template,
    fields: [],
    links: { consume: [] },
    actions: [],
    recurring: [],
    events: [],
  })
  expect(page.match(/^## .*/gm)).toEqual(['## Example'])
  expect(page).toContain('\nweb.nginx__example:\n')
})
