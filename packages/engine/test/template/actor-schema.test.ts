import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { ACTOR_SCHEMA } from '../../src/template/actor-shape.ts'

it('the published JSON Schema of actor.yaml is the one that checks it', async () => {
  const file = createRequire(import.meta.url).resolve('@ays/engine/actor.schema.json')
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(ACTOR_SCHEMA)
})
