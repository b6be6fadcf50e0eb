import { expect, it } from 'vitest'
import { withStore } from '../../src/repository/set-store.ts'

const URL = 'redis://localhost:6379/2'

it.each([
  ['a plain line', 'id: a\nstore: level:.ays/db\nexecutor: process\n', 'level:.ays/db', URL],
  ['quotes', "# top\nid: a\nstore:   'level:x'   # why\npacks: [ a,  b ]\n", "'level:x'", URL],
  ['a block', 'id: a\nstore: >-\n  level:.ays/db\npacks: []\n', '>-\n  level:.ays/db', URL],
  ['no such line', '# top\nid: a # x\npacks: []\n', 'id: a', `store: ${URL}\nid: a`],
  ['braces', '{id: a, store: "level:x"} # end\n', '"level:x"', URL],
  ['braces without it', '{id: a}\n', 'id', `store: "${URL}", id`],
  ['lines of Windows', 'id: a\r\nstore: level:x\r\npacks: []\r\n', 'level:x', URL],
])('in an ays.yaml with %s only the store changes', (_what, text, before, after) => {
  expect(withStore(text, URL)).toBe(text.replace(before, after))
})

it('a URL that YAML would read as something else is quoted', () => {
  expect(withStore('id: a\nstore: x:y\n', 'level:a b: #c')).toBe('id: a\nstore: "level:a b: #c"\n')
})

it('a text that would not name the store afterwards is left to its author', () => {
  expect(() => withStore('[]', URL)).toThrow(expect.objectContaining({ code: 'AYS_INPUT_INVALID' }))
})
